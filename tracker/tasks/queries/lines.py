"""What hangs on many tasks (measures, rounds, extensions, evidence, later steps), and how they stood on a day."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.tasks.models import Task
from tracker.tasks.queries.line_parts import Kind, parts_of
from tracker.tasks.queries.sharing import TaskIds
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import ExtensionFact, MeasureFact
from tracker.tasks.rules.standing import (
    Standing,
    TakenStep,
    due_before,
    joined_by,
    result_before,
    state_before,
    values_before,
    written_after,
)
from tracker.tasks.rules.told import pieces_told_of

AT_ONCE = 500  # tasks in one statement


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as it is kept; the days after the as-of day are not yet told here."""

    number: int
    outcome: str
    started_on: date
    original_due_on: date | None
    due_on: date | None
    sustained_on: date | None
    closed_on: date | None
    extended_late: bool


@dataclass(slots=True)
class Lines:
    """What hangs on one task; ``later`` are its steps after the as-of day, ``joins`` earlier ones that joined it.

    ``begun`` tells whether it was there by the end of the day.
    """

    measures: list[MeasureFact] = field(default_factory=list)
    rounds: list[RoundRow] = field(default_factory=list)
    extensions: list[ExtensionFact] = field(default_factory=list)
    pieces: dict[int, str] = field(default_factory=dict)
    later: list[TakenStep] = field(default_factory=list)
    joins: list[TakenStep] = field(default_factory=list)
    begun: bool = True

    @property
    def evidence(self) -> list[str]:
        """Answer the titles of what had been handed in by the end of the day."""
        unseen = {piece for one in self.later for piece in pieces_told_of(one.facts)}
        return [title for piece, title in self.pieces.items() if piece not in unseen]

    @property
    def number(self) -> int:
        """Answer the number of the round that ran on the day; before a task is handed out its first one waits."""
        return self.rounds[-1].number if self.rounds else 1

    @property
    def running(self) -> RoundRow | None:
        """Answer the round that ran on the day; the outcome that was written later is not in it."""
        if not self.rounds:
            return None
        last = self.rounds[-1]
        return replace(last, outcome="") if written_after(self.later) else last


def lines_of(session: Session, task_ids: TaskIds, as_of: date) -> dict[int, Lines]:
    """Answer the lines of every task, by its id (one statement over five tables)."""
    parts = parts_of(task_ids, as_of).order_by("task_id", "kind", "place")
    found: dict[int, Lines] = defaultdict(Lines)
    for row in session.execute(parts):
        _note(found[row.task_id], row, as_of)
    return found


def standing_of(task: Task, lines: Lines) -> Standing:
    """Answer how a task stood on the day of its lines: the one place where what came later is undone."""
    running = lines.running
    state = state_before(lines.later, task.state)
    due_on = due_before(lines.later, task.due_on, running.due_on if running else None)
    was = values_before(lines.later)
    return Standing(
        state=state,
        due_on=due_on,
        due_text=_due_text(task, due_on),
        handler_text=was.get("handler_text", task.handler_text),
        leader_text=was.get("leader_text", task.leader_text),
        lead_unit_text=was.get("lead_unit_text", task.lead_unit_text),
        joined_to=joined_by(lines.joins) if state is State.JOINED else "",
        result_word=result_before(lines.later, state, task.result_word),
        was=was,
    )


def standings_on(session: Session, tasks: Sequence[Task], day: date) -> dict[int, Standing]:
    """Answer how tasks stood on a day, by their ids; those that came later are left out (a statement for 500)."""
    found: dict[int, Standing] = {}
    for start in range(0, len(tasks), AT_ONCE):
        some = tasks[start : start + AT_ONCE]
        ids = select(Task.id).where(Task.id.in_([one.id for one in some]))
        lines = lines_of(session, ids, day)
        found |= {one.id: standing_of(one, lines[one.id]) for one in some if lines[one.id].begun}
    return found


def original_due_on(task: Task, lines: Lines, stood: Standing) -> date | None:
    """Answer the first deadline of the round that ran; before a task is handed out it is that of its paper."""
    if not lines.rounds:
        return stood.due_on
    return lines.rounds[-1].original_due_on or task.original_due_on


def _due_text(task: Task, due_on: date | None) -> str:
    """Answer the wording that stood beside a deadline; that of the paper goes with its own day alone."""
    if due_on == task.due_on:
        return task.due_text
    return task.original_due_text if due_on == task.original_due_on else ""


def _note(lines: Lines, row: Any, as_of: date) -> None:
    match row.kind:
        case Kind.MEASURE:
            done_on = row.day_2 if row.day_2 and row.day_2 <= as_of else None
            lines.measures.append(MeasureFact(row.text, row.day_1, done_on))
        case Kind.ROUND:
            lines.rounds.append(
                RoundRow(
                    row.place,
                    row.text,
                    row.day_1,
                    row.day_2,
                    row.day_3,
                    row.day_4,
                    row.day_5,
                    row.flag,
                )
            )
        case Kind.EXTENSION:
            lines.extensions.append(
                ExtensionFact(row.day_1, row.day_2, row.day_3, row.text, late=row.flag)
            )
        case Kind.EVIDENCE:
            lines.pieces[row.place] = row.text
        case Kind.STEP:
            step = TakenStep(row.day_1, State(row.text), json.loads(row.more), row.flag)
            (lines.later if step.done_on > as_of else lines.joins).append(step)
            # The first step of a trail is that which put the task into the ledger.
            lines.begun = lines.begun and (row.place > 1 or step.done_on <= as_of)
