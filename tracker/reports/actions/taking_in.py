"""Taking in a paper: one batch with a proposed finding for each problem that was read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import InvalidError
from tracker.reports.actions.touch import touch
from tracker.reports.models import Batch, ColumnName, Finding, FindingState
from tracker.reports.queries import batch_with_file
from tracker.reports.reader import Reading
from tracker.reports.rules.deadlines import Deadline, limit_in
from tracker.reports.rules.labels import Field
from tracker.reports.rules.sources import Source, source_of_title

_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Paper:
    """What is told about a paper beside its file; without a source its title decides."""

    year: int
    source: Source | None = None
    title: str = ""
    paper_number: str = ""
    received_on: date | None = None
    ends_on: date | None = None


def take_in(
    session: Session, unit: Unit, reading: Reading, paper: Paper, *, by: Viewer, at: datetime
) -> tuple[Batch, bool]:
    """Take a paper in; answer its batch and whether it is new.

    The same file in the same unit is taken in once: the second time its batch is answered unchanged.

    Raises:
        InvalidError: the year is no plausible one.
    """
    _check_year(paper.year)
    # Two doors may bring the same file at once; the unit's row is the lock.
    session.execute(select(Unit.id).where(Unit.id == unit.id).with_for_update())
    known = batch_with_file(session, unit.id, reading.file_hash)
    if known is not None:
        return known, False
    title = paper.title or reading.extraction["title"] or reading.file_name
    batch = Batch(
        unit_id=unit.id,
        year=paper.year,
        source=paper.source or source_of_title(title),
        title=title,
        paper_number=paper.paper_number or None,
        received_on=paper.received_on,
        ends_on=paper.ends_on,
        file_name=reading.file_name,
        file_hash=reading.file_hash,
        text=reading.text,
        extraction=reading.extraction,
        facts=reading.facts,
        created_by_id=by.person_id,
        created_at=at,
    )
    batch.unit = unit
    batch.findings = findings_in(reading.extraction)
    session.add(batch)
    session.flush()  # findings and the batch's page need the id
    return batch, True


def describe(batch: Batch, paper: Paper) -> None:
    """Put right what was told about a paper; an empty title leaves the one it has.

    Raises:
        InvalidError: the year is no plausible one.
    """
    _check_year(paper.year)
    batch.year = paper.year
    batch.title = paper.title or batch.title
    batch.source = paper.source or source_of_title(batch.title)
    batch.paper_number = paper.paper_number or None
    batch.received_on = paper.received_on
    batch.ends_on = paper.ends_on
    touch(batch)


def read_again(session: Session, batch: Batch, reading: Reading) -> None:
    """Take over a new reading of the same file: its findings replace those of the batch, corrected or not."""
    for one in tuple(batch.findings):
        batch.findings.remove(one)
        session.delete(one)
    session.flush()  # their positions must be free before they are given again
    batch.text = reading.text
    batch.extraction = reading.extraction
    batch.facts = reading.facts
    batch.dismissed = []
    batch.findings = findings_in(reading.extraction)
    touch(batch)
    session.flush()  # the screen names the new findings by their ids


def changed_since_reading(batch: Batch) -> int:
    """Answer how many findings are not as they were read: corrected, dropped, added, merged away."""
    read = Counter(_content(one) for one in findings_in(batch.extraction))
    now = Counter(_content(one) for one in batch.findings)
    return max((now - read).total(), (read - now).total())


def remember_columns(session: Session, unit: Unit, names: Mapping[str, Field]) -> None:
    """Remember what columns mean to a unit, by the name of their header; the newest word counts."""
    # Two people may teach the same name at once; the unit's row is the lock.
    session.execute(select(Unit.id).where(Unit.id == unit.id).with_for_update())
    rows = session.scalars(select(ColumnName).where(ColumnName.unit_id == unit.id))
    known = {row.header: row for row in rows}
    for name, field in names.items():
        if name in known:
            known[name].field = field
        else:
            session.add(ColumnName(unit_id=unit.id, header=name, field=field))


def _check_year(year: int) -> None:
    if year not in _YEARS:
        raise InvalidError("报告年度应为四位数的年份，例如 2025。", "year")


def findings_in(extraction: dict[str, Any]) -> list[Finding]:
    """Answer the findings of a reading in their order, as they are proposed; none of them is kept yet."""
    return [
        _finding(position, problem, extraction)
        for position, problem in enumerate(extraction["problems"], start=1)
    ]


def _finding(position: int, problem: dict[str, Any], extraction: dict[str, Any]) -> Finding:
    paired = [
        extraction["measures"][one["measure"]]["text"]
        for one in extraction["pairs"]
        if one["problem"] == position - 1
    ]
    due = _due(problem, paired, extraction["year"])
    return Finding(
        position=position,
        number=problem["number"],
        title=problem["title"],
        text=problem["text"],
        start=problem["start"],
        end=problem["end"],
        section=problem["section"],
        category=problem.get("category"),
        measures=[*problem["measures"], *paired],
        lead_unit_text=problem["lead_unit"],
        handler_text=problem["handler"],
        leader_text=problem["leader"],
        due_text=due.text if due else None,
        due_on=due.on if due else None,
        lasting=due is not None and due.lasting,
        state=FindingState.PROPOSED,
    )


def _due(problem: dict[str, Any], paired: list[str], year: int | None) -> Deadline | None:
    """Answer the deadline of a problem as read, else the limit that a measure proposed for it names."""
    due = problem["due"]
    if due is None:
        return limit_in(paired, year + 1 if year else None)
    on = date.fromisoformat(due["on"]) if due["on"] else None
    return Deadline(due["text"], on, due["lasting"])


def _content(one: Finding) -> tuple[object, ...]:
    """Answer everything about a finding that a person can change."""
    return (
        *(one.text, one.title, one.start, one.end, one.category, tuple(one.measures), one.state),
        *(one.lead_unit_text, one.handler_text, one.leader_text, str(one.repeat_of)),
        *(one.due_text, one.due_on, one.lasting),
    )
