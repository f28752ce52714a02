"""What was entered on tasks lately that somebody must hear of: 交办, 退回, 申请延期, and so on."""

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.clock import day_of
from tracker.core.many import among
from tracker.reminders.queries.acceptors import with_acceptors, with_bans
from tracker.reminders.queries.narrowing import narrowed
from tracker.reminders.queries.planning import facts_of
from tracker.reminders.rules.ladder import Anchor
from tracker.reminders.rules.planner import TaskFacts
from tracker.tasks.models import Extension, ExtensionState, Trace
from tracker.tasks.rules.lifecycle import REVIEWS, State, Step

_ANCHORS = {
    Step.ASSIGN: Anchor.ORDERED,
    Step.REASSIGN: Anchor.ORDERED,
    Step.DECLINE: Anchor.DECLINED,
    Step.RETURN: Anchor.RETURNED,
    Step.SUBMIT: Anchor.WAITING,
    Step.COUNTERSIGN: Anchor.WAITING,
    Step.REVIEW: Anchor.WAITING,
    Step.NAME_ACCEPTOR: Anchor.NAMED,
    Step.ASK_EXTENSION: Anchor.ASKED,
    Step.GRANT_EXTENSION: Anchor.DECIDED,
    Step.REFUSE_EXTENSION: Anchor.DECIDED,
}


class _Entry(NamedTuple):
    """A trace, by its place in the trail, and when it was entered."""

    trace_id: int
    at: datetime


# Within a course each entry takes the place of the one before.
_COURSES = (
    (Anchor.ORDERED, Anchor.DECLINED, Anchor.RETURNED, Anchor.WAITING),
    (Anchor.NAMED,),
    (Anchor.ASKED, Anchor.DECIDED),
)


def happened(
    session: Session,
    after_trace: int,
    not_before: datetime,
    today: date,
    only: Collection[int] | None = None,
) -> list[TaskFacts]:
    """Answer tasks with what was entered on them after a trace and a moment, a row for each kind of event.

    ``only`` narrows to some tasks; who decides is answered as of ``today``.
    """
    # Grouped here and not there: to group, SQLite would walk the whole trail along its index of tasks.
    wanted = select(Trace.task_id, Trace.step, Trace.to_state, Trace.id, Trace.entered_at).where(
        Trace.id > after_trace, Trace.step.in_(_ANCHORS), Trace.entered_at >= not_before
    )
    latest: dict[tuple[int, Anchor], _Entry] = {}
    for task_id, step, to_state, trace_id, entered_at in session.execute(
        narrowed(wanted, Trace.task_id, only)
    ):
        anchor = _ANCHORS[step]
        if anchor is Anchor.WAITING and to_state not in REVIEWS:
            continue
        key = (task_id, anchor)
        entry = _Entry(trace_id, entered_at)
        latest[key] = max(entry, latest.get(key, entry))
    return _with_bans(session, _rows(session, _last_words(latest)), today)


def _last_words(
    latest: dict[tuple[int, Anchor], _Entry],
) -> dict[tuple[int, Anchor], datetime]:
    """Keep of what follows one another on a task only the last: whoever handed in and got it back hears of that."""
    newest: dict[tuple[int, int], tuple[_Entry, Anchor]] = {}
    for (task_id, anchor), entry in latest.items():
        key = (task_id, _COURSES.index(next(one for one in _COURSES if anchor in one)))
        if key not in newest or entry > newest[key][0]:
            newest[key] = (entry, anchor)
    return {(task_id, anchor): entry.at for (task_id, _), (entry, anchor) in newest.items()}


def _rows(session: Session, latest: dict[tuple[int, Anchor], datetime]) -> list[TaskFacts]:
    if not latest:
        return []
    facts = with_acceptors(session, facts_of(session, {task_id for task_id, _ in latest}))
    asked = {task_id for task_id, anchor in latest if anchor is Anchor.ASKED}
    open_asked, above = open_requests(session, asked)
    found: list[TaskFacts] = []
    for (task_id, anchor), at in latest.items():
        kind = anchor
        if anchor is Anchor.ASKED:
            if task_id not in open_asked:
                continue
            kind = Anchor.ASKED_ABOVE if task_id in above else Anchor.ASKED
        found.append(facts[task_id]._replace(event=kind, event_on=day_of(at)))
    return found


def _with_bans(session: Session, rows: list[TaskFacts], today: date) -> list[TaskFacts]:
    """Add who may not decide to what waits for the secretary."""
    waits = {
        one.task_id: one
        for one in rows
        if one.event is Anchor.ASKED_ABOVE
        or (one.event is Anchor.WAITING and one.state is State.FINAL_REVIEW)
    }
    barred = {one.task_id for one in with_bans(session, waits, today).values() if one.barred}
    return [one._replace(barred=one.task_id in barred) for one in rows] if barred else rows


def open_requests(session: Session, task_ids: Collection[int]) -> tuple[set[int], set[int]]:
    """Answer which tasks have an open request for more time, and which of these the secretary decides."""
    if not task_ids:
        return set(), set()
    rows = session.execute(
        select(Extension.task_id, Extension.state, Extension.late, Extension.round)
        .where(among(Extension.task_id, task_ids))
        .order_by(Extension.id)
    ).all()
    waiting = {row.task_id: row for row in rows if row.state is ExtensionState.ASKED}
    granted = {(row.task_id, row.round) for row in rows if row.state is ExtensionState.GRANTED}
    above = {
        task_id for task_id, row in waiting.items() if row.late or (task_id, row.round) in granted
    }
    return set(waiting), above
