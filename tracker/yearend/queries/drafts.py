"""What people did to the draft of a year, and the year as it is told with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.yearend.models import DraftVersion, HouseWords, PassageEdit, Pledge, ReportDraft
from tracker.yearend.queries.facts import year_facts
from tracker.yearend.rules.editing.edits import Edit, Edits
from tracker.yearend.rules.facts import PledgeFact, YearFacts
from tracker.yearend.rules.house import House
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.outline import read_outline
from tracker.yearend.rules.year import YearReport, report_on


@dataclass(frozen=True, slots=True)
class Desk:
    """A unit's report on a year as it lies on the desk: facts and decisions, what people did, the report of it all.

    ``row`` is None while nobody touched the draft; ``rows`` are its edits by key.
    """

    unit: Unit
    report: YearReport
    row: ReportDraft | None = None
    rows: Mapping[str, PassageEdit] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """Answer the year that the report is on."""
        return self.report.facts.year

    @property
    def length(self) -> Length:
        """Answer in which length last year's problems are told."""
        return self.report.length


def desk_of(
    session: Session, unit: Unit, year: int, as_of: date, length: Length | None = None
) -> Desk:
    """Read a unit's year with everything that people decided about its report (two statements more than the facts).

    Without ``length`` it is the one that people chose, else the longest.
    """
    facts = year_facts(session, unit, year, as_of)
    row, house, rows = _decisions(session, unit.id, year)
    edits = Edits(
        {key: as_edit(one) for key, one in rows.items()}, tuple(row.places if row else ())
    )
    facts = _decided(facts, row, house, edits, pledges_of(session, unit.id, year))
    report = report_on(facts, length or (row.length if row else Length.ITEMS), edits)
    return Desk(unit, report, row, rows)


def _decisions(
    session: Session, unit_id: int, year: int
) -> tuple[ReportDraft | None, HouseWords | None, dict[str, PassageEdit]]:
    """Answer the row of a draft, the unit's own wording, and the edits by key (one statement)."""
    of_year = and_(ReportDraft.unit_id == Unit.id, ReportDraft.year == year)
    found = session.execute(
        select(ReportDraft, HouseWords, PassageEdit)
        .select_from(Unit)
        .outerjoin(ReportDraft, of_year)
        .outerjoin(HouseWords, HouseWords.unit_id == Unit.id)
        .outerjoin(PassageEdit, PassageEdit.draft_id == ReportDraft.id)
        .where(Unit.id == unit_id)
        .order_by(PassageEdit.id)
    ).all()
    row, house, _ = found[0]
    edits: list[PassageEdit | None] = [edit for _, _, edit in found]
    return row, house, {one.key: one for one in edits if one is not None}


def as_edit(row: PassageEdit) -> Edit:
    """Put one row into a plain value."""
    return Edit(
        text=row.text,
        lead=row.lead,
        left_out=row.left_out,
        heading=row.heading,
        basis=row.basis,
        by=row.changed_by_name,
        at=row.changed_at,
        version=row.version,
    )


def _decided(
    facts: YearFacts,
    row: ReportDraft | None,
    house: HouseWords | None,
    edits: Edits,
    pledges: Sequence[Pledge],
) -> YearFacts:
    together = row.together if row else None
    return replace(
        facts,
        outline=read_outline(row.outline) if row else (),
        placed=edits.placed,
        together=None if together is None else tuple(map(tuple, together)),
        pledges=tuple(PledgeFact(one.id, one.text, one.told, one.kept) for one in pledges),
        house=as_house(house),
    )


def as_house(row: HouseWords | None) -> House:
    """Put a unit's own wording into a plain value; the program's own without a row."""
    if row is None:
        return House()
    return House(row.sections, tuple((word, new) for word, new in row.instead), row.lasting)


def pledges_of(session: Session, unit_id: int, year: int) -> Sequence[Pledge]:
    """Answer the promises to be kept in a year, in the order in which they were noted (one statement)."""
    return session.scalars(
        select(Pledge).where(Pledge.unit_id == unit_id, Pledge.year == year).order_by(Pledge.id)
    ).all()


def house_row(session: Session, unit_id: int) -> HouseWords | None:
    """Answer the row of a unit's own wording; None while nobody decided (one statement, or none after a desk)."""
    return session.get(HouseWords, unit_id)


def versions_of(session: Session, row: ReportDraft | None) -> Sequence[DraftVersion]:
    """Answer the kept versions of a draft, the newest first (one statement)."""
    if row is None:
        return []
    return session.scalars(
        select(DraftVersion)
        .where(DraftVersion.draft_id == row.id)
        .order_by(DraftVersion.number.desc())
    ).all()
