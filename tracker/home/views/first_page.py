"""The first page, and the year at a glance that follows behind it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flask import Response
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core import clock
from tracker.home.pages import GlancePage, HomePage, TaskLine, YearGlance, task_line
from tracker.home.queries import has_work, ledger_units, open_work
from tracker.home.views.blueprint import bp
from tracker.tasks.models import Task
from tracker.tasks.pages import told_in_short
from tracker.tasks.queries import last_said, my_work, nearest_deadlines
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.looks import Look, state_look
from tracker.web.database import reading
from tracker.web.render import render
from tracker.yearend.queries import year_facts
from tracker.yearend.rules.facts import Origin, TaskFact
from tracker.yearend.rules.statistics import figures_of

_FEW, _NEAREST = 5, 6
_NOON, _EVENING = 12, 18


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
