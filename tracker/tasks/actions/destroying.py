"""误传清除: a file is wished away, really destroyed by an administrator, and its bytes removed for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.errors import ConflictError, InvalidError
from tracker.core.files import FileStore
from tracker.core.kept import is_told_of_outside
from tracker.core.previews import Previews
from tracker.tasks.actions.evidence import holds_content, lock_content, lock_room
from tracker.tasks.actions.trace import trace_of
from tracker.tasks.models import Content, Evidence, Removal, Task
from tracker.tasks.queries import same_content, trail_of, versions_of
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step

_HALF_WRITTEN_FOR = timedelta(hours=24)  # whoever still writes after a day is dead


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was destroyed: pieces and the numbers of their tasks.

    ``kept_elsewhere`` tells that the same content is still kept for others: a ledger beyond the administrator's
    reach, or a report or incoming paper.
    """

    pieces: int
    numbers: tuple[str, ...]
    kept_elsewhere: bool


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep removed: destroyed contents, half-written files, previews of nothing."""

    contents: int
    parts: int
    strays: int

    @property
    def words(self) -> str:
        """Answer one Chinese sentence for a terminal or a log."""
        if not (self.contents or self.parts or self.strays):
            return "没有要清理的文件。"
        return (
            f"误传清除的文件{self.contents}个、没写完的文件{self.parts}个、"
            f"多余的预览图{self.strays}个，已清理。"
        )


def ask_to_destroy(
    session: Session, who: Viewer, piece: Evidence, reason: str, *, at: datetime
) -> Removal:
    """Ask the administrators to destroy a file that was handed in by mistake; asked twice, it stands once.

    Raises:
        InvalidError: without a reason.
        ConflictError: nothing is there to destroy.
    """
    _check(piece, reason)
    wish = session.scalars(select(Removal).where(Removal.evidence_id == piece.id)).one_or_none()
    if wish is None:
        wish = Removal(evidence_id=piece.id)
        session.add(wish)
    wish.asked_by_id, wish.asked_by = who.person_id, who.name
    wish.reason, wish.asked_at, wish.done_at = reason, at, None
    return wish


def destroy_file(
    session: Session, piece: Evidence, deed: Deed, reach: frozenset[int], *, versions: bool
) -> Destroyed:
    """Destroy a file in all tasks of the ledgers in reach that use it; hash and fact remain (误传清除).

    The rows say so first; ``remove_doomed`` then removes the bytes, after this transaction or at the next sweep.
    With ``versions`` the other versions of the piece go along. The deed's note is the reason.

    Raises:
        InvalidError: without a reason.
        ConflictError: it is destroyed already, or a paper original without a file.
    """
    _check(piece, deed.note)
    chosen = versions_of(session, piece) if versions else [piece]
    hashes = sorted({one.file_hash for one in chosen if one.file_hash and not one.destroyed_at})
    found = [one for sha256 in hashes for one in same_content(session, sha256)]
    tasks = _locked_tasks(session, {one.task_id for one in found}, reach)
    mine = [one for one in found if one.task_id in tasks and one.destroyed_at is None]
    contents = {sha256: lock_content(session, sha256) for sha256 in hashes}
    for task in tasks.values():
        _destroy_in(session, task, [one for one in mine if one.task_id == task.id], deed)
    session.flush()
    _give_room_back(session, tasks.values(), mine)
    elsewhere = [_doom(session, one, deed.at) for one in contents.values()]
    _settle(session, mine, deed.at)
    return Destroyed(
        len(mine), tuple(one.number for one in tasks.values()), kept_elsewhere=not all(elsewhere)
    )


def remove_doomed(session: Session, store: FileStore, previews: Previews, *, at: datetime) -> int:
    """Remove the bytes and previews of every content whose last piece was destroyed; answer how many.

    Run again after a crash it goes on where it stopped. What came in as a report or paper meanwhile is wanted again.
    """
    doomed = session.scalars(
        select(Content)
        .where(Content.doomed_at.is_not(None), Content.removed_at.is_(None))
        .order_by(Content.sha256)
        .with_for_update()
    ).all()
    gone = [one for one in doomed if not _is_wanted_again(session, one)]
    for content in gone:
        store.destroy(content.sha256)
        previews.destroy(content.sha256)
        content.removed_at = at
    return len(gone)


def _is_wanted_again(session: Session, content: Content) -> bool:
    """Answer whether something else than evidence names a content by now; then it stays."""
    if not is_told_of_outside(session, Evidence.__tablename__, content.sha256):
        return False
    content.doomed_at = None
    return True


def sweep_store(session: Session, store: FileStore, previews: Previews, *, at: datetime) -> Swept:
    """Remove what was destroyed but is still there, what was left half written, and stray previews."""
    removed = remove_doomed(session, store, previews, at=at)
    parts = store.sweep_parts(before=(at - _HALF_WRITTEN_FOR).timestamp())
    strays = [one for one in previews.hashes() if not store.has(one)]
    for one in strays:
        previews.destroy(one)
    return Swept(removed, parts, len(strays))


def _check(piece: Evidence, reason: str) -> None:
    if piece.destroyed_at is not None:
        raise ConflictError("这份文件已经清除过了。")
    if piece.file_hash is None:
        raise ConflictError("这件材料是纸质原件，系统里没有文件可以清除。")
    if not reason:
        raise InvalidError("请写明清除的理由。", "reason")


def _locked_tasks(
    session: Session, task_ids: Iterable[int], reach: frozenset[int]
) -> dict[int, Task]:
    rows = session.scalars(
        select(Task)
        .where(Task.id.in_(task_ids), Task.unit_id.in_(reach))
        .order_by(Task.id)
        .with_for_update()
    )
    return {one.id: one for one in rows}


def _destroy_in(session: Session, task: Task, pieces: Sequence[Evidence], deed: Deed) -> None:
    """Mark the pieces of one task and leave one trace there; the task itself does not move."""
    for piece in pieces:
        piece.destroyed_at, piece.destroyed_because = deed.at, deed.note
    session.flush()
    for piece in pieces:
        _let_older_count(session, piece)
    session.add(
        trace_of(task, trail_of(session, task), Step.DESTROY_FILE, deed, facts=_facts_of(pieces))
    )


def _let_older_count(session: Session, piece: Evidence) -> None:
    """Let the newest version that is left stand again where the newest of all was destroyed."""
    left = [one for one in versions_of(session, piece) if one.destroyed_at is None]
    if left:
        left[-1].superseded_at = None


def _facts_of(pieces: Sequence[Evidence]) -> dict[str, Any]:
    return {
        "evidence": pieces[0].id,
        "title": "、".join(one.title for one in pieces),
        "sha256": pieces[0].file_hash,
        "pieces": [[one.id, one.title, one.file_hash] for one in pieces],
    }


def _give_room_back(session: Session, tasks: Iterable[Task], pieces: Sequence[Evidence]) -> None:
    sizes = {one.file_hash: one.file_size or 0 for one in pieces if one.file_hash}
    for unit_id in sorted({one.unit_id for one in tasks}):
        gone = [sha256 for sha256 in sizes if not holds_content(session, unit_id, sha256)]
        room = lock_room(session, unit_id)
        room.used_bytes = max(0, room.used_bytes - sum(sizes[one] for one in gone))


def _doom(session: Session, content: Content, at: datetime) -> bool:
    """Give a content up when nobody needs it any more; answer whether it was given up."""
    if same_content(session, content.sha256):
        return False
    if is_told_of_outside(session, Evidence.__tablename__, content.sha256):
        return False
    content.doomed_at = at
    return True


def _settle(session: Session, pieces: Sequence[Evidence], at: datetime) -> None:
    wishes = session.scalars(
        select(Removal).where(
            Removal.evidence_id.in_([one.id for one in pieces]), Removal.done_at.is_(None)
        )
    )
    for wish in wishes:
        wish.done_at = at
