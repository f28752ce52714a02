"""Commands about a year: its figures, and the files of its report."""

from datetime import date
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import IO

import click
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.queries import unit_with_code
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.web.cli import ChineseGroup, WrongUsageError, say_json
from tracker.web.database import reading
from tracker.yearend.forms import FIRST_YEAR, LAST_YEAR, last_day
from tracker.yearend.queries import desk_of, part_of, year_in_parts
from tracker.yearend.render.excel import write_year
from tracker.yearend.render.word import report_as_word
from tracker.yearend.rules.closing import frozen
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.rules.year import YearReport

yearend = ChineseGroup("yearend", help="年终：统计数据、导出下年度报告的有关部分。")

_UNIT = click.option("--unit", required=True, metavar="代码", help="单位的代码。")
_YEAR = click.option(
    "--year",
    required=True,
    metavar="年度",
    type=click.IntRange(FIRST_YEAR, LAST_YEAR),
    help="报告所写的年度，例如2026：上年度问题即2025年度报告查摆的问题。",
)


@yearend.command("export", help="导出一个年度的报告（Word）或整改台账（Excel）。")
@_UNIT
@_YEAR
@click.option(
    "--format",
    "kind",
    required=True,
    metavar="格式",
    type=click.Choice(["docx", "xlsx"]),
    help="docx（报告）或 xlsx（台账）。",
)
@click.option("--out", required=True, metavar="文件", help="写到哪个文件。")
def export(unit: str, year: int, kind: str, out: str) -> None:
    """Write the report or the ledger of a year to a file."""
    today = clock.today()
    with TemporaryFile() as made:
        with reading() as session:
            found = _unit(unit_with_code(session, unit), unit)
            gaps = _write_word(session, found, year, today, made) if kind == "docx" else 0
        if kind == "xlsx":
            _write_excel(found, year, today, made)
        made.seek(0)
        try:
            with Path(out).open("wb") as file:
                copyfileobj(made, file)
        except OSError as error:
            raise WrongUsageError(f"不能写入文件“{out}”，请检查目录和权限。") from error
    told = f"，还有{gaps}处需要补充（已标黄）" if gaps else ""
    click.echo(f"已导出{found.name}{year}年度到 {out}{told}。")


def _write_word(session: Session, unit: Unit, year: int, today: date, out: IO[bytes]) -> int:
    """Write the report, and answer how many gaps it has."""
    report = desk_of(session, unit, year, last_day(year, today)).report
    out.write(report_as_word(report, signed_on=today))
    return report.draft.gaps


def _write_excel(unit: Unit, year: int, today: date, out: IO[bytes]) -> None:
    told = part_of(unit, year, last_day(year, today))
    write_year(out, told, year_in_parts(reading, told, unit.id), filled_in_on=today)


@yearend.command("figures", help="列出一个年度的统计数据。")
@_UNIT
@_YEAR
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def figures(unit: str, year: int, *, as_json: bool) -> None:
    """Print every table of a year."""
    report = _report(unit, year, clock.today())
    if as_json:
        say_json(frozen(report.facts, report.figures, report.tables))
        return
    facts, whole = report.facts, report.figures.whole
    click.echo(f"{facts.unit}{year}年度整改情况（截至{long_day(facts.as_of)}）")
    click.echo(
        f"问题{whole.problems.total}个，任务{whole.tasks.total}项，措施{whole.measures}条，"
        f"完成率{report.figures.rate}"
    )
    for table in report.tables:
        click.echo(f"\n{table.title}")
        click.echo("\t".join(table.columns))
        for row in table.rows:
            click.echo("\t".join((row.label, *map(str, row.cells))))
    click.echo("\n" + "\n".join(report.figures.notes))


def _report(code: str, year: int, today: date) -> YearReport:
    with reading() as session:
        unit = _unit(unit_with_code(session, code), code)
        return desk_of(session, unit, year, last_day(year, today)).report


def _unit(unit: Unit | None, code: str) -> Unit:
    if unit is None:
        raise InvalidError(f"没有代码为“{code}”的单位。")
    if not unit.keeps_ledger:
        raise InvalidError(f"{unit.name}没有单独的台账，请用上级单位的代码。")
    return unit
