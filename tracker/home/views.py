"""The first page, the style page, and the frame around every page."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flask import Blueprint, Response, current_app, request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import public, requires, viewer, viewer_or_none
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.accounts.queries import installation
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.home.forms import sample_with_errors
from tracker.home.pages import GlancePage, HomePage, StylePage, TaskLine, YearGlance, task_line
from tracker.home.queries import has_work, ledger_units, open_work
from tracker.reminders.queries import unread_count
from tracker.tasks.models import Task
from tracker.tasks.pages import told_in_short
from tracker.tasks.queries import last_said, my_work, nearest_deadlines
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.looks import Look, state_look
from tracker.web.database import reading
from tracker.web.frame import Frame, FrameViewer, NavItem
from tracker.web.render import render
from tracker.workdays.queries import load_calendar
from tracker.yearend.queries import year_facts
from tracker.yearend.rules.facts import Origin, TaskFact
from tracker.yearend.rules.statistics import figures_of

bp = Blueprint("home", __name__)

_FEW, _NEAREST = 5, 6
_WEEKDAYS = "一二三四五六日"
_SECRECY = "涉密信息和问题线索不得录入本系统"
_NOON, _EVENING = 12, 18
_DECEMBER = 12

# label, icon, endpoint, the right that shows it
_NAV = (
    ("首页", "house", "home.index", Permission.SIGNED_IN),
    ("我的待办", "list-task", "tasks.mine", Permission.TASK_STEP),
    ("整改台账", "table", "tasks.ledger", Permission.LEDGER_READ),
    ("提醒", "bell", "reminders.inbox", Permission.SIGNED_IN),
    ("报告与来文", "file-earmark-text", "reports.index", Permission.LEDGER_READ),
    ("年终材料", "file-earmark-word", "yearend.show", Permission.LEDGER_READ),
    ("工作日历", "calendar3", "workdays.year", Permission.SIGNED_IN),
    ("代理", "person-check", "accounts.stand_ins", Permission.STAND_INS),
    ("人员", "people", "accounts.people", Permission.PEOPLE_MANAGE),
    ("单位", "diagram-3", "accounts.units", Permission.UNIT_SETTINGS),
    ("账号日志", "clock-history", "accounts.log", Permission.LOG_READ),
    ("佐证材料管理", "paperclip", "tasks.room", Permission.EVIDENCE_MANAGE),
    ("提醒发送记录", "envelope", "reminders.delivery", Permission.HEALTH_READ),
)


@bp.get("/")
@requires(Permission.SIGNED_IN)
def index() -> Response:
    who, today = viewer(), clock.today()
    with reading() as session:
        page = _home(session, who, today)
    return render(page)


@bp.get("/glance")
@requires(Permission.LEDGER_READ)
def glance() -> Response:
    who, today = viewer(), clock.today()
    with reading() as session:
        stand = open_work(session, who, today)
        page = GlancePage(_glance(session, who, today), stand.overdue, stand.near)
    return render(page)


@bp.get("/style")
@public
def style() -> Response:
    with reading() as session:
        if not _is_demo(session):
            raise NotFoundError
    return render(StylePage(form=sample_with_errors(), today=clock.today()))


def build_frame() -> Frame:
    """Answer what the layouts show around the page of this request."""
    who = viewer_or_none()
    today = clock.today()
    with reading() as session:
        demo = _is_demo(session)
        unread = unread_count(session, who.person_id) if who else 0
        note = _provisional_note(session, today) if who else None
    return Frame(
        viewer=_frame_viewer(who),
        nav=_nav(who, unread) if who else (),
        unread=unread,
        inbox_url=url_for("reminders.inbox"),
        account_url=url_for("accounts.password"),
        sign_out_url=url_for("accounts.sign_out"),
        town=who.unit_name if who else "",
        demo=demo,
        today=f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}",
        provisional_note=note,
        secrecy_note=_SECRECY,
    )


def _is_demo(session: Session) -> bool:
    """Answer whether this is the demonstration; asked once, for it never changes."""
    known = current_app.extensions.get("demo")
    if known is None:
        row = installation(session)
        if row is None:
            return False
        known = current_app.extensions["demo"] = row.demo
    return bool(known)


def _provisional_note(session: Session, today: date) -> str | None:
    """Say in December, when next year's days begin to matter, that they are still guessed."""
    if today.month != _DECEMBER or not load_calendar(session).is_provisional(today.year + 1):
        return None
    return f"{today.year + 1}年放假安排尚未公布，工作日暂按推算。"


def _home(session: Session, who: Viewer, today: date) -> HomePage:
    work = my_work(session, who)
    to_do, to_review = work.to_do[:_FEW], work.to_review[:_FEW]
    said = {
        key: told_in_short(one) for key, one in last_said(session, [*to_do, *to_review]).items()
    }
    return HomePage(
        greeting=f"{who.name}，{_part_of_day(clock.now())}好",
        has_work=has_work(session, who),
        to_do=_lines(to_do, today, said),
        to_do_count=len(work.to_do),
        to_review=_lines(to_review, today, said),
        to_review_count=len(work.to_review),
        nearest=_lines(nearest_deadlines(session, who, _NEAREST), today, {}),
        sees_ledger=may(who, Permission.LEDGER_READ),
        may_import=may(who, Permission.REPORT_IMPORT),
        may_manage_people=may(who, Permission.PEOPLE_MANAGE),
    )


def _glance(session: Session, who: Viewer, today: date) -> YearGlance | None:
    """Answer the year of the first ledger that the viewer reads; None when there is nothing in it."""
    units = ledger_units(session, who)
    if not units:
        return None
    facts = year_facts(session, units[0], today.year, today)
    if not facts.problems:
        return None
    figures = figures_of(facts)
    whole = figures.whole
    return YearGlance(
        unit_name=facts.unit,
        unit_code=facts.unit_code,
        problem_year=today.year - 1,
        year=today.year,
        problems=whole.problems.total,
        new=sum(one.origin is Origin.NEW for one in facts.problems),
        tasks=whole.tasks.total,
        measures=whole.measures,
        done=whole.problems.completed(sustained_counts=facts.sustained_counts),
        counted=whole.problems.counted,
        rate=figures.rate,
        rule=figures.rule,
        shares=_shares(facts.tasks),
        days_passed=today.timetuple().tm_yday,
        days_whole=date(today.year, 12, 31).timetuple().tm_yday,
    )


def _shares(tasks: Sequence[TaskFact]) -> tuple[tuple[Look, int], ...]:
    counts = Counter(task.state for task in tasks)
    return tuple((state_look(state), counts[state]) for state in State if counts[state])


def _lines(tasks: Sequence[Task], today: date, said: Mapping[int, str]) -> list[TaskLine]:
    return [task_line(task, today, said.get(task.id, "")) for task in tasks]


def _part_of_day(moment: datetime) -> str:
    hour = moment.astimezone(clock.OFFICE_ZONE).hour
    return "上午" if hour < _NOON else "下午" if hour < _EVENING else "晚上"


def _frame_viewer(who: Viewer | None) -> FrameViewer | None:
    if who is None:
        return None
    return FrameViewer(who.name, who.unit_name, tuple(role.label for role in who.roles))


def _nav(who: Viewer, unread: int) -> tuple[NavItem, ...]:
    return tuple(
        NavItem(
            label=label,
            icon=icon,
            url=url_for(endpoint),
            active=_is_here(endpoint),
            badge=unread or None if endpoint == "reminders.inbox" else None,
        )
        for label, icon, endpoint, right in _NAV
        if may(who, right) and endpoint in current_app.view_functions
    )


def _is_here(endpoint: str) -> bool:
    here = request.endpoint or ""
    if here == endpoint:
        return True
    feature = endpoint.split(".", 1)[0]
    alone = sum(1 for _, _, other, _ in _NAV if other.startswith(f"{feature}.")) == 1
    return alone and here.startswith(f"{feature}.")
