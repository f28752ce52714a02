"""The third pass: the stretches of a document (problems, plan, causes …) and where each one ends."""

from tracker.documents.rules.marks import Mark, MarkKind
from tracker.reports.rules.chapters import ends_unnumbered, is_next_chapter, sibling_stays
from tracker.reports.rules.context import heads_in_context, titles_list
from tracker.reports.rules.counting import Counting
from tracker.reports.rules.cues import Cue, says_goodbye
from tracker.reports.rules.enumerations import lists_faults, tells_of_some
from tracker.reports.rules.headings import SectionKind, asserts_lack
from tracker.reports.rules.heads import Head, head_of, is_document_title
from tracker.reports.rules.pieces import Piece
from tracker.reports.rules.plot import DEEPEST_OF_CHAPTERS, Plot, Section, family_of, rank_of
from tracker.reports.rules.reasons import faults_follow, next_line_tells_fault, told_of_one
from tracker.reports.rules.turns import cues_of

_CUE_SECTIONS = {
    Cue.PLAN: SectionKind.PLAN,
    Cue.CAUSES: SectionKind.CAUSES,
    Cue.DEMANDS: SectionKind.OTHER,
    Cue.CLOSING: SectionKind.OTHER,
}
_OWN_CUES = {SectionKind.PROBLEMS: Cue.PROBLEMS, SectionKind.CAUSES: Cue.CAUSES}
_LISTING = frozenset({SectionKind.PROBLEMS, SectionKind.PLAN, SectionKind.CAUSES})


def plot_of(pieces: list[Piece], folded: str) -> Plot:
    """Find headings and cues, then walk once through the pieces and note every section."""
    found = [None if is_document_title(piece) else head_of(piece, folded) for piece in pieces]
    heads = heads_in_context(found, pieces, folded)
    plot = Plot(folded, pieces, heads, cues_of(pieces, folded))
    _Walk(plot).run()
    return plot


class _Walk:
    """One walk over the pieces, knowing the section it is in and the list that runs there."""

    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self.now: Section | None = None
        self.own: set[Cue] = set()
        hard = [index for index, head in enumerate(plot.heads) if head and head.kind in _LISTING]
        self.list = Counting(plot, hard)
        self.entries = {piece.line for piece in plot.pieces if piece.opens_line and piece.mark}

    def run(self) -> None:
        """Fill ``plot.sections``."""
        for index in range(len(self.plot.pieces)):
            self.step(index)
        self.close(len(self.plot.pieces))

    def step(self, index: int) -> None:
        head = self.plot.heads[index]
        if self.now is not None and self.now.kind in _LISTING and self.stays(index, head):
            self.list.count(index)
            return
        if head is not None and self.opens(head):
            begin = index if head.kind else self.begin_of(index)
            kind = head.kind or self.unknown_kind()
            self.open(begin, kind, head if begin == index else None)
            return
        cued = self.cued_kind(index)
        if cued is not None:
            self.open(self.begin_of(index), cued, None)

    def begin_of(self, index: int) -> int:
        """A list that begins again takes the bare title line above it along."""
        inside = self.now is not None and index - 1 > self.now.first
        return (
            index - 1
            if inside and titles_list(self.plot.pieces, index, self.plot.folded)
            else index
        )

    def opens(self, head: Head) -> bool:
        """A heading of known kind opens a section; an unknown one only by its rank or by ending a list."""
        if head.chapter or head.kind in _LISTING or (head.kind is not None and head.alone):
            return True
        in_list = self.now is not None and self.now.kind in _LISTING
        return in_list or (head.mark is not None and head.mark.kind is MarkKind.HAN)

    def unknown_kind(self) -> SectionKind:
        seen = {section.kind for section in self.plot.sections} | (
            {self.now.kind} if self.now else set()
        )
        return SectionKind.OTHER if seen & _LISTING else SectionKind.WORK

    def cued_kind(self, index: int) -> SectionKind | None:
        cue, piece = self.plot.cues[index], self.plot.pieces[index]
        listing = self.now is not None and self.now.kind in _LISTING
        if self.now is not None and (self.now.kind, cue) == (SectionKind.PLAN, Cue.PROBLEMS):
            return SectionKind.PROBLEMS
        if listing:
            return _CUE_SECTIONS.get(cue, SectionKind.OTHER) if cue else SectionKind.OTHER
        if cue is Cue.PROBLEMS or (cue is None and self.tells_faults(index)):
            return SectionKind.PROBLEMS
        if cue is Cue.PLAN and piece.opens_line and piece.mark is None:
            return SectionKind.PLAN
        return None

    def tells_faults(self, index: int) -> bool:
        """Tell whether a sentence lists faults by itself; side by side (有的…；有的…) they may only illustrate an entry."""
        body = self.plot.body(index)
        if lists_faults(body):
            return True
        return self.plot.pieces[index].line not in self.entries and tells_of_some(body)

    def open(self, index: int, kind: SectionKind, head: Head | None) -> None:
        self.close(index)
        piece = self.plot.pieces[index]
        start = (
            head.end
            if head
            else piece.body
            if piece.mark and kind is SectionKind.PROBLEMS
            else piece.start
        )
        first = index if head is None or head.end < piece.end else index + 1
        self.now = Section(kind, first, start, head, soft=head is None)
        self.list.restart()
        self.own = set()

    def close(self, index: int) -> None:
        if self.now is not None:
            self.now.last = max(index, self.now.first)
            self.plot.sections.append(self.now)
        self.now = None

    # Does piece ``index`` still belong to the list section we are in?

    def stays(self, index: int, head: Head | None) -> bool:
        piece = self.plot.pieces[index]
        assert self.now is not None
        if index == self.now.first and head is None:
            return self.now.kind is not SectionKind.PLAN or self.text_stays(index)
        if head is not None and (
            head.chapter or (head.kind in _LISTING and not self.is_inner(head))
        ):
            return False
        if piece.mark is not None and (piece.opens_line or piece.mark.kind is MarkKind.HAN):
            return self.mark_stays(index, head)
        if piece.mark is None and head is not None and head.kind is not None:
            return head.area or (head.kind is SectionKind.WORK and not _is_short(head))
        return self.text_stays(index)

    def is_inner(self, head: Head) -> bool:
        """An area (学习方面存在的问题) or a fault (阵地建管存在短板) inside a problem section opens no new one."""
        assert self.now is not None
        if (self.now.kind, head.kind) == (SectionKind.PLAN, SectionKind.PLAN):
            mark = head.mark
            return mark is not None and self.list.expects(mark) and self.is_deeper(mark)
        if self.now.kind is not SectionKind.PROBLEMS or head.kind is not SectionKind.PROBLEMS:
            return False
        if head.mark is not None and self.list.expects(head.mark) and self.is_deeper(head.mark):
            return True
        if asserts_lack(self.plot.folded[head.start : head.end]):
            return head.mark is not None and self.is_deeper(head.mark)
        if not head.area:
            return False
        outer = self.now.head.mark if self.now.head else None
        return head.mark is None or outer is None or head.mark.kind is not outer.kind

    def is_deeper(self, mark: Mark) -> bool:
        """Tell whether a mark ranks below the heading of the section, or goes on with the list in it."""
        assert self.now is not None
        outer = self.now.head.mark if self.now.head else None
        if outer is not None:
            return rank_of(mark) > rank_of(outer)
        return self.list.knows(family_of(mark))

    def mark_stays(self, index: int, head: Head | None) -> bool:
        assert self.now is not None
        mark = self.plot.pieces[index].mark
        assert mark is not None
        family = family_of(mark)
        outer = self.now.head.mark if self.now.head else None
        expected = self.list.expects(mark)
        if (
            head is not None
            and head.alone
            and is_next_chapter(self.plot, self.now, index, expected=expected)
        ):
            return False
        if outer is not None and family is family_of(outer):
            return sibling_stays(self.plot, self.now, index, outer, expected=expected)
        if outer is not None and rank_of(mark) > rank_of(outer):
            return True
        if expected:
            return not ends_unnumbered(self.plot, index)
        inside = mark.ordinal == 1 and self.begins_inside(mark)
        if inside or (mark.ordinal == 1 and not self.list.knows(family)):
            return inside
        return rank_of(mark) > DEEPEST_OF_CHAPTERS or (
            self.list.knows(family) and mark.ordinal != 1 and not self.now.soft
        )

    def begins_inside(self, mark: Mark) -> bool:
        """Tell whether a list stands below the entry right before it (二、担当方面 1.…), or is the first."""
        latest = self.list.latest
        return latest is None or rank_of(mark) > rank_of(latest)

    def text_stays(self, index: int) -> bool:
        assert self.now is not None
        cue, kind = self.plot.cues[index], self.now.kind
        if kind is SectionKind.PLAN:
            return self.plan_stays(index, cue)
        if cue is None or cue is _OWN_CUES[kind]:
            return True
        if cue is Cue.PROBLEMS:
            return False
        if kind is SectionKind.PROBLEMS and told_of_one(self.plot, index):
            return self.tells_of_one(index, cue)
        if cue is Cue.PLAN and self.list.leading is None and kind is SectionKind.PROBLEMS:
            return False
        return self.list.continues(index)

    def plan_stays(self, index: int, cue: Cue | None) -> bool:
        """A plan goes on until somebody else speaks, the letter ends, or faults are listed after all."""
        if cue is Cue.PROBLEMS:
            return not faults_follow(self.plot, index)
        if cue not in (Cue.CLOSING, Cue.DEMANDS):
            return True
        return not self.plot.pieces[index].opens_line and not says_goodbye(self.plot.body(index))

    def tells_of_one(self, index: int, cue: Cue) -> bool:
        """A reason or an answer inside one problem: the list goes on behind it, or did so behind an earlier one."""
        if self.list.leading is None:
            goes_on = next_line_tells_fault(self.plot, index)
        else:
            goes_on = self.list.continues(index)
        if goes_on:
            self.own.add(cue)
        return goes_on or cue in self.own


_SHORT_TITLE = 12


def _is_short(head: Head) -> bool:
    return head.end - head.start <= _SHORT_TITLE
