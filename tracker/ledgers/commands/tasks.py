"""`tasks export` and `tasks import`: a ledger as a workbook, out and in, on a terminal."""

from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.text import clean_file_name
from tracker.documents.reader.gate import LARGEST_FILE
from tracker.documents.rules.sheet import shown
from tracker.ledgers.actions.applying import Hand
from tracker.ledgers.actions.importing import write
from tracker.ledgers.queries.found import found_ids
from tracker.ledgers.queries.importing import directory_of, plan_of, remembered
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.reader.ledgers import open_ledger
from tracker.ledgers.render.ledger_excel import Cover, ledger_as_excel
from tracker.ledgers.rules.importing.entries import entries_of
from tracker.ledgers.rules.importing.planning import DraftRow, Plan
from tracker.ledgers.rules.importing.rows import Settings
from tracker.ledgers.rules.importing.unseen import told_others, told_unseen
from tracker.reports.rules.sources import Source
from tracker.tasks import queries
from tracker.tasks.commands.operator import clerk_of, operator_of, unit_named
from tracker.tasks.queries import LedgerFilter
from tracker.web.cli import ChineseCommand, SpokenError, WrongUsageError, say_json
from tracker.web.database import reading, transaction

_UNIT = click.option("--unit", required=True, metavar="代码", help="台账单位的代码。")
_NO_HEADER = "没有认出表头：要有“问题”一列和另外至少两列，请在网页上导入，指出表头的位置。"
_SHOWN = 20


@click.command(
    "export", cls=ChineseCommand, options_metavar="[选项]", help="把一个单位的台账导出为Excel。"
)
@_UNIT
@click.option("--out", required=True, metavar="文件", help="写到哪个.xlsx文件。")
@with_appcontext
def export_tasks(unit: str, out: str) -> None:
    """Write a whole ledger into a workbook."""
    with reading() as session:
        content, count = _exported(session, unit_named(session, unit))
    try:
        Path(out).write_bytes(content)
    except (OSError, ValueError) as error:
        raise SpokenError(f"不能写入“{out}”，请检查文件夹和权限。") from error
    click.echo(f"已导出任务{count}项。")


@click.command(
    "import",
    cls=ChineseCommand,
    options_metavar="[选项]",
    help="导入一份Excel台账；有必须改的地方就一行也不写入。",
)
@click.argument("path", metavar="文件")
@_UNIT
@click.option("--check", "only_check", is_flag=True, help="只检查，不写入。")
@click.option(
    "--year",
    type=click.IntRange(1990, 2100),
    metavar="年度",
    help="没有编号的问题属于哪个问题年度；不写时为上一年。",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@with_appcontext
def import_tasks(
    path: str, unit: str, year: int | None, *, only_check: bool, as_json: bool
) -> None:
    """Bring a workbook into a ledger, all of it or nothing."""
    name, content = clean_file_name(Path(path).name), _content(path)
    today = clock.today()
    settings = Settings(year or today.year - 1, Source.SELF_CHECK, today)
    with transaction() as session:
        ledger = unit_named(session, unit)
        plan = _plan(session, ledger, content, name, settings)
        result = _numbers(plan)
        if not (only_check or plan.stopping or plan.is_nothing):
            hand = Hand(clerk_of(session, ledger, today), clock.now(), today, name)
            ticked = {one.name for one in plan.changes}
            result = write(session, ledger, plan, ticked, hand)
    if as_json:
        say_json(result | {"doubts": _doubts(plan), "changes": _changes(plan)})
    else:
        _tell(plan, result, written=not (only_check or plan.stopping))
    if plan.stopping:
        raise SpokenError(f"有{plan.stopping}行必须先改好，没有写入任何内容。")


def _exported(session: Session, unit: Unit) -> tuple[bytes, int]:
    today = clock.today()
    who, wanted = operator_of(unit, today), LedgerFilter(unit_id=unit.id)
    problems, tasks, measures = queries.counts_of(session, who, wanted, today=today)
    cover = Cover(
        title=f"{unit.name}整改台账",
        unit=unit.name,
        filled_in_on=today,
        remarks=(f"数据截至{shown(today)}；问题{problems}个，任务{tasks}项，措施{measures}条。",),
    )
    ids = found_ids(session, who, wanted, today=today)
    return ledger_as_excel(ledger_lines(session, ids, today), cover), len(ids)


def _content(path: str) -> bytes:
    try:
        with Path(path).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise WrongUsageError("找不到这个文件，或者没有权限打开。") from error


def _plan(session: Session, unit: Unit, content: bytes, name: str, settings: Settings) -> Plan:
    try:
        opened = open_ledger(content, name)
    except InvalidError as error:
        raise WrongUsageError(error.message) from error
    if not opened.recognised:
        raise WrongUsageError(_NO_HEADER)
    header = remembered(session, unit.id, opened.header)
    for told in (
        told_unseen(opened.grid, header),
        told_others(opened.sheets, opened.sheet, header),
    ):
        if told:
            click.echo(told, err=True)
    drafts = [DraftRow(one) for one in entries_of(opened.grid, header)]
    if not drafts and header.key_column is None:
        raise WrongUsageError("表头下面没有一行内容，请检查是不是要导入的文件。")
    directory, _ = directory_of(session, unit, settings.today)
    return plan_of(session, unit, drafts, settings, directory)


def _numbers(plan: Plan) -> dict[str, Any]:
    return {
        "problems": plan.problems,
        "tasks": len(plan.to_write),
        "closed": plan.closed,
        "changed": sum(not one.refusal for one in plan.changes),
        "same": plan.same,
        "left": sum(bool(one.refusal) for one in plan.changes),
    }


def _doubts(plan: Plan) -> list[dict[str, Any]]:
    return [
        {"row": one.row.row, "column": it.key.value, "words": it.words, "must": it.must}
        for one in plan.to_write
        for it in one.doubts
    ]


def _changes(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "number": one.number,
            "column": one.key.value,
            "old": one.old,
            "new": one.new,
            "refusal": one.refusal,
        }
        for one in plan.changes
    ]


def _tell(plan: Plan, result: dict[str, Any], *, written: bool) -> None:
    for told in plan.to_write:
        for doubt in told.doubts:
            mark = "必须改" if doubt.must else "请留意"
            click.echo(f"第{told.row.row}行 {mark}：{doubt.words}", err=True)
    for change in plan.changes:
        words = change.refusal or f"{_short(change.old) or '（空）'} → {_short(change.said)}"
        click.echo(f"{change.number} {change.title}：{words}", err=True)
    if plan.is_nothing:
        click.echo("与台账一致，无需更新。")
        return
    verb = "已列入" if written else "将列入"
    click.echo(
        f"{verb}问题{result['problems']}个，任务{result['tasks']}项（其中历史导入{result['closed']}项）；"
        f"修改{result['changed']}处，未采纳{result['left']}处，一致{result['same']}行。"
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
