"""Cutting the paper anew before a batch is confirmed: add, split, merge, attach, move a boundary."""

from sqlalchemy.orm import Session

from tracker.core.errors import ConflictError, InvalidError
from tracker.documents.rules.marks import as_number, leading_mark
from tracker.reports.actions.taking_in import findings_in
from tracker.reports.actions.touch import place_of, title_of, touch
from tracker.reports.models import Batch, Finding, FindingState

# What the reader tells of a problem beside its place and its words.
_READ = (
    *("number", "section", "category", "lead_unit_text", "handler_text", "leader_text"),
    *("due_text", "due_on", "lasting"),
)
# A gap of at most this many characters between two neighbours is a mark such as （十二）, not a sentence.
_MARK = 8


def add(session: Session, batch: Batch, text: str, *, start: int | None = None) -> Finding:
    """Add a finding by hand; ``start`` is its place in the batch's text, when it is known.

    Raises:
        InvalidError: the text is empty.
    """
    text = text.strip()
    if not text:
        raise InvalidError("请填写或选中要补充的问题内容。", "text")
    begin, end = place_of(batch.text, text, start)
    finding = _by_hand(text, begin, end, None)
    later = [one for one in batch.findings if begin is not None and (one.start or 0) > begin]
    index = batch.findings.index(later[0]) if later else len(batch.findings)
    _insert(session, batch, index, finding)
    return finding


def add_from_text(session: Session, batch: Batch, start: int, end: int) -> Finding:
    """Add a stretch of the batch's text as a finding.

    Raises:
        InvalidError: the stretch lies outside the text, or holds nothing but white space.
    """
    start, end = _trimmed(batch, start, end)
    return add(session, batch, batch.text[start:end], start=start)


def split(session: Session, batch: Batch, finding: Finding, at: int) -> Finding:
    """Split a finding at an offset into its text; answer the second part.

    Raises:
        InvalidError: one part would be empty.
    """
    whole = finding.text
    first, second = whole[: max(at, 0)].rstrip(), whole[max(at, 0) :].lstrip()
    if not first or not second:
        raise InvalidError("请选在要分开的两句话之间。", "at")
    start, end = finding.start, finding.end
    if start is None or not _verbatim(batch, finding):
        rest = _by_hand(second, *place_of(batch.text, second, start), finding)
    else:
        rest = _by_hand(second, start + len(whole) - len(second), end, finding)
        finding.end = start + len(first)
        _number(rest)
        _give_back(batch, finding, rest)
    finding.text, finding.title = first, title_of(first)
    _insert(session, batch, batch.findings.index(finding) + 1, rest)
    return rest


def merge_with_above(session: Session, batch: Batch, finding: Finding) -> Finding:
    """Join a finding to the one above it; answer the joined one.

    Neighbours in the paper are joined as they stand there, others with a line feed between.

    Raises:
        ConflictError: there is none above.
    """
    above = [one for one in batch.findings if one.position < finding.position]
    above = [one for one in above if one.state is FindingState.PROPOSED]
    if not above:
        raise ConflictError("上面没有可以合并的问题。")
    target = above[-1]
    if _neighbours(batch, target, finding):
        target.text = batch.text[target.start : finding.end]
    else:
        target.text = f"{target.text}\n{finding.text}"
    if target.end is not None and finding.end is not None and finding.end > target.end:
        target.end = finding.end
    target.measures = [*target.measures, *finding.measures]
    batch.findings.remove(finding)
    session.delete(finding)
    touch(batch)
    return target


def attach(batch: Batch, start: int, end: int) -> Finding:
    """Give a stretch of the text to the finding above it; answer that finding.

    Raises:
        ConflictError: no finding stands above.
        InvalidError: the stretch lies outside the text, or holds nothing but white space.
    """
    start, end = _trimmed(batch, start, end)
    above = [
        one
        for one in batch.findings
        if one.state is FindingState.PROPOSED and one.end is not None and one.end <= start
    ]
    if not above:
        raise ConflictError("这段文字上面没有问题，请改为补成一条。")
    target = max(above, key=lambda one: one.end or 0)
    assert target.end is not None
    if _verbatim(batch, target) and start - target.end <= _MARK:
        target.text = batch.text[target.start : end]
    else:
        target.text = f"{target.text}\n{batch.text[start:end]}"
    target.end = end
    touch(batch)
    return target


def move_boundary(batch: Batch, finding: Finding, start: int, end: int) -> None:
    """Let a finding be exactly this stretch of the text.

    Raises:
        InvalidError: the stretch lies outside the text, or holds nothing but white space.
    """
    finding.start, finding.end = _trimmed(batch, start, end)
    finding.text = batch.text[finding.start : finding.end]
    finding.title = title_of(finding.text)
    touch(batch)


def _by_hand(text: str, start: int | None, end: int | None, beside: Finding | None) -> Finding:
    return Finding(
        title=title_of(text),
        text=text,
        start=start,
        end=end,
        section=beside.section if beside else None,
        category=beside.category if beside else None,
        added_by_hand=True,
        state=FindingState.PROPOSED,
        measures=[],
        lasting=False,
    )


def _number(rest: Finding) -> None:
    """Take the mark off the front of a part (二是…) and keep it as its number."""
    mark = leading_mark(rest.text)
    if mark is None or rest.start is None or mark.end >= len(rest.text):
        return
    behind = rest.text[mark.end :].lstrip()
    rest.number = as_number(rest.text[mark.start : mark.end])
    rest.start += len(rest.text) - len(behind)
    rest.text, rest.title = behind, title_of(behind)


def _give_back(batch: Batch, upper: Finding, rest: Finding) -> None:
    """Give a part that the reader had found by itself everything it was read with: joining it is undone."""
    read = next(
        (
            one
            for one in findings_in(batch.extraction)
            if (one.start, one.end) == (rest.start, rest.end)
        ),
        None,
    )
    if read is None:
        return
    for name in _READ:
        setattr(rest, name, getattr(read, name))
    rest.added_by_hand = False
    rest.measures = [one for one in read.measures if one in upper.measures]
    upper.measures = [one for one in upper.measures if one not in rest.measures]


def _trimmed(batch: Batch, start: int, end: int) -> tuple[int, int]:
    inside = 0 <= start < end <= len(batch.text)
    chosen = batch.text[start:end] if inside else ""
    if not chosen.strip():
        raise InvalidError("请在原文中选中一段文字。", "text")
    return start + len(chosen) - len(chosen.lstrip()), end - len(chosen) + len(chosen.rstrip())


def _verbatim(batch: Batch, finding: Finding) -> bool:
    return finding.start is not None and batch.text[finding.start : finding.end] == finding.text


def _neighbours(batch: Batch, upper: Finding, lower: Finding) -> bool:
    if not (_verbatim(batch, upper) and _verbatim(batch, lower)):
        return False
    assert upper.end is not None
    assert lower.start is not None
    return 0 <= lower.start - upper.end <= _MARK


def _insert(session: Session, batch: Batch, index: int, finding: Finding) -> None:
    """Insert a finding and number all of them anew, without ever giving a number twice."""
    wanted = [*batch.findings[:index], finding, *batch.findings[index:]]
    moved = [(one, at) for at, one in enumerate(wanted, start=1) if one.position != at]
    for one, at in moved:
        one.position = -at
    session.flush()  # the numbers must be free before they are given again
    for one, at in moved:
        one.position = at
    batch.findings.insert(index, finding)
    touch(batch)
    session.flush()  # the new finding needs its id
