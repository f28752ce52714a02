"""The signed-in viewer: hats, reach, and what may be seen, worked out from the tree of units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Date, Row, and_, bindparam, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Appointment, Person, SignIn, StandIn, Unit
from tracker.accounts.permissions import IDLE_MINUTES, Role, Viewer, union
from tracker.accounts.queries.hats import in_force


class _Place(NamedTuple):
    """A unit as far as seeing and reaching goes."""

    id: int
    path: str
    keeps_ledger: bool
    live_to_superiors: bool
    idle_minutes: int | None


class _Hat(NamedTuple):
    """A role that a person wears, in the unit with a path."""

    role: Role
    unit_id: int
    unit_name: str
    path: str


@dataclass(frozen=True, eq=False)
class _Tree:
    """The units as they stand; compared by identity, so that a tree can be a key at no cost."""

    places: tuple[_Place, ...]


@dataclass(frozen=True, slots=True)
class _Scope:
    """What follows from somebody's hats in a tree of units; the fields are those of the viewer."""

    reach: tuple[tuple[Role, frozenset[int]], ...]
    sees: frozenset[int]
    oversees: frozenset[int]
    ledgers: frozenset[int]
    idle_minutes: int


class OpenSignIn(NamedTuple):
    """Who came in by a sign-in, and the sign-in as it is kept."""

    viewer: Viewer
    id: int
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None


def viewer_of(session: Session, person_id: int, on: date) -> Viewer | None:
    """Answer the viewer for a person, or None when the account is disabled or has no appointment.

    Two statements: the person with hats and whom they stand in for, and the tree of units. All is read afresh;
    only what follows from the very same facts is not worked out again.
    """
    rows = session.execute(_OF_PERSON, {"person_id": person_id, "on": on}).all()
    return _viewer(session, rows, on) if rows else None


def signed_in(session: Session, token_hash: str, on: date) -> OpenSignIn | None:
    """Answer a sign-in by what is kept of its token, with its viewer as :func:`viewer_of` finds them.

    None when there is no such sign-in, or nobody who may come in by it. Every request begins with these two
    statements, so they are put together once and only given their values here.
    """
    asked = {"token_hash": token_hash, "on": on}
    rows: Sequence[Any] = session.execute(_OF_SIGN_IN, asked).all()
    if not rows:
        return None
    viewer = _viewer(session, [row[len(_KEPT) :] for row in rows], on)
    return OpenSignIn(viewer, *rows[0][: len(_KEPT)])


def _viewer(session: Session, rows: Sequence[Any], on: date) -> Viewer:
    """Answer the viewer of the rows of facts about one person, a row for each hat and each absent one."""
    person_id, name, login, must_change_password, *_ = rows[0]
    hats = tuple(dict.fromkeys(_Hat(*hat) for _, _, _, _, *hat, _, _ in rows))
    absent = tuple(dict.fromkeys((one, ledger) for *_, one, ledger in rows if one is not None))
    scope = _scope(hats, _tree(session))
    return Viewer(
        person_id=person_id,
        name=name,
        login=login,
        unit_id=hats[0].unit_id,
        unit_name=hats[0].unit_name,
        reach=scope.reach,
        sees=scope.sees,
        on=on,
        must_change_password=must_change_password,
        stands_for=absent,
        oversees=scope.oversees,
        idle_minutes=scope.idle_minutes,
        ledgers=scope.ledgers,
    )


_ON = bindparam("on", type_=Date())
_FACTS = (
    Person.id,
    Person.name,
    Person.login,
    Person.must_change_password,
    Appointment.role,
    Appointment.unit_id,
    Unit.name,
    Unit.path,
    StandIn.person_id,
    StandIn.unit_id,
)
_STANDING_IN = and_(
    StandIn.stand_in_id == Person.id, StandIn.from_on <= _ON, StandIn.until_on >= _ON
)
# A row for each hat that a person wears on a day, with each absent one whose place the person takes.
_SERVING = (
    select(*_FACTS)
    .select_from(Person)
    .join(Appointment, Appointment.person_id == Person.id)
    .join(Unit, Unit.id == Appointment.unit_id)
    .outerjoin(StandIn, _STANDING_IN)
    .where(Person.disabled_at.is_(None), in_force(_ON))
    .order_by(Appointment.id, StandIn.id)
)
_OF_PERSON = _SERVING.where(Person.id == bindparam("person_id"))
_KEPT = (SignIn.id, SignIn.started_at, SignIn.seen_at, SignIn.ended_at)
_OF_SIGN_IN = (
    _SERVING.join(SignIn, SignIn.person_id == Person.id)
    .with_only_columns(*_KEPT, *_FACTS)
    .where(SignIn.token_hash == bindparam("token_hash"))
)
_UNITS = select(Unit.id, Unit.path, Unit.keeps_ledger, Unit.live_to_superiors, Unit.idle_minutes)


def idle_minutes_in(session: Session, unit: Unit) -> int:
    """Answer how long a browser of a unit's people may rest."""
    return _idle_minutes(unit.path, _tree(session))


def _tree(session: Session) -> _Tree:
    return _known(tuple(session.execute(_UNITS)))


@lru_cache(maxsize=4)
def _known(rows: tuple[Row[Any], ...]) -> _Tree:
    """Answer the tree of the very same rows as before, without making it again."""
    return _Tree(tuple(_Place._make(row) for row in rows))


@lru_cache(maxsize=256)
def _scope(hats: tuple[_Hat, ...], tree: _Tree) -> _Scope:
    business = [one for one in hats if one.role is not Role.ADMIN]
    sees = union(_below(one.path, tree, shut=_closed(one.path, tree)) for one in business)
    return _Scope(
        reach=tuple(
            (role, union(_reach(one, tree) for one in hats if one.role is role))
            for role in Role
            if any(one.role is role for one in hats)
        ),
        sees=sees,
        oversees=union(_below(one.path, tree, shut=()) for one in business),
        ledgers=frozenset(one.id for one in tree.places if one.keeps_ledger and one.id in sees),
        idle_minutes=_idle_minutes(hats[0].path, tree),
    )


def _idle_minutes(path: str, tree: _Tree) -> int:
    """Answer how long a browser may rest: as the unit says, else as the nearest one above it that says anything."""
    said = [
        (len(one.path), one.idle_minutes)
        for one in tree.places
        if one.idle_minutes and path.startswith(one.path)
    ]
    return max(said)[1] if said else IDLE_MINUTES


def _reach(hat: _Hat, tree: _Tree) -> frozenset[int]:
    """Answer where a hat holds: below the unit, but not in another ledger's units (except for admins)."""
    if hat.role is Role.ADMIN:
        return _below(hat.path, tree, shut=())
    others = [one.path for one in tree.places if one.keeps_ledger and one.path != hat.path]
    return _below(hat.path, tree, shut=others)


def _closed(path: str, tree: _Tree) -> list[str]:
    """Answer the paths of ledgers below ``path`` that show superiors only what was reported."""
    return [
        one.path
        for one in tree.places
        if one.keeps_ledger and not one.live_to_superiors and one.path != path
    ]


def _below(path: str, tree: _Tree, shut: Iterable[str]) -> frozenset[int]:
    closed = tuple(one for one in shut if one.startswith(path))
    return frozenset(
        one.id
        for one in tree.places
        if one.path.startswith(path) and not one.path.startswith(closed)
    )
