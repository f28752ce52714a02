"""What the address of a year asks for; anything odd in it is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.yearend.rules.lengths import Length

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class Asked:
    """A unit by its code (None: the first that is seen), a year, a day up to which it is told, a length (None: as chosen)."""

    unit: str | None
    year: int
    as_of: date
    length: Length | None


def asked(args: Mapping[str, str], today: date) -> Asked:
    """Answer what an address asks for; the year is this one, the day the last that counts, unless told."""
    year = _year(args.get("year", "")) or today.year
    return Asked(
        unit=args.get("unit") or None,
        year=year,
        as_of=_day(args.get("as_of", ""), year, today) or last_day(year, today),
        length=next((one for one in Length if one.value == args.get("length")), None),
    )


def last_day(year: int, today: date) -> date:
    """Answer the day up to which a year is told: today, but not beyond the year's end."""
    return min(today, date(year, 12, 31))


def _year(text: str) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) == len("2026")):
        return None
    return int(text) if FIRST_YEAR <= int(text) <= LAST_YEAR else None


def _day(text: str, year: int, today: date) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if date(year, 1, 1) <= day <= last_day(year, today) else None
