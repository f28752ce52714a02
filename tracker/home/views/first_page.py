"""The first page: what waits on the person who opens it, and nothing twice."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from flask import Response
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core import clock
from tracker.home.pages import HomePage, Short, TaskLine, ToChase, task_line
from tracker.home.queries import has_work, shut_below
from tracker.home.rules.arranging import NEXT_THINGS, arranged_for, without_doubles
from tracker.home.views.blueprint import bp
from tracker.reminders.queries.chasing import Chased, chased_in_short
from tracker.tasks.models import Trace
from tracker.tasks.queries import (
    Waiting,
    last_said,
    my_work,
    nearest_deadlines,
    removals_in_reach,
)
from tracker.tasks.queries.listed import AnyTask
from tracker.web.database import reading
from tracker.web.render import render

_NEAREST, _DECIDED, _CHASED = 6, 5, 5
_COUNTED = 15  # what waits longer than this is told as "all", without a number
_CHASE_AHEAD = timedelta(days=3)
_NOON, _EVENING = 12, 18


@bp.get("/")
@requires(Permission.SIGNED_IN)
def index() -> Response:
    who, today = viewer(), clock.today()
    with reading() as session:
        return render(_home(session, who, today))


def _home(session: Session, who: Viewer, today: date) -> HomePage:
    reads = may(who, Permission.LEDGER_READ)
    plan = arranged_for(who.roles, reads_a_ledger=reads and bool(who.ledgers))
    work = my_work(session, who, (Waiting.TO_DO, Waiting.TO_REVIEW), size=_COUNTED)
    mine, reviews = work[Waiting.TO_DO], work[Waiting.TO_REVIEW]
    chased = chased_in_short(session, who, today + _CHASE_AHEAD) if plan.chasing else ()
    decide, doing, nearest = without_doubles(
        [reviews.rows, mine.rows, nearest_deadlines(session, who, _NEAREST) if reads else ()],
        lambda task: task.id,
    )
    told = [*decide[:_DECIDED], *doing[:NEXT_THINGS]]
    said = last_said(session, told) if told else {}
    people = _people(chased, today)
    works = bool(told or nearest or chased) or (reads and has_work(session, who))
    return HomePage(
        greeting=f"{who.name}，{_part_of_day(clock.now())}好",
        has_work=works,
        shut_below=reads and not works and shut_below(session, who),
        to_destroy=_to_destroy(session, who),
        acts=may(who, Permission.TASK_STEP),
        shows_year=plan.year,
        year_first=plan.year_first,
        chasing=plan.chasing,
        chase=people[:_CHASED],
        chase_count=len(people),
        decide=Short(
            plan.deciding_word,
            _lines(decide[:_DECIDED], today, said),
            _rest(len(decide), _DECIDED, more=reviews.has_next),
        ),
        next=Short(
            "接下来要办的",
            _lines(doing[:NEXT_THINGS], today, said),
            _rest(len(doing), NEXT_THINGS, more=mine.has_next),
        ),
        nearest=Short("最近到期", _without_deeds(_lines(nearest, today, {}))),
        sees_ledger=reads,
        may_import=may(who, Permission.REPORT_IMPORT),
        may_manage_people=may(who, Permission.PEOPLE_MANAGE),
    )


def _to_destroy(session: Session, who: Viewer) -> int:
    """Answer how many wishes for 误传清除 wait; only those are asked about them who can grant one."""
    return len(removals_in_reach(session, who)) if may(who, Permission.EVIDENCE_MANAGE) else 0


def _without_deeds(lines: Sequence[TaskLine]) -> list[TaskLine]:
    return [replace(one, deed="") for one in lines]  # what is to be done is for others


def _rest(found: int, shown: int, *, more: bool) -> str:
    """Answer the words that lead to all of a list, empty where all are shown."""
    if more:
        return "全部"
    return f"全部 {found} 项" if found > shown else ""


def _people(tasks: Sequence[Chased], today: date) -> list[ToChase]:
    """Answer whom to chase, those first whose work has been late for longest."""
    by_person = sorted(tasks, key=_person)
    groups = [list(found) for _, found in groupby(by_person, key=_person)]
    return sorted((_to_chase(group, today) for group in groups), key=lambda one: -one.days_late)


def _person(task: Chased) -> tuple[int, str]:
    return (task.handler_id or 0, task.handler_text)


def _to_chase(tasks: Sequence[Chased], today: date) -> ToChase:
    days = [(today - one.due_on).days for one in tasks if one.due_on is not None]
    return ToChase(
        name=tasks[0].handler_text,
        numbers=tuple(one.number for one in tasks),
        late=sum(day > 0 for day in days),
        days_late=max(days, default=0),
    )


def _lines(tasks: Sequence[AnyTask], today: date, said: Mapping[int, Trace]) -> list[TaskLine]:
    return [task_line(task, today, said.get(task.id)) for task in tasks]


def _part_of_day(moment: datetime) -> str:
    hour = moment.astimezone(clock.OFFICE_ZONE).hour
    return "上午" if hour < _NOON else "下午" if hour < _EVENING else "晚上"
