"""What is done with the Word files around a year: bring, settle what was read back, file what was sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import ConflictError, InvalidError
from tracker.reports.actions import Paper, take_in
from tracker.reports.models import Batch
from tracker.reports.reader import Reading
from tracker.reports.rules.sources import Source
from tracker.yearend.actions.editing import reword
from tracker.yearend.models import YearPaper
from tracker.yearend.queries import Desk
from tracker.yearend.rules.reading_back import Choice, Difference

_LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Settlement:
    """What a person chose about a difference, and why."""

    choice: Choice
    note: str = ""


def bring(  # noqa: PLR0913  a file of a unit's year, by whom, when
    session: Session,
    unit: Unit,
    year: int,
    file_name: str,
    file_hash: str,
    *,
    by: Viewer,
    at: datetime,
) -> YearPaper:
    """Keep a Word file that somebody brought for a unit's year."""
    paper = YearPaper(
        unit_id=unit.id,
        year=year,
        file_name=file_name,
        file_hash=file_hash,
        brought_by_id=by.person_id,
        brought_by_name=by.name,
        brought_at=at,
        settled={},
    )
    session.add(paper)
    session.flush()  # its page needs the id
    return paper


def settle(  # noqa: PLR0913  choices about a file, over a draft, by whom, when
    session: Session,
    paper: YearPaper,
    desk: Desk,
    differences: Sequence[Difference],
    chosen: Mapping[str, Settlement],
    *,
    by: Viewer,
    at: datetime,
) -> int:
    """Write down what was chosen; the wording of what follows the Word file flows into the draft, figures never do.

    Returns:
        How many paragraphs of the draft took over the wording of the file.

    Raises:
        InvalidError: a choice that this kind of difference does not leave, or a note that is too long.
    """
    by_id = {one.id: one for one in differences}
    settled = dict(paper.settled)
    reworded = 0
    for id_, one in chosen.items():
        found = by_id.get(id_)
        if found is None:
            continue  # settled with an older reading; the draft has moved on since
        _check(found, one)
        before = settled.get(id_, {}).get("choice")
        if one.choice is Choice.WORD and found.flows and before != Choice.WORD:
            lead, text = parted(found)
            reword(session, by, desk, found.keys[0], text, expected=None, at=at, lead=lead)
            reworded += 1
        settled[id_] = {"choice": one.choice.value, "note": one.note}
    paper.settled = settled
    paper.settled_by_name = by.name
    return reworded


def parted(found: Difference) -> tuple[str | None, str]:
    """Part the wording of a file into a run-in title, where the draft has one, and the rest."""
    title = found.ours.partition("。")[0]
    lead, stop, rest = found.flows.partition("。")
    if found.has_lead and rest and len(lead) <= max(len(title) * 2, _LONGEST_LEAD):
        return f"{lead}{stop}", rest
    return (None, found.flows) if not found.has_lead else ("", found.flows)


_LONGEST_LEAD = 40


def _check(found: Difference, one: Settlement) -> None:
    if one.choice not in found.choices:
        raise InvalidError("这一条不能这样选，请刷新后重新选择。")
    if len(one.note) > _LONGEST_NOTE:
        raise InvalidError(f"理由不超过{_LONGEST_NOTE}字。")


def file_as_sent(  # noqa: PLR0913  a file, how it was sent, by whom, when
    session: Session,
    paper: YearPaper,
    reading: Reading,
    paper_number: str,
    filed_on: date,
    *,
    by: Viewer,
    at: datetime,
) -> Batch:
    """Note that a file is the one that was sent up (报送件), and take it in as the report that opens the next year.

    Raises:
        ConflictError: it was filed before.
        InvalidError: the day lies before the year that the report is on.
    """
    if paper.batch_id is not None:
        raise ConflictError("这份文件已登记为报送件。")
    if filed_on.year < paper.year:
        raise InvalidError(f"报送日期不能早于{paper.year}年。", "filed_on")
    told = Paper(paper.year, Source.SELF_CHECK, paper_number=paper_number, received_on=filed_on)
    batch, _ = take_in(session, paper.unit, reading, told, by=by, at=at)
    paper.batch_id = batch.id
    paper.paper_number, paper.filed_on = paper_number, filed_on
    return batch
