"""Whether a numbered line inside a list is one more entry, or the next chapter of the paper."""

from tracker.documents.rules.marks import Mark, MarkKind
from tracker.reports.rules.faults import is_fault_title, is_plan_title
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.plot import Plot, Section


def is_next_chapter(plot: Plot, section: Section, index: int, *, expected: bool) -> bool:
    """Tell whether a heading on a line of its own opens 工作成效 or 整改情况, or any chapter behind a plan without heading."""
    head = plot.heads[index]
    if head is None:
        return False
    if head.kind is SectionKind.LAST_YEAR:
        return not expected
    if is_fault_title(plot.body(index)) or head.mark is None:
        return False
    first = head.mark.kind is MarkKind.HAN
    unheaded_plan = section.soft and section.kind is SectionKind.PLAN
    return first and (head.kind is SectionKind.WORK or unheaded_plan)


def sibling_stays(plot: Plot, section: Section, index: int, outer: Mark, *, expected: bool) -> bool:
    """Judge a mark of the heading's own kind: the next heading, unless an inner list of that kind runs."""
    mark = plot.pieces[index].mark
    if outer.kind is MarkKind.BULLET:
        head = plot.heads[index]
        return head is None or head.kind is None
    if mark is not None and mark.ordinal == outer.ordinal + 1:
        title = plot.body(index)
        promises = section.kind is SectionKind.PLAN and is_plan_title(title)
        return expected and (promises or is_fault_title(title))
    if mark is not None and mark.ordinal == 1 and outer.ordinal != 1:
        return True
    return expected


def ends_unnumbered(plot: Plot, index: int) -> bool:
    """Under a heading without number, 三、 may be the third fault or the next chapter."""
    head = plot.heads[index]
    known = head is not None and head.alone and head.kind is not None
    return known and not is_fault_title(plot.body(index))
