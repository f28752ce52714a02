"""Bringing the rows of a foreign ledger into ours: closed history with its dates, open work into the life of a task."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.ledgers.rules.importing.rows import NewRow
from tracker.tasks.actions.opening import next_number
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import (
    Evidence,
    EvidenceKind,
    Measure,
    Problem,
    Progress,
    Task,
    TaskRound,
)
from tracker.tasks.queries import lock_ledger
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import State, Step

_TITLE = 60
_PLACE = "见原台账"
_ENDS = "。；;\n"


@dataclass(frozen=True, slots=True)
class _Brought:
    """A row with the task that it became."""

    row: NewRow
    task: Task


def bring_in(
    session: Session, unit: Unit, rows: Sequence[NewRow], deed: Deed, *, file_name: str
) -> list[Task]:
    """Write rows as problems and tasks; rows of one group are tasks of one problem.

    A closed row leaves one trace, 历史导入, on the day of its closure: nothing else of its past is known, and
    nothing is invented. An open row leaves 列入台账 and stands at 整改中 or 待交办. The progress and evidence
    that the old ledger tells of are kept as they were told.
    """
    lock_ledger(session, unit.id)
    problems = _problems(session, unit, rows, deed)
    numbers = _Numbers(session, unit.id, {row.number for row in rows if row.number})
    brought = [
        _Brought(row, _task(unit, problems[row.problem_group], row, numbers.take(row), deed))
        for row in rows
    ]
    session.add_all(one.task for one in brought)
    session.flush()  # what hangs on the tasks needs their ids
    kept = {one.task.id: _kept(one, deed) for one in brought}
    session.add_all(thing for things in kept.values() for thing in things)
    session.flush()  # the traces name the progress
    for one in brought:
        progress = [it.id for it in kept[one.task.id] if isinstance(it, Progress)]
        session.add(_trace(one, deed, file_name, progress))
    session.flush()
    return [one.task for one in brought]


class _Numbers:
    """Gives numbers in the order of the rows, around those that the rows bring with them."""

    def __init__(self, session: Session, unit_id: int, brought: set[str]) -> None:
        self._session, self._unit_id, self._brought = session, unit_id, brought
        self._last: dict[int, int] = {}

    def take(self, row: NewRow) -> str:
        if row.number:
            return row.number
        if row.year not in self._last:
            first = next_number(self._session, self._unit_id, row.year)
            self._last[row.year] = int(first.rpartition("-")[2]) - 1
        while True:
            self._last[row.year] += 1
            number = f"{row.year}-{self._last[row.year]:03d}"
            if number not in self._brought:
                return number


def _problems(
    session: Session, unit: Unit, rows: Sequence[NewRow], deed: Deed
) -> dict[int, Problem]:
    found: dict[int, Problem] = {}
    for row in rows:
        if row.problem_group not in found:
            found[row.problem_group] = Problem(
                unit_id=unit.id,
                year=row.year,
                source=row.source,
                superior_number=row.superior_number or None,
                position=len(found) + 1,
                title=_title(row.problem),
                text=row.problem,
                category=row.category or None,
                inward_text=row.inward_text,
                outward_text=row.outward_text,
                registered_on=_began_on(row, deed.done_on),
            )
    session.add_all(found.values())
    session.flush()  # the tasks need their ids
    return found


def _task(unit: Unit, problem: Problem, row: NewRow, number: str, deed: Deed) -> Task:
    closed = row.state is State.CLOSED
    began_on = _began_on(row, deed.done_on)
    return Task(
        unit_id=unit.id,
        problem_id=problem.id,
        year=row.year,
        number=number,
        title=problem.title,
        standard=row.standard,
        kind=row.kind,
        state=row.state,
        handler_id=row.handler_id,
        handler_text=row.handler_text,
        leader_id=row.leader_id,
        leader_text=row.leader_text,
        lead_unit_id=row.lead_unit_id,
        lead_unit_text=row.lead_unit_text,
        helping_text=row.helping,
        due_on=row.due.on,
        due_text=row.due.text,
        original_due_on=row.due.on,
        original_due_text=row.due.text,
        due_from_paper=bool(row.due.text or row.due.on),
        lasting=row.due.lasting,
        outcome=row.outcome,
        result_word=ResultWord.DONE if closed else row.result_word,
        assigned_on=None if row.state is State.UNASSIGNED else began_on,
        closed_on=row.closed_on,
        moved_on=row.closed_on or deed.done_on,
        created_at=deed.at,
    )


def _kept(one: _Brought, deed: Deed) -> list[Any]:
    """Answer what hangs on a task: measures, its round, progress and evidence as the old ledger told them."""
    row, task = one.row, one.task
    things: list[Any] = [
        Measure(task_id=task.id, position=number, text=text)
        for number, text in enumerate(row.measures, start=1)
    ]
    things.append(_round(one, deed))
    if row.progress and row.state is not State.CLOSED:
        things.append(_progress(one, deed))
    if row.paper_evidence:
        things.append(
            Evidence(
                task_id=task.id,
                round=1,
                kind=EvidenceKind.OTHER,
                title=row.paper_evidence,
                paper_place=_PLACE,
                handed_in_by=row.handler_text or row.lead_unit_text or deed.actor_name,
                entered_at=deed.at,
            )
        )
    return things


def _round(one: _Brought, deed: Deed) -> TaskRound:
    row = one.row
    return TaskRound(
        task_id=one.task.id,
        number=1,
        started_on=_began_on(row, deed.done_on),
        original_due_on=row.due.on,
        due_on=row.due.on,
        closed_on=row.closed_on,
        outcome=row.outcome if row.state is State.CLOSED else "",
    )


def _progress(one: _Brought, deed: Deed) -> Progress:
    row = one.row
    return Progress(
        task_id=one.task.id,
        round=1,
        done_on=deed.done_on,
        text=row.progress,
        reported_by=row.handler_text or row.lead_unit_text or deed.actor_name,
        entered_at=deed.at,
    )


def _trace(one: _Brought, deed: Deed, file_name: str, progress: Sequence[int]) -> Any:
    row, task = one.row, one.task
    closed = row.state is State.CLOSED
    remarked = f"；原备注：{row.remarks}" if row.remarks else ""
    facts: dict[str, Any] = {
        "problem": task.problem_id,
        "imported": {"file": file_name, "row": row.row},
    }
    if progress:
        facts["progress"] = progress[0]
    told = Deed(
        actor_id=deed.actor_id,
        actor_name=deed.actor_name,
        at=deed.at,
        done_on=row.closed_on or deed.done_on,
        note=f"从台账《{file_name}》第{row.row}行导入{remarked}",
    )
    step = Step.IMPORT if closed else Step.OPEN
    before = State.CLOSED if closed else State.UNASSIGNED
    return trace_of(task, (), step, told, from_state=before, facts=facts)


def _began_on(row: NewRow, today: date) -> date:
    """Answer the day from which a row counts: history from the end of its year, at the latest its closure."""
    if row.closed_on is None:
        return today
    return min(row.closed_on, date(row.year, 12, 31))


def _title(text: str) -> str:
    """Answer the first sentence of a problem, shortened where it is long."""
    ends = [at for at in (text.find(sign) for sign in _ENDS) if at > 0]
    return text[: min([*ends, _TITLE, len(text)])].strip()
