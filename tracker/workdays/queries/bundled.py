"""The bundled days: what the State Council arranged, read from the file beside this feature, a year at a time."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from tracker.workdays.rules import YearDays

_FILE = Path(__file__).resolve().parents[1] / "china.txt"
_ANNOUNCED, _MAKE_UP = "已公布", "班"


@lru_cache(maxsize=64)
def bundled_days(year: int) -> YearDays:
    """Answer what is known of a year in China.

    A year is official when the file holds the State Council's arrangement for it; of later ones it has the
    statutory days only, and we mark them as a guess. Years that it does not know at all have weekends alone.
    """
    rest: dict[date, str] = {}
    makeup: set[date] = set()
    official = False
    with _FILE.open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith(f"{year:04}"):
                continue
            day, kind, *name = line.split()
            if kind == _ANNOUNCED:
                official = True
            elif kind == _MAKE_UP:
                makeup.add(date.fromisoformat(day))
            else:
                rest[date.fromisoformat(day)] = " ".join(name)
    return YearDays(rest=rest, makeup=frozenset(makeup), official=official)
