"""The views through which somebody can look at the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.core.many import among
from tracker.core.statements import built_once
from tracker.ledgers.models import LedgerView
from tracker.ledgers.rules.views import BUILT_IN, WHOLE, View, known_keys


@dataclass(frozen=True, slots=True)
class Views:
    """All that a person can choose from: the whole ledger first, then the built-in ones, then those saved."""

    all: tuple[View, ...]

    def named(self, slug: str) -> View:
        """Answer the view that an address names; the whole ledger when there is none of that name."""
        return next((one for one in self.all if one.slug == slug), self.all[0])


def views_for(session: Session, viewer: Viewer) -> Views:
    """Answer the views of a person: their own, and those shared in units whose ledger they read (one statement)."""
    rows = session.scalars(_chosen_from(viewer)).all()
    saved = (_view(one, viewer) for one in rows if one.name)
    return Views((_whole(rows, viewer), *BUILT_IN, *saved))


@built_once
def _chosen_from(viewer: Viewer) -> Select[LedgerView]:
    own = LedgerView.person_id == viewer.person_id
    shared = LedgerView.shared & among(LedgerView.unit_id, viewer.sees)
    rows = select(LedgerView).where(or_(own, shared))
    return rows.order_by(LedgerView.shared.desc(), LedgerView.id)


def own_columns(session: Session, viewer: Viewer) -> LedgerView | None:
    """Answer the row that keeps a person's own columns of the whole ledger."""
    wanted = (LedgerView.person_id == viewer.person_id, LedgerView.name == "")
    return session.scalars(select(LedgerView).where(*wanted)).one_or_none()


def names_of(session: Session, viewer: Viewer) -> frozenset[str]:
    """Answer the names of a person's own views."""
    wanted = (LedgerView.person_id == viewer.person_id, LedgerView.name != "")
    return frozenset(session.scalars(select(LedgerView.name).where(*wanted)))


def _whole(rows: Iterable[LedgerView], viewer: Viewer) -> View:
    kept = (one for one in rows if not one.name and one.person_id == viewer.person_id)
    mine = next(kept, None)
    keys = known_keys(mine.columns) if mine else ()
    return replace(WHOLE, keys=keys, chosen=True) if keys else WHOLE


def _view(row: LedgerView, viewer: Viewer) -> View:
    return View(
        slug=str(row.id),
        name=row.name,
        keys=known_keys(row.columns) or WHOLE.keys,
        asked=row.asked,
        view_id=row.id,
        mine=row.person_id == viewer.person_id,
        shared=row.shared,
        made_by=row.made_by_name,
    )
