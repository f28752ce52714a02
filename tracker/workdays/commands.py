"""Commands of the working days: show a year, set days, read a list, ask about a day."""

import sys
from datetime import date
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.accounts.permissions import Role
from tracker.accounts.queries import unit_with_code
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.text import clean_line
from tracker.web.cli import ChineseGroup, WrongUsageError, say_json
from tracker.web.database import reading, transaction
from tracker.workdays import actions, queries
from tracker.workdays.reader import rows_of_file
from tracker.workdays.rules import DayChange, DayKind, WorkCalendar, read_rows

workdays = ChineseGroup("workdays", help="工作日历：查看、设置、导入、核对。")
_UNIT_HELP = "单位代码；不写就是全部单位。"
_WEEKDAYS = "一二三四五六日"


@workdays.command("show", help="列出一年里与周一至周五不同的日子，和每月工作日数。")
@click.argument("year", type=click.IntRange(actions.FIRST_YEAR, actions.LAST_YEAR), metavar="年份")
@click.option("--unit", metavar="代码", help=_UNIT_HELP)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def show(year: int, unit: str | None, *, as_json: bool) -> None:
    """Print what is special about a year."""
    with reading() as session:
        calendar = queries.load_calendar(session, _unit_id(session, unit))
    days = [date.fromordinal(n) for n in range(*_span(year))]
    special = [one for one in days if calendar.is_workday(one) != (one.weekday() < 5)]  # noqa: PLR2004  Saturday
    if as_json:
        say_json(
            {
                "year": year,
                "provisional": calendar.is_provisional(year),
                "workdays": sum(calendar.is_workday(one) for one in days),
                "special": [_fact(calendar, one) for one in special],
            }
        )
        return
    if calendar.is_provisional(year):
        click.echo(f"{year}年放假安排尚未公布，以下为预估。")
    for one in special:
        click.echo(_line(calendar, one))
    for month in range(1, 13):
        count = sum(calendar.is_workday(one) for one in days if one.month == month)
        click.echo(f"{month}月\t{count}个工作日")


@workdays.command("check", help="问一天是不是工作日，例如 2026-10-10。")
@click.argument("day", metavar="日期")
@click.option("--unit", metavar="代码", help=_UNIT_HELP)
def check(day: str, unit: str | None) -> None:
    """Print whether a day is worked, and why."""
    asked = _day(day)
    with reading() as session:
        calendar = queries.load_calendar(session, _unit_id(session, unit))
    click.echo(_line(calendar, asked))
    if calendar.is_provisional(asked.year):
        click.echo("这一年放假安排尚未公布，按预估回答。")


@workdays.command("set", help="设置一天：上班、放假，或恢复默认。")
@click.argument("day", metavar="日期")
@click.argument("kind", type=click.Choice([one.label for one in DayKind]), metavar="安排")
@click.option("--note", default="", metavar="说明", help="例如：国庆节调休。")
@click.option("--unit", metavar="代码", help=_UNIT_HELP)
def set_day(day: str, kind: str, note: str, unit: str | None) -> None:
    """Set one day."""
    which = next(one for one in DayKind if one.label == kind)
    _write(unit, [DayChange(_day(day), which, clean_line(note))])


@workdays.command("import", help="从 xlsx 或 csv 导入：先列出会改哪些天，加 --yes 才写入。")
@click.argument("path", type=click.Path(path_type=Path), metavar="文件")
@click.option("--unit", metavar="代码", help=_UNIT_HELP)
@click.option("--yes", is_flag=True, help="核对无误，写入。")
def import_days(path: Path, unit: str | None, *, yes: bool) -> None:
    """Check a list of days, and write it when told so."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WrongUsageError(f"打不开文件“{path.name}”，请核对路径。") from error
    changes, odd = read_rows(rows_of_file(content, path.name))
    for sentence in odd:
        click.echo(sentence, err=True)
    if not changes:
        raise InvalidError("没有读到日期，每行请写日期和“上班”或“放假”。")
    for one in changes:
        click.echo(f"{one.day.isoformat()}\t{one.kind.label}\t{one.note}")
    if not yes:
        click.echo(f"共{len(changes)}天，还没有写入；核对无误后加 --yes 再执行一次。")
        sys.exit(1 if odd else 0)
    if odd:
        raise InvalidError("有的行没有读懂，没有写入，请改好文件再导入。")
    _write(unit, list(changes))


@workdays.command("confirm", help="注明一年已按正式通知核对，不再标“预估”。")
@click.argument("year", type=click.IntRange(actions.FIRST_YEAR, actions.LAST_YEAR), metavar="年份")
@click.option("--undo", is_flag=True, help="取消核对标记。")
def confirm(year: int, *, undo: bool) -> None:
    """Confirm a year, or take it back."""
    with transaction() as session:
        if undo:
            actions.unconfirm_year(session, year)
        else:
            actions.confirm_year(session, year, by_id=_hand(session), at=clock.now())
    click.echo(f"{year}年{'已取消核对标记' if undo else '已按正式通知核对'}。")


def _write(unit: str | None, changes: list[DayChange]) -> None:
    with transaction() as session:
        actions.make_changes(
            session, _unit_id(session, unit), changes, by_id=_hand(session), at=clock.now()
        )
    click.echo(f"已写入{len(changes)}天。")


def _unit_id(session: Session, code: str | None) -> int | None:
    if code is None:
        return None
    unit = unit_with_code(session, code)
    if unit is None:
        raise InvalidError(f"没有代码为“{code}”的单位，可用 units list 查看。")
    return unit.id


def _hand(session: Session) -> int:
    """Answer in whose name a terminal writes: the first system administrator."""
    wanted = (
        select(Person.id)
        .where(Person.appointments.any(role=Role.ADMIN), Person.disabled_at.is_(None))
        .order_by(Person.id)
        .limit(1)
    )
    found = session.scalar(wanted)
    if found is None:
        raise InvalidError("还没有系统管理员账号，请先用 accounts create 建立。")
    return found


def _day(written: str) -> date:
    try:
        found = date.fromisoformat(written)
    except ValueError as error:
        raise WrongUsageError(f"没有看懂日期“{written}”，请写成 2026-10-10 这样。") from error
    if not actions.FIRST_YEAR <= found.year <= actions.LAST_YEAR:
        raise WrongUsageError(f"请写 {actions.FIRST_YEAR} 年到 {actions.LAST_YEAR} 年之间的日期。")
    return found


def _span(year: int) -> tuple[int, int]:
    return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1


def _line(calendar: WorkCalendar, day: date) -> str:
    word = "上班" if calendar.is_workday(day) else "休息"
    reason = calendar.reason(day)
    return f"{day.isoformat()}\t星期{_WEEKDAYS[day.weekday()]}\t{word}\t{reason}".rstrip()


def _fact(calendar: WorkCalendar, day: date) -> dict[str, object]:
    return {
        "day": day.isoformat(),
        "workday": calendar.is_workday(day),
        "reason": calendar.reason(day),
        "set_by_hand": day in calendar.set_days,
    }
