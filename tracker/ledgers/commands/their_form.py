"""`ledgers fill`: a superior's own workbook filled in on a terminal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.documents.rules.failures import FileReadingError, RefusedFileError
from tracker.ledgers.queries.their_form import Scope, lines_in, taught_form
from tracker.ledgers.reader.their_form import fill, look_at
from tracker.ledgers.rules.their_form.filling import Filling
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.header import TheirHeader, find_header
from tracker.ledgers.rules.their_form.layout import TheirLayout
from tracker.ledgers.rules.their_form.proposal import filled_by, likeliest, proposed
from tracker.tasks.commands.operator import day_asked, operator_of, unit_named
from tracker.web.cli import ChineseGroup, SpokenError, WrongUsageError
from tracker.web.database import reading

ledgers = ChineseGroup("ledgers", help="套表：填写上级发来的Excel表。")
_SHOWN = 20


@ledgers.command("fill", help="填写上级发来的表：只写我们的格子，其余原样不动。")
@click.argument("template", metavar="表", type=click.Path(path_type=Path))
@click.option("--unit", required=True, metavar="代码", help="台账单位的代码。")
@click.option(
    "--out",
    required=True,
    metavar="文件",
    type=click.Path(path_type=Path),
    help="填好的表写到哪里。",
)
@click.option("--year", type=click.IntRange(1990, 2100), metavar="年度", help="只填问题年度。")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="数据截至，例如 2026-06-30。"
)
def fill_template(
    template: Path, unit: str, out: Path, year: int | None, as_of: datetime | None
) -> None:
    """Fill a workbook by the remembered mapping, else by what its headings say."""
    if out.resolve() == template.resolve():
        raise WrongUsageError("不能写回上级的原表，请在 --out 换一个文件名。")
    content = _read(template)
    grid, header = _opened(content, template.name)
    day = day_asked(as_of)
    with reading() as session:
        ledger = unit_named(session, unit)
        layout = _layout(session, ledger, grid, header)
        lines = lines_in(session, operator_of(ledger, day), Scope(ledger.id, day, year))
    result = filled_by(grid, layout, lines, {})
    _tell(result)
    if result.refusal:
        raise SpokenError(result.refusal)
    plan = result.plan(grid)
    try:
        out.write_bytes(fill(content, plan))
    except FileReadingError as fault:
        raise SpokenError(fault.sentence) from fault
    except (OSError, ValueError) as error:
        raise SpokenError(f"不能写入“{out}”，请检查文件夹和权限。") from error
    click.echo(f"已填好{result.told}。写到 {out}。")


def _read(template: Path) -> bytes:
    try:
        with template.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise WrongUsageError(f"找不到文件“{template}”，或者没有权限打开。") from error


def _opened(content: bytes, name: str) -> tuple[Grid, TheirHeader]:
    try:
        grid = likeliest(look_at(content, name))
    except RefusedFileError as refusal:
        raise SpokenError(refusal.sentence) from refusal
    except FileReadingError as fault:
        raise WrongUsageError(fault.sentence) from fault
    header = find_header(grid)
    if header is None:
        raise SpokenError("没有认出表头，请在网页“套表”上传，指出表头的位置和各列。")
    return grid, header


def _layout(session: Session, ledger: Unit, grid: Grid, header: TheirHeader) -> TheirLayout:
    known = taught_form(session, ledger.id, header.title, header.fingerprint)
    if known is None:
        click.echo("这张表还没有在网页上对应过，按表头的字面意思填写，请核对。", err=True)
        return proposed(grid, header)
    return replace(TheirLayout.from_json(known.layout), sheet=grid.name)


def _tell(result: Filling) -> None:
    """Say on standard error what could not be written, row by row."""
    for one in result.remarks:
        click.echo(one, err=True)
    rows = [f"第{one.row}行 {one.number} {one.text}" for one in result.matches.rows_left]
    _name("没有对上", rows)
    if result.matches.found:
        _name("表中没有", [f"{one.number} {one.title}" for one in result.matches.lines_left])


def _name(what: str, each: Sequence[str]) -> None:
    """Name what was left over; of very many the number of the rest."""
    for one in each[:_SHOWN]:
        click.echo(f"{what}：{one}", err=True)
    if len(each) > _SHOWN:
        click.echo(f"{what}的还有{len(each) - _SHOWN}条，请在网页“套表”中查看。", err=True)
