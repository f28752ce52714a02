"""佐证材料: handing it in, newer versions of it, using one file for several tasks, the room it takes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.linking import note_on_linked
from tracker.tasks.actions.moves import prepare
from tracker.tasks.models import Content, Evidence, Room, Task
from tracker.tasks.queries import bytes_used
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.orders import NewEvidence, check_evidence
from tracker.tasks.rules.room import DEFAULT_MEGABYTES, RoomLeft, check_megabytes, check_room


def hand_in(
    session: Session, work: TaskAtWork, deed: Deed, *orders: NewEvidence
) -> tuple[Evidence, ...]:
    """Hand in pieces of evidence, kept files or paper originals with their place, as one step."""
    move = prepare(session, work, Step.HAND_IN, deed)
    pieces = tuple(keep_evidence(session, work, deed, one) for one in orders)
    facts = _facts_of(pieces)
    move.write(facts)
    note_on_linked(session, work, Step.HAND_IN, deed, facts)
    return pieces


def share(
    session: Session, work: TaskAtWork, deed: Deed, pieces: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """Use pieces of another task for this one too (也用于); the file is kept once, each task has its own piece.

    Raises:
        InvalidError: this task has one of the files already.
    """
    for piece in pieces:
        _check_new_here(session, work.task, piece)
    return hand_in(session, work, deed, *(order_of(one) for one in pieces))


def order_of(piece: Evidence) -> NewEvidence:
    """Answer a piece as it would be handed in anew for another task."""
    return NewEvidence(
        kind=piece.kind,
        title=piece.title,
        paper_number=piece.paper_number,
        made_on=piece.made_on,
        pages=piece.pages,
        paper_place=piece.paper_place,
        file_hash=piece.file_hash,
        file_name=piece.file_name,
        file_size=piece.file_size,
        for_others=piece.for_others,
    )


def keep_evidence(session: Session, work: TaskAtWork, deed: Deed, order: NewEvidence) -> Evidence:
    """Write the row of a piece of evidence, without a step of its own (a signed form comes with its step).

    Raises:
        InvalidError: nothing is there to keep, the ledger's room is used up, or a replaced piece does not stand.
    """
    check_evidence(order)
    task = work.task
    older = _replaced(session, task, order)
    if order.file_hash is not None:
        lock_content(session, order.file_hash)
        _take_room(session, task.unit_id, order.file_hash, order.file_size or 0)
    evidence = Evidence(
        task_id=task.id,
        round=task.round,
        kind=order.kind,
        title=order.title,
        paper_number=order.paper_number,
        made_on=order.made_on,
        pages=order.pages,
        paper_place=order.paper_place,
        file_hash=order.file_hash,
        file_name=order.file_name,
        file_size=order.file_size,
        handed_in_by=deed.for_name or deed.actor_name,
        entered_at=deed.at,
        measure=order.measure,
        for_others=order.for_others,
        first_id=older.series if older else None,
    )
    if older is not None:
        older.superseded_at = deed.at
    session.add(evidence)
    session.flush()  # traces name the evidence
    return evidence


def lock_content(session: Session, sha256: str) -> Content:
    """Lock the row of a content, writing it first when the content is new; it is wanted from now on.

    Whoever adds a piece and whoever removes bytes meet here, one after the other.
    """
    wanted = select(Content).where(Content.sha256 == sha256).with_for_update()
    content = session.scalars(wanted).one_or_none()
    if content is None:
        try:
            with session.begin_nested():
                session.add(Content(sha256=sha256))
        except IntegrityError:  # somebody else wrote it a moment ago
            session.expire_all()
        content = session.scalars(wanted).one()
    content.doomed_at = content.removed_at = None
    return content


def set_room(session: Session, unit_id: int, megabytes: int) -> RoomLeft:
    """Say how many megabytes of evidence a ledger may hold; what it holds is added up afresh.

    Raises:
        InvalidError: no sensible size.
    """
    check_megabytes(megabytes)
    room = lock_room(session, unit_id)
    room.megabytes, room.used_bytes = megabytes, bytes_used(session, unit_id)
    return RoomLeft(room.megabytes, room.used_bytes)


def lock_room(session: Session, unit_id: int) -> Room:
    """Lock the row that counts a ledger's files, writing it first where there is none."""
    wanted = select(Room).where(Room.unit_id == unit_id).with_for_update()
    room = session.scalars(wanted).one_or_none()
    if room is not None:
        return room
    used = bytes_used(session, unit_id)
    try:
        with session.begin_nested():
            session.add(Room(unit_id=unit_id, megabytes=DEFAULT_MEGABYTES, used_bytes=used))
    except IntegrityError:  # somebody else wrote it a moment ago
        session.expire_all()
    return session.scalars(wanted).one()


def holds_content(session: Session, unit_id: int, sha256: str) -> bool:
    """Answer whether a ledger already has a piece with this content that is not destroyed."""
    found = (
        select(Evidence.id)
        .join(Task, Task.id == Evidence.task_id)
        .where(
            Evidence.file_hash == sha256,
            Evidence.destroyed_at.is_(None),
            Task.unit_id == unit_id,
        )
    )
    return session.scalars(found.limit(1)).first() is not None


def _take_room(session: Session, unit_id: int, sha256: str, size: int) -> None:
    if holds_content(session, unit_id, sha256):
        return  # kept once, counted once
    room = lock_room(session, unit_id)
    check_room(RoomLeft(room.megabytes, room.used_bytes), size)
    room.used_bytes += size


def _replaced(session: Session, task: Task, order: NewEvidence) -> Evidence | None:
    if order.replaces_id is None:
        return None
    older = session.get(Evidence, order.replaces_id, with_for_update=True)
    if older is None or older.task_id != task.id or not older.counts:
        raise InvalidError("要替换的材料已经换过或不在了，请刷新页面后再办。", "replaces_id")
    if older.round != task.round:
        raise InvalidError("以前那次整改的材料不能换新版本，请作为新的材料上传。", "replaces_id")
    return older


def _check_new_here(session: Session, task: Task, piece: Evidence) -> None:
    if piece.file_hash is None:
        return
    here = select(Evidence.id).where(
        Evidence.task_id == task.id,
        Evidence.round == task.round,
        Evidence.file_hash == piece.file_hash,
        Evidence.destroyed_at.is_(None),
    )
    if session.scalars(here.limit(1)).first() is not None:
        raise InvalidError(f"{task.number} 已经有“{piece.title}”这份文件。", "also")


def _facts_of(pieces: Sequence[Evidence]) -> dict[str, Any]:
    """Answer what the trace tells: the one piece, or the first of several with the list of all."""
    first = pieces[0]
    facts: dict[str, Any] = {
        "evidence": first.id,
        "title": "、".join(one.title for one in pieces),
        "sha256": first.file_hash,
    }
    if first.first_id is not None:
        facts["replaces"] = first.first_id
    if len(pieces) > 1:
        facts["pieces"] = [[one.id, one.title, one.file_hash] for one in pieces]
    return facts
