"""The ledger as it stood on an earlier day, by the days on which things were done (截至)."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select, true
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.models import Measure, StepDay, Task, Trace
from tracker.tasks.queries import Counts, LedgerFilter, LedgerSort
from tracker.tasks.queries.filtering import conditions_of
from tracker.tasks.queries.ledger import looked_up, narrowed
from tracker.tasks.queries.listed import LISTED, ListedTask
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.rules.lights import light

MOST = 2_000  # tasks; the trails of more are not read for one page
# What of a filter is asked of the day, not of today.
_CHANGING: dict[str, Any] = {
    "state": None,
    "light": None,
    "only_open": False,
    "lead_unit_id": None,
    "person_id": None,
    "kind": None,
}
# The facts of a step by which those may have changed.
_PASSED = ("handler_id", "leader_id", "lead_unit_id", "kind")
_DONE_ON = func.coalesce(StepDay.done_on, Trace.done_on)


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood in the ledger at the end of a day, in the list's order: each row with its task of today."""

    day: date
    rows: tuple[tuple[ListedTask, LedgerLine], ...]

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """Answer the rows as a workbook is written from them, numbered in their order."""
        return tuple(
            replace(line, position=number) for number, (_, line) in enumerate(self.rows, start=1)
        )


def stood_on(
    session: Session, viewer: Viewer, wanted: LedgerFilter, day: date, sort: LedgerSort
) -> Stood | None:
    """Answer the list as of the end of a day; None when too much would have to be looked at.

    State, light, 只看未办结, people, leading unit and type are those of the day; words are looked for in what
    stands now. What came into the ledger later is left out. Four statements for each 500 tasks.
    """
    lasting = looked_up(session, viewer, replace(wanted, **_CHANGING), today=day)
    found = narrowed(viewer, lasting, today=day, sort=sort).where(_there(day), _held(wanted, day))
    rows_there = session.execute(found.limit(MOST + 1).with_only_columns(*LISTED))
    tasks = {one.id: one for one in map(ListedTask._make, rows_there)}
    if len(tasks) > MOST:
        return None
    lines = ledger_lines(session, list(tasks), day)
    rows = [(tasks[one.task_id], one) for one in lines if _fits(one, wanted, day)]
    if sort is LedgerSort.DUE:
        rows.sort(key=lambda row: (row[1].due_on or date.max, row[0].id))
    return Stood(day, tuple(rows))


def counts_on(session: Session, stood: Stood) -> Counts:
    """Answer the three counts of what stood on the day (one statement)."""
    ids = [task.id for task, _ in stood.rows]
    counted = select(func.count()).select_from(Measure).where(Measure.task_id.in_(ids))
    problems = {task.problem_id for task, _ in stood.rows}
    return Counts(len(problems), len(stood.rows), session.scalar(counted) or 0)


def _there(day: date) -> ColumnElement[bool]:
    told = select(Trace.id).outerjoin(StepDay, StepDay.trace_id == Trace.id)
    return told.where(Trace.task_id == Task.id, day >= _DONE_ON).exists()


def _held(wanted: LedgerFilter, day: date) -> ColumnElement[bool]:
    """Answer whose hands a task may have been in on the day: in theirs now, or passed from hand to hand since."""
    asked = LedgerFilter(
        lead_unit_id=wanted.lead_unit_id, person_id=wanted.person_id, kind=wanted.kind
    )
    facts = cast(Trace.facts, Text)
    later = select(Trace.task_id).outerjoin(StepDay, StepDay.trace_id == Trace.id)
    passed = later.where(day < _DONE_ON, or_(*(facts.contains(f'"{one}"') for one in _PASSED)))
    return or_(and_(true(), *conditions_of(asked, day)), Task.id.in_(passed))


def _fits(line: LedgerLine, wanted: LedgerFilter, day: date) -> bool:
    if not _in_hands_of(line, wanted):
        return False
    if wanted.state is not None and line.state is not wanted.state:
        return False
    if wanted.only_open and line.state not in OPEN:
        return False
    return wanted.light is None or light(line.state, line.due_on, day) is wanted.light


def _in_hands_of(line: LedgerLine, wanted: LedgerFilter) -> bool:
    if wanted.person_id is not None and wanted.person_id not in {line.handler_id, line.leader_id}:
        return False
    if wanted.lead_unit_id is not None and line.lead_unit_id != wanted.lead_unit_id:
        return False
    return wanted.kind is None or line.kind is wanted.kind
