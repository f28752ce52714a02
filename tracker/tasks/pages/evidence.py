"""The list of evidence on the page of a task: by round and kind, newest versions, what is doubtful."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.tasks.models import Evidence, Task, Trace
from tracker.tasks.queries import Use
from tracker.tasks.rules.corrections import Subject, corrections_in
from tracker.tasks.rules.evidence import doubts_about
from tracker.tasks.rules.kinds import EvidenceKind
from tracker.tasks.rules.lifecycle import Step


@dataclass(frozen=True, slots=True)
class EvidenceLinks:
    """Where a piece leads; None for what it has not, or the viewer may not."""

    file: str | None = None
    small: str | None = None
    large: str | None = None
    replace: str | None = None
    share: str | None = None
    remove: str | None = None
    correct: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A piece of evidence as the list shows it.

    ``version`` counts from 1; ``older`` are the versions before it, newest first. ``uses`` are the other tasks
    with the same file, number and address. ``doubts`` are words worth a second look, ``doubled`` is the id of an earlier piece of
    the round with the very same file; ``old_title`` is what the
    piece was called before that was put right.
    """

    piece: Evidence
    links: EvidenceLinks
    version: int = 1
    doubts: tuple[str, ...] = ()
    uses: tuple[tuple[str, str], ...] = ()
    doubled: int = 0
    older: tuple["EvidenceLine", ...] = ()
    old_title: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRound:
    """The evidence of one round, by kind."""

    number: int
    kinds: tuple[tuple[EvidenceKind, tuple[EvidenceLine, ...]], ...]


@dataclass(frozen=True, slots=True)
class EvidenceBoard:
    """All evidence of a task, the round that runs first; ``count`` is of what stands.

    ``linked`` is what stands on tasks about the same matter, by their numbers.
    """

    count: int
    rounds: tuple[EvidenceRound, ...]
    linked: tuple[tuple[str, tuple[EvidenceLine, ...]], ...] = ()


def evidence_board(
    task: Task,
    pieces: Sequence[Evidence],
    trail: Sequence[Trace],
    links: Mapping[int, EvidenceLinks],
    uses: Mapping[int, tuple[tuple[str, str], ...]],
) -> EvidenceBoard:
    """Lay the evidence of a task out: by round, newest first, and by kind; older versions below the newest."""
    heads = _heads([one for one in pieces if one.task_id == task.id])
    put_right = corrections_in(one.facts for one in trail)
    doubled = _doubled(heads)
    lines = [
        replace(
            _line(head, older, links),
            doubts=_doubts(task, head, trail),
            uses=uses.get(head.id, ()),
            doubled=doubled.get(head.id, 0),
            old_title=put_right.get((Subject.EVIDENCE, head.id, "title"), ("", ""))[0],
        )
        for head, older in heads.items()
    ]
    rounds = sorted({one.piece.round for one in lines}, reverse=True)
    return EvidenceBoard(
        count=sum(one.piece.counts for one in lines),
        rounds=tuple(
            EvidenceRound(number, _by_kind([one for one in lines if one.piece.round == number]))
            for number in rounds
        ),
    )


def linked_lines(
    tasks: Iterable[Task], pieces: Sequence[Evidence], links: Mapping[int, EvidenceLinks]
) -> tuple[tuple[str, tuple[EvidenceLine, ...]], ...]:
    """Answer what stands on linked tasks, by their numbers; versions are told on their own pages."""
    found = []
    for task in tasks:
        mine = [one for one in pieces if one.task_id == task.id and one.counts]
        if mine:
            found.append((task.number, tuple(EvidenceLine(one, links[one.id]) for one in mine)))
    return tuple(found)


def uses_elsewhere(
    pieces: Iterable[Evidence], uses: Mapping[str, Sequence[Use]], urls: Mapping[int, str]
) -> dict[int, tuple[tuple[str, str], ...]]:
    """Answer for each piece the other tasks with the same file, each once."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for piece in pieces:
        others = [
            one for one in uses.get(piece.file_hash or "", ()) if one.task_id != piece.task_id
        ]
        found[piece.id] = tuple(dict.fromkeys((one.number, urls[one.task_id]) for one in others))
    return found


def _heads(pieces: Sequence[Evidence]) -> dict[Evidence, tuple[Evidence, ...]]:
    """Answer the newest version of each piece that still stands (else the newest), with all others of it."""
    series: dict[int, list[Evidence]] = {}
    for piece in pieces:
        series.setdefault(piece.series, []).append(piece)
    heads = {}
    for versions in series.values():
        head = next((one for one in reversed(versions) if one.counts), versions[-1])
        heads[head] = tuple(one for one in reversed(versions) if one is not head)
    return heads


def _doubled(heads: Iterable[Evidence]) -> dict[int, int]:
    """Answer, for pieces whose very file was handed in for their round before, the piece that came first."""
    first: dict[tuple[int, str], int] = {}
    found = {}
    for piece in heads:
        if piece.file_hash is None or not piece.counts:
            continue
        came_first = first.setdefault((piece.round, piece.file_hash), piece.id)
        if came_first != piece.id:
            found[piece.id] = came_first
    return found


def _line(
    piece: Evidence, older: tuple[Evidence, ...], links: Mapping[int, EvidenceLinks]
) -> EvidenceLine:
    versions = sorted([piece, *older], key=lambda one: one.id)
    return EvidenceLine(
        piece=piece,
        links=links[piece.id],
        version=versions.index(piece) + 1,
        older=tuple(
            EvidenceLine(one, links[one.id], version=versions.index(one) + 1) for one in older
        ),
    )


def _doubts(task: Task, piece: Evidence, trail: Sequence[Trace]) -> tuple[str, ...]:
    if not piece.counts:
        return ()
    assigned = [one.day for one in trail if one.round == piece.round and one.step is Step.ASSIGN]
    running = next((one for one in task.rounds if one.number == piece.round), None)
    found = doubts_about(
        piece.kind,
        piece.paper_number,
        piece.made_on,
        assigned_on=min(assigned, default=None),
        closed_on=running.closed_on if running else None,
    )
    return tuple(one.label for one in found)


def _by_kind(
    lines: Sequence[EvidenceLine],
) -> tuple[tuple[EvidenceKind, tuple[EvidenceLine, ...]], ...]:
    return tuple(
        (kind, tuple(one for one in lines if one.piece.kind is kind))
        for kind in EvidenceKind
        if any(one.piece.kind is kind for one in lines)
    )
