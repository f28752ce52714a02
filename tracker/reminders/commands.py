"""Commands of reminders: what goes out on a day, and why somebody did or did not get one."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.reminders.queries.explain import (
    Concern,
    Concerned,
    concern,
    obstacles_in,
    people_named,
    people_of,
    reasons,
    the_one,
)
from tracker.reminders.queries.preview import Foreseen, foreseen
from tracker.reminders.rules.explaining import Reason, about_day
from tracker.tasks.models import Task
from tracker.web.cli import ChineseGroup, WrongUsageError, say_json
from tracker.web.database import reading
from tracker.workdays.queries import load_calendars

reminders = ChineseGroup("reminders", help="提醒：某天会发什么，某人为什么收到或没收到。")


@reminders.command("preview", help="列出某一天会发出的提醒（按任务现在的情况）。")
@click.option("--on", "day", required=True, metavar="日期", help="哪一天，如 2026-10-08。")
@click.option("--unit", metavar="代码", help="只看一个单位的台账；不写就是全部。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def preview(day: str, unit: str | None, *, as_json: bool) -> None:
    """Print what would go out on a day."""
    on = _day(day)
    today = clock.today()
    with reading() as session:
        units = None if unit is None else [_unit(session, unit).id]
        calendars = load_calendars(session)
        calendar = calendars.base if units is None else calendars.of(units[0])
        found = foreseen(session, calendars, on, units, today)
        kept_back = obstacles_in(session, units, clock.now(), today) if on == today else ()
    about = about_day(on, calendar, today)
    if as_json:
        workday = calendar.is_workday(on)
        told = {"on": on.isoformat(), "workday": workday, "reminders": _facts(found)}
        say_json({**told, "kept_back": list(kept_back)})
        return
    for line in (about.text, *kept_back):
        click.echo(line)
    if not found and calendar.is_workday(on):
        click.echo("这一天没有要发的提醒。")
    for person, ones in groupby(found, key=lambda one: one.person):
        click.echo(f"\n{person}：")
        for one in ones:
            moved = f"（{one.moved}）" if one.moved else ""
            click.echo(f"  {one.number} {one.title}：{one.text}【{one.rule}】{moved}")


@reminders.command("why", help="说明某人为什么收到、没收到某项任务的提醒。")
@click.argument("number", metavar="编号")
@click.option("--person", required=True, metavar="姓名", help="姓名或登录名。")
@click.option("--unit", metavar="代码", help="台账所属单位的代码；几个单位有同一编号时要写。")
@click.option("--on", "day", metavar="日期", help="特别想问的一天，如 2026-09-25。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def why(number: str, person: str, unit: str | None, day: str | None, *, as_json: bool) -> None:
    """Print why somebody did, or did not, get a reminder for a task."""
    at = clock.now()
    with reading() as session:
        task = _task(session, number, unit)
        about = concern(session, task, at)
        who = _person(session, about, person)
        found = reasons(session, about, who)
    if day is not None:
        that_day = about_day(_day(day), about.calendar, clock.today())
        found = [that_day, *(one for one in found if one.on in {None, that_day.on})]
    if as_json:
        say_json(
            {
                "number": task.number,
                "person": who.person.name,
                "reasons": [_reason(one) for one in found],
            }
        )
        return
    click.echo(f"{task.number} {task.title}　{who.person.name}")
    for one in found:
        on = f"{one.on.isoformat()}\t" if one.on else ""
        rule = f"{one.rule}：" if one.rule else ""
        click.echo(f"{one.verdict.label}\t{on}{rule}{one.text}")


def _task(session: Session, number: str, unit: str | None) -> Task:
    wanted = select(Task).where(Task.number == number)
    if unit is not None:
        wanted = wanted.where(Task.unit_id == _unit(session, unit).id)
    found = session.scalars(wanted.limit(2)).all()
    if not found:
        raise InvalidError(f"没有编号为“{number}”的任务，编号形如 2026-007。")
    if len(found) > 1:
        raise InvalidError(f"不止一个单位有“{number}”，请用 --unit 写明单位代码。")
    return found[0]


def _person(session: Session, about: Concern, name: str) -> Concerned:
    found: Sequence[Concerned] = people_named(session, name)
    if len(found) > 1:
        near = {one.person.id for one in people_of(session, about)}
        found = [one for one in found if one.person.id in near] or found
    return the_one(found, name)


def _unit(session: Session, code: str) -> Unit:
    found = session.scalars(select(Unit).where(Unit.code == code)).one_or_none()
    if found is None:
        raise InvalidError(f"没有代码为“{code}”的单位，可用 units list 查看。")
    return found


def _day(written: str) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError as error:
        raise WrongUsageError(f"没有看懂日期“{written}”，请写成 2026-10-08 这样。") from error
    if not 1990 <= found.year <= 2200:  # noqa: PLR2004  the years that calendars keep
        raise WrongUsageError("请写 1990 年到 2200 年之间的日期。")
    return found


def _facts(found: Sequence[Foreseen]) -> list[dict[str, object]]:
    return [
        {
            "person": one.person,
            "number": one.number,
            "task": one.title,
            "rule": one.rule,
            "part": one.part,
            "text": one.text,
            "moved": one.moved,
            "channels": list(one.ways),
        }
        for one in found
    ]


def _reason(one: Reason) -> dict[str, object]:
    return {
        "verdict": one.verdict.value,
        "on": one.on.isoformat() if one.on else None,
        "rule": one.rule,
        "text": one.text,
    }
