"""What 一题一档 is made of, for some tasks at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.documents.rules.sheet import shown
from tracker.ledgers.queries.hanging import Hanging, RoundDays, hanging_on
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.queries.prints.tasks import opinions_of, piece_of, print_task
from tracker.ledgers.rules.dossier.parts import CHRONICLE, Dossier, Filed, Happening, RoundFile
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.prints import Run
from tracker.tasks.models import Evidence, Trace
from tracker.tasks.rules.corrections import PutRight, corrections_in, note_now, spoken


def dossiers(session: Session, ids: Sequence[int], run: Run) -> tuple[Dossier, ...]:
    """Answer the files of tasks in the order of their ids; the caller says which, nothing here asks for a right."""
    hanging = hanging_on(session, ids, None)
    return tuple(
        _dossier(one, hanging[one.task_id], run) for one in ledger_lines(session, ids, run.on)
    )


def _dossier(line: LedgerLine, hanging: Hanging, run: Run) -> Dossier:
    return Dossier(
        task=print_task(line, hanging),
        run=run,
        rounds=_rounds(hanging.rounds, hanging.trail),
        happenings=_happenings(hanging.trail),
        filed=_filed(hanging.pieces),
    )


def _rounds(rounds: Sequence[RoundDays], trail: Sequence[Trace]) -> tuple[RoundFile, ...]:
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
        Happening(one.day, one.for_name or one.actor_name, _words(one, put_right))
        for one in sorted(told, key=lambda one: (one.day, one.position))
    )


def _words(trace: Trace, put_right: PutRight) -> str:
    """Answer what was done, and what was said with it, in the words that count now."""
    facts = trace.facts
    said = [
        put_right.get(spoken(facts, trace.round, name), ("", facts[name]))[1]
        for name in ("text", "outcome", "basis", "checked_by", "way", "result")
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
