"""The bundled days: the package ``holidays``, read into plain sets, a year at a time."""

from datetime import date
from functools import lru_cache

from tracker.workdays.rules import YearDays


@lru_cache(maxsize=64)
def bundled_days(year: int) -> YearDays:
    """Answer what the package knows of a year in China.

    A year is official when the package holds the State Council's arrangement for it; for later ones it computes
    the statutory days only, and we mark them as a guess. Years that it does not know at all have weekends alone.
    """
    # Imported here: it costs a tenth of a second, and many commands never ask for a day.
    from holidays import country_holidays  # noqa: PLC0415  slow to import, and only needed for a new year
    from holidays.countries.china import China, ChinaStaticHolidays  # noqa: PLC0415  slow to import, and only needed for a new year

    if not China.start_year <= year <= China.end_year:
        return YearDays()
    found = country_holidays("CN", years=year, language="zh_CN")
    return YearDays(
        rest={day: _word(name) for day, name in found.items() if day.year == year},
        makeup=frozenset(
            date.fromordinal(day.toordinal()) for day in found.weekend_workdays if day.year == year
        ),
        official=year in ChinaStaticHolidays.special_public_holidays,
    )


def _word(name: str) -> str:
    """Shorten the package's remark on a day that was swapped."""
    return "调休放假" if name.startswith("休息日") else name
