"""Correcting one finding before its batch is confirmed: wording, fields, category, in or out, repeats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.errors import ConflictError, InvalidError
from tracker.reports.actions.touch import place_of, title_of, touch
from tracker.reports.models import Batch, Finding, FindingState
from tracker.reports.rules.pairs import propose_category


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


def correct(batch: Batch, finding: Finding, correction: Correction) -> None:
    """Take over what a person typed about a finding.

    A wording that stands nowhere in the paper keeps the place from which the finding came.

    Raises:
        InvalidError: the text is empty.
    """
    if not correction.text:
        raise InvalidError("问题内容不能为空；不要这一条请点“不列入”。", "text")
    if correction.text != finding.text:
        start, end = place_of(batch.text, correction.text, finding.start)
        if start is not None:
            finding.start, finding.end = start, end
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
    touch(batch)


def set_category(batch: Batch, finding: Finding, category: str) -> None:
    """Put a finding under a category (问题类别), or under none."""
    finding.category = category or None
    touch(batch)


def adopt_categories(batch: Batch) -> int:
    """Put every finding without a category under the one that its themes propose; answer how many."""
    adopted = 0
    for one in batch.findings:
        if one.state is FindingState.PROPOSED and not one.category:
            one.category = propose_category(one.text)
            adopted += one.category is not None
    touch(batch)
    return adopted


def dismiss(batch: Batch, start: int, end: int) -> None:
    """Remember that a person has seen a stretch given to nothing and leaves it so.

    Raises:
        InvalidError: the stretch lies outside the text.
    """
    if not 0 <= start < end <= len(batch.text):
        raise InvalidError("页面上的位置不对，请刷新后再试。")
    if [start, end] not in batch.dismissed:
        batch.dismissed = [*batch.dismissed, [start, end]]
    touch(batch)


def make_category(batch: Batch, finding: Finding) -> None:
    """Take a finding for what it is, the line above others: leave it out, and let those behind it bear it.

    It reaches as far as the findings behind it share one section and one category so far.

    Raises:
        ConflictError: nothing follows that could stand under it.
    """
    behind = [one for one in batch.findings if one.position > finding.position]
    behind = [one for one in behind if one.state is FindingState.PROPOSED]
    if not behind or behind[0].section != finding.section:
        raise ConflictError("下面没有可以归到这个类别的问题。")
    shared = (behind[0].section, behind[0].category)
    for one in behind:
        if (one.section, one.category) != shared:
            break
        one.category = finding.title
    finding.state = FindingState.DROPPED
    touch(batch)


def drop(batch: Batch, finding: Finding) -> None:
    """Leave a finding out of the ledger; it can be restored until the batch is confirmed."""
    finding.state = FindingState.DROPPED
    touch(batch)


def restore(batch: Batch, finding: Finding) -> None:
    """Take a dropped finding back; what bore its title as category gives that up again."""
    for one in batch.findings:
        same = (one.section, one.category) == (finding.section, finding.title)
        if same and one.position > finding.position:
            one.category = finding.category
    finding.state = FindingState.PROPOSED
    touch(batch)


def answer_repeat(
    batch: Batch, finding: Finding, earlier: Finding | None, *, accepted: bool
) -> None:
    """Remember whether a finding repeats an earlier one (重复出现), as a person decided; None asks anew."""
    finding.repeat_of = (
        None
        if earlier is None
        else {"finding_id": earlier.id, "year": earlier.batch.year, "accepted": accepted}
    )
    touch(batch)
