"""`tasks list` and `tasks show`: the ledger and one task on a terminal."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import click
from sqlalchemy.orm import Session, contains_eager

from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.tasks import queries
from tracker.tasks.access import task_with_number
from tracker.tasks.actions import keep_pairs_anew
from tracker.tasks.commands.operator import day_asked, operator_of, unit_named
from tracker.tasks.models import Task
from tracker.tasks.pages.records import ledger_record, task_record
from tracker.tasks.queries import LedgerFilter
from tracker.tasks.queries.ledger import narrowed
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Light
from tracker.web.cli import ChineseGroup, say_json
from tracker.web.database import reading, transaction
from tracker.web.filters import day, moment

tasks = ChineseGroup("tasks", help="任务：列出台账、查看一项。")
_UNIT = click.option("--unit", required=True, metavar="代码", help="台账单位的代码。")
_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


@tasks.command("list", help="列出一个单位的台账。")
@_UNIT
@click.option("--year", type=click.IntRange(1990, 2100), metavar="年度", help="只列问题年度。")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="日期",
    help="按办理日期列出截至这一天的状态和时限，例如 2026-06-30。",
)
@_JSON
def list_tasks(unit: str, year: int | None, as_of: datetime | None, *, as_json: bool) -> None:
    """Print a ledger as it stands, or as it stood at the end of a day."""
    day_as_of = day_asked(as_of) if as_of else None
    with reading() as session:
        ledger = unit_named(session, unit)
        rows = _rows(session, ledger, year, day_as_of)
    if as_json:
        say_json(rows)
        return
    for row in rows:
        words = (row["number"], row["state_label"], _light(row), _due(row), row["handler"] or "—")
        click.echo("\t".join((*words, row["title"])))
    click.echo(f"任务 {len(rows)} 项", err=True)


@tasks.command("show", help="查看一项任务和它的办理经过。")
@click.argument("number", metavar="编号")
@click.option("--unit", metavar="代码", help="台账单位的代码；只有一个单位有这个编号时可以不写。")
@_JSON
def show(number: str, unit: str | None, *, as_json: bool) -> None:
    """Print one task whole."""
    with reading() as session:
        ledger = unit_named(session, unit) if unit else _only_ledger_with(session, number)
        task = _task(session, ledger, number)
        record = task_record(
            task,
            clock.today(),
            queries.progress_of(session, task),
            queries.evidence_of(session, task),
            trail := queries.trail_of(session, task),
        )
    if as_json:
        say_json(record)
        return
    click.echo(f"{task.number}  {task.title}  {task.state.label}")
    click.echo(f"问题原文：{task.problem.text}")
    click.echo(f"完成标准：{task.standard or '—'}")
    click.echo(f"责任人：{task.handler_text or '—'}  责任领导：{task.leader_text or '—'}")
    click.echo(f"牵头单位：{task.lead_unit_text or '—'}  整改时限：{_due(record)}")
    for one in trail:
        told = f"（{one.actor_name}代录，{one.means.label}）" if one.recorded else ""
        who = one.for_name or one.actor_name
        click.echo(f"  {day(one.day)}  {one.step.label}  {who}{told}  {moment(one.entered_at)}录入")


@tasks.command("rebuild-search", help="重建检索索引；平时自动保持，怀疑查找有遗漏时用。")
def rebuild_search() -> None:
    """Keep what words are looked up by anew."""
    with transaction() as session:
        keep_pairs_anew(session)
    click.echo("检索索引已重建。")


def _only_ledger_with(session: Session, number: str) -> Unit:
    """Answer the ledger that has a number, where only one has it."""
    found = queries.units_with_number(session, number)
    if not found:
        raise InvalidError(f"没有编号为“{number}”的任务。")
    if len(found) > 1:
        codes = "、".join(one.code for one in found)
        raise InvalidError(f"不止一个单位有编号{number}，请用 --unit 写明（{codes}）。")
    return found[0]


def _task(session: Session, ledger: Unit, number: str) -> Task:
    try:
        return task_with_number(session, operator_of(ledger, clock.today()), ledger.id, number)
    except NotFoundError as error:
        raise InvalidError(f"{ledger.name}的台账里没有编号“{number}”。") from error


def _rows(
    session: Session, ledger: Unit, year: int | None, as_of: date | None
) -> list[dict[str, Any]]:
    today = as_of or clock.today()
    found = _tasks(session, ledger, year, today)
    if as_of is None:
        return [ledger_record(one, one.state, one.due_on, today) for one in found]
    stood = queries.standings_on(session, found, as_of)
    return [
        ledger_record(one, stood[one.id].state, stood[one.id].due_on, today)
        for one in found
        if one.id in stood
    ]


def _tasks(session: Session, ledger: Unit, year: int | None, today: date) -> Sequence[Task]:
    wanted = LedgerFilter(unit_id=ledger.id, year=year)
    found = narrowed(operator_of(ledger, today), wanted, today=today)
    return session.scalars(found.options(contains_eager(Task.problem))).all()


def _light(row: dict[str, Any]) -> str:
    final = row["state"] in {State.SUSTAINED, State.PAUSED, State.CLOSED, State.ENDED, State.JOINED}
    return "—" if final else Light(row["light"]).label


def _due(row: dict[str, Any]) -> str:
    return str(row["due_text"] or row["due_on"] or "—")
