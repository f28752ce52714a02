"""列入台账: confirmed findings become problems and their tasks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.core.errors import InvalidError
from tracker.reports.models import Batch, Finding, FindingState
from tracker.reports.rules.similarity import Statements
from tracker.reports.rules.sources import Source
from tracker.tasks.actions.continuing import carry_over, hold_tasks_of
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import Measure, Problem, Task, TaskKind, TaskRound
from tracker.tasks.queries import problems_told_by
from tracker.tasks.rules.continuing import Continued
from tracker.tasks.rules.days import check_not_sealed
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step


@dataclass(frozen=True, slots=True)
class NewProblem:
    """A problem to be registered, with what its paper says about the work on it."""

    year: int
    source: Source
    title: str
    text: str
    position: int = 1
    category: str | None = None
    superior_number: str | None = None
    batch_id: int | None = None
    finding_id: int | None = None
    measures: tuple[str, ...] = ()
    lead_unit_text: str = ""
    handler_text: str = ""
    leader_text: str = ""
    due_on: date | None = None
    due_text: str = ""
    lasting: bool = False
    repeat_of_id: int | None = None


def open_from_batch(
    session: Session,
    batch: Batch,
    unit: Unit,
    deed: Deed,
    going_on: Iterable[Continued] = (),
) -> list[Task]:
    """Confirm a batch: each finding that was not dropped becomes a problem with one task.

    Findings ``going_on`` tell problems that are still open: these go on under their own numbers, and no new
    ones are opened. Answers the new tasks.

    Raises:
        InvalidError: the batch has been confirmed before, or nothing is left to confirm.
    """
    if batch.confirmed_at is not None:
        raise InvalidError("这份报告已经列入台账。")
    kept = [one for one in batch.findings if one.state is FindingState.PROPOSED]
    if not kept:
        raise InvalidError("没有可列入台账的问题，请先补充。")
    batch.confirmed_at = deed.at
    batch.confirmed_by_id = deed.actor_id
    repeated = _repeated(session, kept)
    old = {one.finding_id: one for one in going_on}
    new = [_from_finding(batch, one, repeated.get(one.id)) for one in kept if one.id not in old]
    hold_tasks_of(session, old.values())  # tasks come before their unit, as in every step
    tasks = open_problems(session, unit, new, deed)
    for finding in kept:
        if finding.id in old:
            carry_over(session, batch, old[finding.id], deed)
    for finding in kept:
        finding.state = FindingState.CONFIRMED
    return tasks


def open_problems(
    session: Session, unit: Unit, problems: Iterable[NewProblem], deed: Deed
) -> list[Task]:
    """Register problems in a unit's ledger, each with one unassigned task.

    Raises:
        InvalidError: a problem says nothing, or the day lies in a year that is over.
    """
    # Numbers are given one after the other; the unit's row is the lock. Its year may be sealed meanwhile.
    session.refresh(unit, with_for_update=True)
    check_not_sealed(deed.done_on, unit.sealed_until)
    return [_open(session, unit, one, deed) for one in problems]


def _open(session: Session, unit: Unit, new: NewProblem, deed: Deed) -> Task:
    if not new.title or not new.text:
        raise InvalidError("请填写问题的内容。", "text")
    problem = Problem(
        unit_id=unit.id,
        batch_id=new.batch_id,
        finding_id=new.finding_id,
        year=new.year,
        source=new.source,
        position=new.position,
        title=new.title,
        text=new.text,
        category=new.category,
        superior_number=new.superior_number,
        repeat_of_id=new.repeat_of_id,
        registered_on=deed.done_on,
    )
    session.add(problem)
    session.flush()  # the task needs the problem's id
    task = _task(session, unit, problem, new, deed)
    session.add(task)
    session.flush()  # measures, round and trace need the task's id
    session.add_all(
        Measure(task_id=task.id, position=number, text=text)
        for number, text in enumerate(new.measures, start=1)
    )
    session.add(TaskRound(task_id=task.id, number=1, started_on=deed.done_on, due_on=task.due_on))
    session.add(trace_of(task, (), Step.OPEN, deed, facts={"problem": problem.id}))
    session.flush()  # numbers of the next task are read from the table
    return task


def _task(session: Session, unit: Unit, problem: Problem, new: NewProblem, deed: Deed) -> Task:
    return Task(
        unit_id=unit.id,
        problem_id=problem.id,
        year=new.year,
        number=next_number(session, unit.id, new.year),
        title=new.title,
        kind=TaskKind.LASTING if new.lasting and new.due_on is None else TaskKind.BY_STAGES,
        handler_text=new.handler_text,
        leader_text=new.leader_text,
        lead_unit_text=new.lead_unit_text,
        due_on=new.due_on,
        due_text=new.due_text,
        original_due_on=new.due_on,
        original_due_text=new.due_text,
        due_from_paper=bool(new.due_text),
        lasting=new.lasting,
        moved_on=deed.done_on,
        created_at=deed.at,
    )


def next_number(session: Session, unit_id: int, year: int) -> str:
    """Answer the number behind the highest of a year in a ledger; the unit's row is locked by the caller.

    Imported ledgers have gaps, so counting would one day meet a number that is taken. Numbers of tasks that were
    split off (2026-001-2) do not count: they belong to the number in front.
    """
    highest = (
        select(Task.number)
        .where(Task.unit_id == unit_id, Task.year == year, Task.number.not_like("%-%-%"))
        .order_by(func.length(Task.number).desc(), Task.number.desc())
        .limit(1)
    )
    last = (session.scalar(highest) or "0").rpartition("-")[2]
    return f"{year}-{int(last) + 1:03d}"


def _repeated(session: Session, findings: Sequence[Finding]) -> dict[int, int]:
    """Answer which earlier problem each finding repeats, where a person said so, by the finding's id."""
    accepted = {
        one.id: one.repeat_of["finding_id"]
        for one in findings
        if one.repeat_of and one.repeat_of["accepted"]
    }
    if not accepted:
        return {}
    # An earlier report that told an older problem once more opened none of its own.
    told = problems_told_by(session, accepted.values())
    ids = {id_ for some in told.values() for id_ in some}
    rows = session.execute(select(Problem.id, Problem.text).where(Problem.id.in_(ids))).all()
    texts = {row.id: row.text for row in rows}
    said = {one.id: one.text for one in findings}
    return {
        later: _nearest(said[later], {id_: texts[id_] for id_ in told[one]})
        for later, one in accepted.items()
        if one in told
    }


def _nearest(text: str, problems: Mapping[int, str]) -> int:
    """Answer which of several problems a text is nearest to; a paragraph may have told more than one."""
    if len(problems) == 1:
        return next(iter(problems))
    scores = [one.score for one in Statements(list(problems.values())).to(text)]
    return list(problems)[scores.index(max(scores))]


def _from_finding(batch: Batch, finding: Finding, repeat_of_id: int | None) -> NewProblem:
    return NewProblem(
        year=batch.year,
        source=batch.source,
        title=finding.title,
        text=finding.text,
        position=finding.position,
        category=finding.category,
        batch_id=batch.id,
        finding_id=finding.id,
        measures=tuple(finding.measures),
        lead_unit_text=finding.lead_unit_text or "",
        handler_text=finding.handler_text or "",
        leader_text=finding.leader_text or "",
        due_on=finding.due_on,
        due_text=finding.due_text or "",
        lasting=finding.lasting,
        repeat_of_id=repeat_of_id,
    )
