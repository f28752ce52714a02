"""Reading about evidence: what stands, where else a file is used, how much room a ledger has."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import POLICY, Permission, Role, Viewer, units_with
from tracker.accounts.queries import in_force, units_among
from tracker.core.many import among
from tracker.tasks.models import Evidence, Removal, Room, Task
from tracker.tasks.queries.seeing import seen_by
from tracker.tasks.rules.room import DEFAULT_MEGABYTES, RoomLeft


@dataclass(frozen=True, slots=True)
class Use:
    """A task in which a file is evidence."""

    sha256: str
    task_id: int
    number: str


def stands() -> ColumnElement[bool]:
    """Answer the condition under which a piece counts: neither destroyed nor replaced by a newer version."""
    return and_(Evidence.destroyed_at.is_(None), Evidence.superseded_at.is_(None))


def uses_of(
    session: Session, viewer: Viewer, pieces: Iterable[Evidence]
) -> Mapping[str, Sequence[Use]]:
    """Answer, by hash, where files of these pieces are used in tasks that the viewer may see (one statement)."""
    hashes = {one.file_hash for one in pieces if one.file_hash and one.destroyed_at is None}
    if not hashes:
        return {}
    rows = session.execute(
        seen_by(viewer)
        .join(Evidence, Evidence.task_id == Task.id)
        .where(Evidence.file_hash.in_(hashes), stands())
        .with_only_columns(Evidence.file_hash, Task.id, Task.number, maintain_column_froms=True)
        .order_by(Task.id)
    )
    found: dict[str, list[Use]] = {}
    for sha256, task_id, number in rows:
        assert sha256 is not None
        found.setdefault(sha256, []).append(Use(sha256, task_id, number))
    return found


def same_content(session: Session, sha256: str) -> Sequence[Evidence]:
    """Answer every piece with a content that is not destroyed, whoever may see it."""
    return session.scalars(
        select(Evidence)
        .where(Evidence.file_hash == sha256, Evidence.destroyed_at.is_(None))
        .order_by(Evidence.id)
    ).all()


def versions_of(session: Session, piece: Evidence) -> Sequence[Evidence]:
    """Answer every version of a piece, the oldest first."""
    return session.scalars(
        select(Evidence)
        .where((Evidence.id == piece.series) | (Evidence.first_id == piece.series))
        .order_by(Evidence.id)
    ).all()


def bytes_used(session: Session, unit_id: int) -> int:
    """Add up the files of a ledger that are not destroyed, each content once."""
    return _bytes_used(session, [unit_id]).get(unit_id, 0)


def _bytes_used(session: Session, unit_ids: Collection[int]) -> dict[int, int]:
    """Answer the same for several ledgers that have any (one statement)."""
    kept = (
        select(Task.unit_id, Evidence.file_hash, func.max(Evidence.file_size).label("size"))
        .join(Task, Task.id == Evidence.task_id)
        .where(
            among(Task.unit_id, unit_ids),
            Evidence.file_hash.is_not(None),
            Evidence.destroyed_at.is_(None),
        )
        .group_by(Task.unit_id, Evidence.file_hash)
        .subquery()
    )
    rows = session.execute(select(kept.c.unit_id, func.sum(kept.c.size)).group_by(kept.c.unit_id))
    return {unit_id: int(size or 0) for unit_id, size in rows}


def room_of(session: Session, unit_id: int) -> RoomLeft:
    """Answer the room of a ledger; one that nobody has set has the default."""
    return _rooms_of(session, [unit_id])[unit_id]


def _rooms_of(session: Session, unit_ids: Collection[int]) -> dict[int, RoomLeft]:
    """Answer the rooms of ledgers by the ids of these (two statements at the most)."""
    rows = session.execute(
        select(Room.unit_id, Room.megabytes, Room.used_bytes).where(among(Room.unit_id, unit_ids))
    )
    rooms = {unit_id: RoomLeft(*room) for unit_id, *room in rows}
    uncounted = [one for one in unit_ids if one not in rooms]
    used = _bytes_used(session, uncounted) if uncounted else {}
    return rooms | {one: RoomLeft(DEFAULT_MEGABYTES, used.get(one, 0)) for one in uncounted}


def counted_room(session: Session, unit_id: int) -> RoomLeft | None:
    """Answer the room of a ledger as counted, without adding anything up; None before its first file."""
    row = session.execute(_COUNTED, {"unit_id": unit_id}).one_or_none()
    return None if row is None else RoomLeft(*row)


_COUNTED = select(Room.megabytes, Room.used_bytes).where(Room.unit_id == bindparam("unit_id"))


def rooms_in_reach(session: Session, viewer: Viewer) -> Sequence[tuple[Unit, RoomLeft]]:
    """Answer the ledgers whose files a viewer administers, each with its room, in organisational order."""
    reach = units_with(viewer, Permission.EVIDENCE_MANAGE)
    units = [one for one in units_among(session, reach) if one.keeps_ledger]
    rooms = _rooms_of(session, [one.id for one in units])
    return [(one, rooms[one.id]) for one in units]


def removals_in_reach(session: Session, viewer: Viewer) -> Sequence[tuple[Removal, Task]]:
    """Answer the files that somebody wishes destroyed and a viewer may destroy, the oldest wish first."""
    reach = units_with(viewer, Permission.EVIDENCE_MANAGE)
    rows = session.execute(
        select(Removal, Task)
        .join(Evidence, Evidence.id == Removal.evidence_id)
        .join(Task, Task.id == Evidence.task_id)
        .where(Removal.done_at.is_(None), Task.unit_id.in_(reach))
        .options(joinedload(Removal.evidence), joinedload(Task.unit))
        .order_by(Removal.id)
    )
    return [(removal, task) for removal, task in rows]


def wish_about(session: Session, piece: Evidence) -> Removal | None:
    """Answer the wish that a piece be destroyed, while nobody has granted it."""
    return session.scalars(
        select(Removal).where(Removal.evidence_id == piece.id, Removal.done_at.is_(None))
    ).one_or_none()


def managers_of(session: Session, unit: Unit, on: date) -> Sequence[str]:
    """Answer the names of those who administer the files of a unit on a day, the nearest first."""
    roles = [role for role in Role if role in POLICY[Permission.EVIDENCE_MANAGE]]
    above = [int(one) for one in unit.path.strip("/").split("/")]
    rows = session.execute(
        select(Person.name, Unit.path)
        .join(Appointment, Appointment.person_id == Person.id)
        .join(Unit, Unit.id == Appointment.unit_id)
        .where(
            Appointment.role.in_(roles),
            in_force(on),
            Unit.id.in_(above),
            Person.disabled_at.is_(None),
        )
        .order_by(func.length(Unit.path).desc(), Person.id)
    )
    return tuple(dict.fromkeys(name for name, _ in rows))


def tasks_with_content(session: Session, viewer: Viewer, sha256: str) -> Sequence[str]:
    """Answer the numbers of the tasks in an administrator's reach that use a file."""
    reach = units_with(viewer, Permission.EVIDENCE_MANAGE)
    found = (
        select(Task.number)
        .join(Evidence, Evidence.task_id == Task.id)
        .where(
            Evidence.file_hash == sha256,
            Evidence.destroyed_at.is_(None),
            Task.unit_id.in_(reach),
        )
        .order_by(Task.id)
    )
    return tuple(dict.fromkeys(session.scalars(found)))
