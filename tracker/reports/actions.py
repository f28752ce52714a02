"""Taking in a paper, and correcting what was read before it is confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import ConflictError, InvalidError
from tracker.reports.models import Batch, Finding, FindingState
from tracker.reports.queries import batch_with_file
from tracker.reports.reader import Reading
from tracker.reports.rules.sources import Source

_YEARS = range(1990, 2101)
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Paper:
    """What is told about a paper beside its file."""

    year: int
    source: Source = Source.SELF_CHECK
    title: str = ""
    paper_number: str = ""
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person typed about a finding."""

    text: str
    title: str = ""
    category: str = ""
    measures: Sequence[str] = ()
    lead_unit_text: str = ""
    handler_text: str = ""
    leader_text: str = ""
    due_text: str = ""
    due_on: date | None = None
    lasting: bool = False


def take_in(
    session: Session, unit: Unit, reading: Reading, paper: Paper, *, by: Viewer, at: datetime
) -> tuple[Batch, bool]:
    """Take a paper in; answer its batch and whether it is new.

    The same file in the same unit is taken in once: the second time its batch is answered unchanged.

    Raises:
        InvalidError: the year is no plausible one.
    """
    if paper.year not in _YEARS:
        raise InvalidError("报告年度应为四位数的年份，例如 2025。", "year")
    known = batch_with_file(session, unit.id, reading.file_hash)
    if known is not None:
        return known, False
    batch = Batch(
        unit_id=unit.id,
        year=paper.year,
        source=paper.source,
        title=paper.title or reading.extraction["title"] or reading.file_name,
        paper_number=paper.paper_number or None,
        received_on=paper.received_on,
        file_name=reading.file_name,
        file_hash=reading.file_hash,
        text=reading.text,
        extraction=reading.extraction,
        created_by_id=by.person_id,
        created_at=at,
    )
    batch.unit = unit
    batch.findings = [
        _finding(position, problem, reading.extraction)
        for position, problem in enumerate(reading.extraction["problems"], start=1)
    ]
    session.add(batch)
    session.flush()  # findings and the batch's page need the id
    return batch, True


def correct(batch: Batch, finding: Finding, correction: Correction) -> None:
    """Take over what a person typed about a finding.

    Raises:
        InvalidError: the text is empty.
    """
    if not correction.text:
        raise InvalidError("问题内容不能为空；不要这一条请点“不列入”。", "text")
    if correction.text != finding.text:
        finding.start, finding.end = _place(batch.text, correction.text, finding.start)
    finding.text = correction.text
    finding.title = correction.title or title_of(correction.text)
    finding.category = correction.category or None
    finding.measures = [one for one in correction.measures if one]
    finding.lead_unit_text = correction.lead_unit_text or None
    finding.handler_text = correction.handler_text or None
    finding.leader_text = correction.leader_text or None
    finding.due_text = correction.due_text or None
    finding.due_on = correction.due_on
    finding.lasting = correction.lasting
    _touch(batch)


def drop(batch: Batch, finding: Finding) -> None:
    """Leave a finding out of the ledger; it can be restored until the batch is confirmed."""
    finding.state = FindingState.DROPPED
    _touch(batch)


def restore(batch: Batch, finding: Finding) -> None:
    """Take a dropped finding back."""
    finding.state = FindingState.PROPOSED
    _touch(batch)


def add(session: Session, batch: Batch, text: str, *, start: int | None = None) -> Finding:
    """Add a finding by hand; ``start`` is its place in the batch's text, when it was selected there.

    Raises:
        InvalidError: the text is empty.
    """
    if not text.strip():
        raise InvalidError("请填写或选中要补充的问题内容。", "text")
    begin, end = _place(batch.text, text, start)
    finding = Finding(
        title=title_of(text),
        text=text,
        start=begin,
        end=end,
        added_by_hand=True,
        state=FindingState.PROPOSED,
        measures=[],
        lasting=False,
    )
    later = [one for one in batch.findings if begin is not None and (one.start or 0) > begin]
    index = batch.findings.index(later[0]) if later else len(batch.findings)
    _insert(session, batch, index, finding)
    return finding


def split(session: Session, batch: Batch, finding: Finding, at: int) -> Finding:
    """Split a finding at an offset into its text; answer the second part.

    Raises:
        InvalidError: one part would be empty.
    """
    first, second = finding.text[:at].rstrip(), finding.text[at:].lstrip()
    if not first or not second:
        raise InvalidError("请把光标放在要分开的两句话之间。", "at")
    offset = len(finding.text) - len(second)
    placed = finding.start is not None and finding.end is not None
    begin = finding.start + offset if placed and finding.start is not None else None
    rest = Finding(
        title=title_of(second),
        text=second,
        start=begin,
        end=finding.end if placed else None,
        section=finding.section,
        category=finding.category,
        added_by_hand=True,
        state=FindingState.PROPOSED,
        measures=[],
        lasting=False,
    )
    finding.text, finding.title = first, title_of(first)
    if finding.start is not None:
        finding.end = finding.start + len(first)
    _insert(session, batch, batch.findings.index(finding) + 1, rest)
    return rest


def merge_with_above(session: Session, batch: Batch, finding: Finding) -> Finding:
    """Join a finding to the one above it; answer the joined one.

    Raises:
        ConflictError: there is none above.
    """
    above = [one for one in batch.findings if one.position < finding.position]
    above = [one for one in above if one.state is FindingState.PROPOSED]
    if not above:
        raise ConflictError("上面没有可以合并的问题。")
    target = above[-1]
    if target.start is not None and finding.end is not None and target.start < finding.end:
        target.text, target.end = batch.text[target.start : finding.end], finding.end
    else:
        target.text = f"{target.text}\n{finding.text}"
        target.start = target.end = None
    target.measures = [*target.measures, *finding.measures]
    batch.findings.remove(finding)
    session.delete(finding)
    _touch(batch)
    return target


def answer_repeat(
    batch: Batch, finding: Finding, earlier: Finding | None, *, accepted: bool
) -> None:
    """Remember whether a finding repeats an earlier one (重复出现), as a person decided."""
    finding.repeat_of = (
        None
        if earlier is None
        else {"finding_id": earlier.id, "year": earlier.batch.year, "accepted": accepted}
    )
    _touch(batch)


def title_of(text: str) -> str:
    """Answer the first sentence of a text without its final stop."""
    head = text.strip().split("\n", 1)[0]
    for stop in "。；;！？":
        head = head.split(stop, 1)[0]
    return head if len(head) <= _TITLE else head[:_TITLE]


def _finding(position: int, problem: dict[str, Any], extraction: dict[str, Any]) -> Finding:
    due = problem["due"] or {}
    paired = [
        extraction["measures"][one["measure"]]["text"]
        for one in extraction["pairs"]
        if one["problem"] == position - 1
    ]
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
        due_text=due.get("text"),
        due_on=date.fromisoformat(due["on"]) if due.get("on") else None,
        lasting=due.get("lasting", False),
        state=FindingState.PROPOSED,
    )


def _place(whole: str, text: str, near: int | None) -> tuple[int | None, int | None]:
    """Answer where a text stands in the whole, looking at its old place first; (None, None) if nowhere."""
    found = whole.find(text, near) if near is not None else -1
    if found < 0:
        found = whole.find(text)
    return (None, None) if found < 0 else (found, found + len(text))


def _insert(session: Session, batch: Batch, index: int, finding: Finding) -> None:
    """Insert a finding and number the ones behind it anew, without ever giving a number twice."""
    behind = batch.findings[index:]
    for distance, one in enumerate(behind):
        one.position = -(index + distance + 2)
    session.flush()  # the numbers must be free before they are given again
    for one in behind:
        one.position = -one.position
    finding.position = index + 1
    batch.findings.insert(index, finding)
    _touch(batch)
    session.flush()  # the new finding needs its id


def _touch(batch: Batch) -> None:
    """Let the batch's version rise, so that two people correcting at once are told."""
    batch.corrections += 1
