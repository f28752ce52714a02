"""Last year's report: its title, and the headings under which it told the work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Unit
from tracker.documents.rules.marks import leading_mark
from tracker.ledgers.queries.meetings import counted_meetings
from tracker.reports.models import Batch
from tracker.reports.rules.sources import Source
from tracker.yearend.rules.facts import OutlineHeading

_SAMPLE = 400  # characters of text below a heading that tell its topic
# Headings that only say "here comes the work" give an achievement no topic.
_CONTAINER = re.compile(r"(?:成效|做法|工作|情况|亮点|回顾|进展|总结|经验)$")
_CONTAINER_LIMIT = 14
_LONGEST_TITLE = 18  # characters of a title that stands at the head of its paragraph
# A ledger that was taken in as a table is no report: neither its title nor its headings are followed.
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".et", ".csv")
_LEDGERS = ("台账", "清单", "一览表", "分解表")


@dataclass(frozen=True, slots=True)
class LastReport:
    """Whom a unit reports to, and what its own report on a year was like; empty without one.

    ``meetings`` is how often it went through its ledger in the year after (集中调度).
    """

    superior: str
    title: str
    headings: tuple[OutlineHeading, ...]
    text: str = ""
    promises: tuple[str, ...] = ()
    meetings: int = 0


def report_on(session: Session, unit_id: int, year: int, as_of: date) -> LastReport:
    """Answer a unit's own report on a year, no ledger, and the unit above it (one statement)."""
    above = aliased(Unit)
    meetings = counted_meetings(unit_id, date(year + 1, 1, 1), as_of).scalar_subquery()
    own = and_(
        Batch.unit_id == Unit.id,
        Batch.year == year,
        Batch.source == Source.SELF_CHECK,
        *(Batch.file_name.not_ilike(f"%{ending}") for ending in _WORKBOOKS),
        *(Batch.title.not_like(f"%{word}%") for word in _LEDGERS),
    )
    superior, title, text, extraction, held = session.execute(
        select(above.name, Batch.title, Batch.text, Batch.extraction, meetings)
        .select_from(Unit)
        .outerjoin(above, above.id == Unit.parent_id)
        .outerjoin(Batch, own)
        .where(Unit.id == unit_id)
        .order_by(Batch.confirmed_at.is_(None), Batch.id.desc())
        .limit(1)
    ).one()
    read = extraction or {}
    headings = work_headings(read.get("outline", ()), text or "")
    return LastReport(superior or "", title or "", headings, text or "", promises_in(read), held)


def promises_in(read: Mapping[str, Any]) -> tuple[str, ...]:
    """Answer the measures of a report's plan that answer none of its problems, as they are printed."""
    answering = {pair["measure"] for pair in read.get("pairs", ())}
    told = (
        " ".join(str(one["text"]).split())
        for number, one in enumerate(read.get("measures", ()))
        if number not in answering
    )
    return tuple(dict.fromkeys(one for one in told if one))


def work_headings(outline: Sequence[Mapping[str, Any]], text: str) -> tuple[OutlineHeading, ...]:
    """Answer the innermost headings of work, each with the beginning of what stands below it."""
    found: list[OutlineHeading] = []
    for number, entry in enumerate(outline):
        after = outline[number + 1] if number + 1 < len(outline) else None
        has_parts = (
            after is not None and after["kind"] == "work" and after["level"] > entry["level"]
        )
        if entry["kind"] != "work" or has_parts:
            continue
        heading = str(entry["heading"]).strip("。：: ")
        below = text[int(entry["end"]) : None if after is None else int(after["start"])]
        run_in = _run_in(below)
        if run_in or _says_nothing(heading):
            found += run_in
            continue
        found.append(OutlineHeading(heading, below[:_SAMPLE]))
    return tuple(found)


def _run_in(text: str) -> list[OutlineHeading]:
    """Answer the short titles with which numbered paragraphs begin (1.思想建设有新气象。全年…); a single one is none."""
    found = []
    for line in text.splitlines():
        mark = leading_mark(line)
        title, stop, rest = line[mark.end :].strip().partition("。") if mark else ("", "", "")
        if stop and rest.strip() and title and len(title) <= _LONGEST_TITLE and "，" not in title:
            found.append(OutlineHeading(title, rest.strip()[:_SAMPLE]))
    return found if len(found) > 1 else []


def _says_nothing(heading: str) -> bool:
    return not heading or (
        len(heading) <= _CONTAINER_LIMIT
        and "，" not in heading
        and bool(_CONTAINER.search(heading))
    )
