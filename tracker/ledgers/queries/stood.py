"""The ledger as it stood on an earlier day, by the days on which things were done (截至)."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.models import Measure, StepDay, Task, Trace
from tracker.tasks.queries import Counts, LedgerFilter, LedgerSort
from tracker.tasks.queries.ledger import looked_up, narrowed
from tracker.tasks.queries.listed import LISTED, ListedTask
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.rules.lights import light

MOST = 2_000  # tasks; the trails of more are not read for one page


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

    State, light and 只看未办结 are those of the day; people, units, words and the type are found by what they
    are now. What came into the ledger later is left out. Four statements for each 500 tasks.
    """
    lasting = replace(looked_up(session, wanted), state=None, light=None, only_open=False)
    counts_on = func.coalesce(StepDay.done_on, Trace.done_on)
    told = select(Trace.id).outerjoin(StepDay, StepDay.trace_id == Trace.id)
    there = told.where(Trace.task_id == Task.id, counts_on <= day).exists()
    found = narrowed(viewer, lasting, today=day, sort=sort).where(there).limit(MOST + 1)
    rows_there = session.execute(found.with_only_columns(*LISTED))
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


def _fits(line: LedgerLine, wanted: LedgerFilter, day: date) -> bool:
    if wanted.state is not None and line.state is not wanted.state:
        return False
    if wanted.only_open and line.state not in OPEN:
        return False
    return wanted.light is None or light(line.state, line.due_on, day) is wanted.light
