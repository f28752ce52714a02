"""What 一题一档 is made of, for some tasks at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.documents.rules.sheet import shown
from tracker.ledgers.queries.prints import opinions_of, piece_of, print_tasks
from tracker.ledgers.rules.dossier import CHRONICLE, Dossier, Filed, Happening, RoundFile
from tracker.ledgers.rules.prints import Run
from tracker.tasks.models import Evidence, TaskRound, Trace
from tracker.tasks.rules.corrections import PutRight, corrections_in, note_now, spoken


def dossiers(session: Session, ids: Sequence[int], run: Run) -> tuple[Dossier, ...]:
    """Answer the files of tasks in the order of their ids; the caller says which, nothing here asks for a right."""
    tasks = print_tasks(session, ids, run.on)
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    pieces = (
        select(Evidence)
        .where(Evidence.task_id.in_(ids), Evidence.superseded_at.is_(None))
        .order_by(Evidence.round, Evidence.id)
    )
    for piece in session.scalars(pieces):
        evidence[piece.task_id].append(piece)
    rounds: dict[int, list[TaskRound]] = defaultdict(list)
    for one in session.scalars(
        select(TaskRound).where(TaskRound.task_id.in_(ids)).order_by(TaskRound.number)
    ):
        rounds[one.task_id].append(one)
    trails: dict[int, list[Trace]] = defaultdict(list)
    for trace in session.scalars(
        select(Trace).where(Trace.task_id.in_(ids)).order_by(Trace.position)
    ):
        trails[trace.task_id].append(trace)
    return tuple(
        Dossier(
            task=task,
            run=run,
            rounds=_rounds(rounds[task.line.task_id], trails[task.line.task_id]),
            happenings=_happenings(trails[task.line.task_id]),
            filed=_filed(evidence[task.line.task_id]),
        )
        for task in tasks
    )


def _rounds(rounds: Sequence[TaskRound], trail: Sequence[Trace]) -> tuple[RoundFile, ...]:
    put_right = corrections_in(one.facts for one in trail)
    return tuple(
        RoundFile(
            number=one.number,
            submitted_on=one.submitted_on,
            closed_on=one.closed_on or one.sustained_on,
            outcome=one.outcome,
            due_on=one.due_on,
            opinions=opinions_of([it for it in trail if it.round == one.number], put_right),
        )
        for one in rounds
    )


def _happenings(trail: Sequence[Trace]) -> tuple[Happening, ...]:
    told = [one for one in trail if one.step in CHRONICLE]
    put_right = corrections_in(one.facts for one in trail)
    return tuple(
        Happening(one.done_on, one.for_name or one.actor_name, _words(one, put_right))
        for one in sorted(told, key=lambda one: (one.done_on, one.position))
    )


def _words(trace: Trace, put_right: PutRight) -> str:
    """Answer what was done, and what was said with it, in the words that count now."""
    facts = trace.facts
    said = [
        put_right.get(spoken(facts, trace.round, name), ("", facts[name]))[1]
        for name in ("text", "outcome", "basis")
        if isinstance(facts.get(name), str) and facts[name]
    ]
    due = facts.get("due_on")
    if isinstance(due, list) and due[-1]:
        said.append(f"整改时限{_day(due[-1])}")
    if isinstance(facts.get("proposed_on"), str):
        said.append(f"申请延至{_day(facts['proposed_on'])}")
    if facts.get("joined_to"):
        said.append(f"并入{facts['joined_to']}号")
    note = note_now(put_right, trace.id, trace.note)
    if note:
        said.append(note)
    means = f"（{trace.means.label}）" if trace.recorded else ""
    return "：".join(word for word in (trace.step.label + means, "；".join(said)) if word)


def _day(iso: str) -> str:
    return shown(date.fromisoformat(iso))


def _filed(pieces: Sequence[Evidence]) -> tuple[Filed, ...]:
    counted: dict[int, int] = defaultdict(int)
    found = []
    for one in pieces:
        counted[one.round] += 1
        found.append(
            Filed(
                place=f"{one.round}-{counted[one.round]}",
                piece=piece_of(one),
                file_name=one.file_name,
                sha256=(one.file_hash or "") if one.destroyed_at is None else "",
                size=one.file_size or 0,
            )
        )
    return tuple(found)
