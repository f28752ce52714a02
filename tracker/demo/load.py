"""Loading the demonstration town into an empty database, by the real readers and actions."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from tracker.accounts.actions import NewAccount, appoint, create_account, create_unit, set_up
from tracker.accounts.models import Unit
from tracker.accounts.queries import installation, unit_with_code
from tracker.core.clock import OFFICE_ZONE
from tracker.core.errors import ConflictError
from tracker.core.files import FileStore
from tracker.demo import earlier, newest, others
from tracker.demo.people import PASSWORD, PEOPLE, TOWN, UNITS
from tracker.demo.play import Player
from tracker.demo.plot import Plan, Span
from tracker.reminders import actions as reminders
from tracker.reports.actions import Paper, answer_repeat, take_in
from tracker.reports.models import Batch
from tracker.reports.queries import earlier_findings
from tracker.reports.reader import read_file
from tracker.tasks import actions
from tracker.tasks.models import Task
from tracker.workdays.queries import load_calendar

_OFFICE_OPEN = time(9)
_PAPERS = Path(__file__).resolve().parent / "papers"
# The year whose work is shown must have run for a while: early in January it is still the last one.
_WARM_UP = timedelta(days=60)


def load_town(session: Session, files: FileStore, *, at: datetime, today: date) -> Unit:
    """Load the town; deadlines lie around today, so that every screen shows something.

    The bytes of its reports are kept in ``files``, as those of any report are.

    Raises:
        ConflictError: the database holds data already.
    """
    if installation(session) is not None:
        raise ConflictError("数据库里已有数据，演示数据只能载入空的数据库。")
    year = (today - _WARM_UP).year
    set_up(session, at=at, demo=True)
    town = _people(session, at=at, from_on=date(year - 1, 1, 1))
    past = Player(session, town, Span(date(year - 1, 1, 8), date(year - 1, 12, 20)))
    _work_off(past, files, "earlier.txt", year - 2, earlier.PLANS)
    present = Player(session, town, Span(date(year, 1, 9), today))
    _work_off(present, files, "newest.txt", year - 1, newest.PLANS)
    present.join("村集体经济底子薄弱", into="集体增收后劲不足")
    _other_sources(present, year)
    _remind(session, today)
    return town


def _remind(session: Session, today: date) -> None:
    """Fill the inboxes as the timetable would have done on the last working morning."""
    calendar = load_calendar(session)
    morning = datetime.combine(calendar.on_or_before(today), _OFFICE_OPEN, tzinfo=OFFICE_ZONE)
    reminders.plan(session, calendar, morning, everything=True)


def _people(session: Session, *, at: datetime, from_on: date) -> Unit:
    town = create_unit(session, *TOWN, keeps_ledger=True)
    for code, name in UNITS:
        create_unit(session, code, name, parent=town)
    for login, name, code, roles, post in PEOPLE:
        unit = unit_with_code(session, code) or town
        new = NewAccount(
            login,
            name,
            PASSWORD,
            must_change_password=False,
            email=f"{login}@qingxi.example",
        )
        appoint(
            session, create_account(session, new, at=at), unit, roles, from_on=from_on, post=post
        )
    return town


def _work_off(
    player: Player, files: FileStore, paper: str, year: int, plans: tuple[Plan, ...]
) -> None:
    """Take a report in, confirm it, and play what becomes of its problems."""
    text = (_PAPERS / paper).read_text(encoding="utf-8")
    content = text.replace("{year}", str(year)).replace("{next}", str(year + 1)).encode()
    files.keep(content)
    reading = read_file(content, f"{year}年度主体责任报告.txt")
    opened = player.span.first
    clerk = player.viewer("zhangxiaoyan", opened)
    at = datetime.combine(opened, time(1, tzinfo=UTC))
    batch, _new = take_in(player.session, player.unit, reading, Paper(year), by=clerk, at=at)
    _tell_repeat(player.session, batch)
    tasks = actions.open_from_batch(
        player.session, batch, player.unit, player.deed("zhangxiaoyan", opened)
    )
    _play_all(player, tasks, plans)


def _tell_repeat(session: Session, batch: Batch) -> None:
    """Confirm, as a clerk would, that the income of villages comes up for the second time."""
    again = {one.title: one for one in batch.findings}.get("集体增收后劲不足")
    before = {one.title: one for one in earlier_findings(session, batch)}
    if again is not None and "村集体经济底子薄弱" in before:
        answer_repeat(batch, again, before["村集体经济底子薄弱"], accepted=True)


def _play_all(player: Player, tasks: list[Task], plans: tuple[Plan, ...]) -> None:
    by_title = {task.title: task for task in tasks}
    for plan in plans:
        player.play(by_title[plan.title], plan)


def _other_sources(player: Player, year: int) -> None:
    """Register what inspection and audit brought during the year, and play it."""
    for source, share, text, plan in others.PROBLEMS:
        on = player.span.on(share)
        title, _, _ = text.partition("。")
        new = actions.NewProblem(year=year, source=source, title=title, text=text)
        deed = player.deed("zhangxiaoyan", on)
        [task] = actions.open_problems(player.session, player.unit, [new], deed)
        if plan is not None:
            player.play(task, plan)
