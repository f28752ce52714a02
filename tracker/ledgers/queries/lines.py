"""The rows of a ledger in bulk: a few statements for some hundred tasks at a time, never the whole ledger at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person, Unit
from tracker.ledgers.rules.lines import ExtensionLine, LedgerLine, ReportedLine
from tracker.tasks.models import Problem, Progress, Task, Trace
from tracker.tasks.queries.lines import AT_ONCE, Lines, lines_of, original_due_on, standing_of
from tracker.tasks.queries.sharing import sharing
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OWED, State, Step
from tracker.tasks.rules.standing import Standing

_Handler, _Leader, _LeadUnit = aliased(Person), aliased(Person), aliased(Unit)
_Target, _Earlier = aliased(Task), aliased(Problem)


def ledger_lines(
    session: Session, task_ids: Sequence[int], as_of: date, *, first: int = 1
) -> Iterator[LedgerLine]:
    """Yield the rows of tasks as they stood at the end of a day, in the order of ``task_ids``.

    Rows are numbered from ``first``. Every 500 tasks take three statements, and only they are in memory. The
    caller says which tasks: nothing here asks for a right.
    """
    position = first
    for start in range(0, len(task_ids), AT_ONCE):
        chunk = task_ids[start : start + AT_ONCE]
        found = _lines(session, chunk, as_of)
        for task_id in chunk:
            if task_id in found:
                yield replace(found[task_id], position=position)
                position += 1


def _lines(session: Session, chunk: Sequence[int], as_of: date) -> dict[int, LedgerLine]:
    ids = select(Task.id).where(Task.id.in_(chunk))
    hanging = lines_of(session, ids, as_of)
    progress = _progress(session, chunk, as_of)
    rows = session.execute(_ROWS.where(Task.id.in_(chunk)))
    return {row.Task.id: _line(row, hanging[row.Task.id], progress, as_of) for row in rows}


_ROWS = (
    select(
        Task,
        Problem,
        Unit.code.label("unit_code"),
        Unit.name.label("unit_name"),
        _Handler.name.label("handler"),
        _Leader.name.label("leader"),
        _LeadUnit.name.label("lead_unit"),
        _Target.number.label("joined_to"),
        _Earlier.year.label("repeats_year"),
        exists().where(Trace.task_id == Task.id, Trace.step == Step.IMPORT).label("imported"),
    )
    .join(Problem, Problem.id == Task.problem_id)
    .join(Unit, Unit.id == Task.unit_id)
    .outerjoin(_Handler, _Handler.id == Task.handler_id)
    .outerjoin(_Leader, _Leader.id == Task.leader_id)
    .outerjoin(_LeadUnit, _LeadUnit.id == Task.lead_unit_id)
    .outerjoin(_Target, _Target.id == Task.joined_to_id)
    .outerjoin(_Earlier, _Earlier.id == Problem.repeat_of_id)
)


_TOLD = (Progress.done_on, Progress.text, Progress.difficulties, Progress.to_coordinate)
_Reported = dict[int, list[tuple[int | None, ReportedLine]]]


def _progress(session: Session, chunk: Sequence[int], as_of: date) -> _Reported:
    """Answer the reports of progress up to a day that count for tasks, oldest first.

    Each comes with its round, or None where it was entered on a linked task.
    """
    pairs = sharing(chunk)
    rows = session.execute(
        select(pairs, Progress.round, *_TOLD)
        .join(Progress, Progress.task_id == pairs.c.from_id)
        .where(Progress.done_on <= as_of)
        .order_by(pairs.c.task_id, Progress.done_on, Progress.id)
    )
    found: _Reported = defaultdict(list)
    for row in rows:
        own = row.round if row.from_id == row.task_id else None
        found[row.task_id].append((own, ReportedLine(*row[-len(_TOLD) :])))
    return found


def _of_round(told: list[tuple[int | None, ReportedLine]], lines: Lines) -> Iterator[ReportedLine]:
    """Yield what was reported in the round that ran; what was entered on a linked task counts by its day."""
    since = lines.rounds[-1].started_on if lines.rounds else None
    for of_round, line in told:
        linked = of_round is None and since is not None and line.done_on >= since
        if linked or of_round == lines.number:
            yield line


def _line(row: Any, lines: Lines, progress: _Reported, as_of: date) -> LedgerLine:
    """Answer a row: the task and its problem as they are, then what of it stood on the day."""
    task = row.Task
    running = lines.running
    stood = standing_of(task, lines)
    closed_on = running.closed_on if running else task.closed_on
    return replace(
        _told(row, stood),
        state=stood.state,
        measures=tuple(stood.was.get("measures", (one.text for one in lines.measures))),
        due_on=stood.due_on,
        due_text=stood.due_text,
        original_due_on=original_due_on(task, lines, stood),
        progress=tuple(_of_round(progress[task.id], lines)),
        outcome=running.outcome if running else "",
        evidence=tuple(lines.evidence),
        closed_on=closed_on if closed_on and closed_on <= as_of else None,
        round=lines.number,
        extensions=tuple(
            ExtensionLine(one.due_before, one.due_after, one.late)
            for one in lines.extensions
            if one.decided_on <= as_of
        ),
        overdue=stood.state in OWED and stood.due_on is not None and stood.due_on < as_of,
    )


def _told(row: Any, stood: Standing) -> LedgerLine:
    """Answer what the tables say of a task and its problem; what changed later stands as it was."""
    task, problem, was = row.Task, row.Problem, stood.was
    return LedgerLine(
        task_id=task.id,
        problem_id=problem.id,
        number=task.number,
        state=task.state,
        problem=problem.text,
        title=was.get("title", task.title),
        unit_code=row.unit_code,
        unit_name=row.unit_name,
        year=task.year,
        superior_number=problem.superior_number or "",
        source=problem.source,
        category=problem.category or "",
        inward_text=problem.inward_text,
        outward_text=problem.outward_text,
        standard=was.get("standard", task.standard),
        kind=TaskKind(was.get("kind", task.kind)),
        leader=stood.named("leader", row.leader),
        leader_post=was.get("leader_post", task.leader_post),
        leader_id=was.get("leader_id", task.leader_id),
        lead_unit=stood.named("lead_unit", row.lead_unit),
        helping=was.get("helping_text", task.helping_text),
        handler=stood.named("handler", row.handler),
        handler_post=was.get("handler_post", task.handler_post),
        handler_id=was.get("handler_id", task.handler_id),
        lead_unit_id=was.get("lead_unit_id", task.lead_unit_id),
        result_word=stood.result_word,
        repeats_year=row.repeats_year,
        joined_to=stood.joined_to or (row.joined_to or "" if stood.state is State.JOINED else ""),
        basis=was.get("basis", task.basis),
        imported=row.imported,
    )
