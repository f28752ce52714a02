"""Write down the working days of China that the package ``holidays`` knows, a day a line.

Run ``python .ci/days.py`` after raising the version of holidays in requirements-dev.txt; a test holds the file to the
package. The program reads the file and never loads the package, which would take 12 MiB in each process.
"""

# ruff: noqa: INP001 - a script beside the tree, not a package

from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from holidays import country_holidays
from holidays.countries.china import China, ChinaStaticHolidays

TARGET = Path(__file__).resolve().parents[1] / "tracker" / "workdays" / "china.txt"


def main() -> None:
    """Write the file."""
    TARGET.write_text("".join(f"{one}\n" for one in lines()), encoding="utf-8")


def lines() -> Iterator[str]:
    """Answer the lines of the file: whether a year was announced, then its days off and its make-up days, in order."""
    yield f"# 国务院办公厅历年放假安排；没有标“已公布”的年份只有法定节假日（推算）。来源：holidays {version('holidays')}，由 .ci/days.py 写成。"
    for year in range(China.start_year, China.end_year + 1):
        if year in ChinaStaticHolidays.special_public_holidays:
            yield f"{year} 已公布"
        yield from sorted(_days(year))


def _days(year: int) -> Iterator[str]:
    found = country_holidays("CN", years=year, language="zh_CN")
    for day, name in found.items():
        if day.year == year:
            yield f"{day.isoformat()} 休 {'调休放假' if name.startswith('休息日') else name}"
    for swapped in found.weekend_workdays:
        if swapped.year == year:
            yield f"{date.fromordinal(swapped.toordinal()).isoformat()} 班"


if __name__ == "__main__":
    main()
