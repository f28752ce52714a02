"""The list that runs while the sections are walked: its marks so far, and whether it goes on further down."""

from bisect import bisect_right

from tracker.documents.rules.marks import Mark, MarkKind
from tracker.reports.rules.plot import Plot, family_of


class Counting:
    """Counts the marks of one section; ``leading`` and ``latest`` are the first and the last of them, or None."""

    def __init__(self, plot: Plot, hard: list[int]) -> None:
        """``hard`` are the places of the headings that end any list, in order."""
        self.plot, self.hard = plot, hard
        self.leading: Mark | None = None
        self.latest: Mark | None = None
        self.counts: dict[MarkKind, int] = {}
        self.places: dict[MarkKind, list[int]] = {}
        for index, piece in enumerate(plot.pieces):
            if piece.mark is not None:
                self.places.setdefault(family_of(piece.mark), []).append(index)

    def restart(self) -> None:
        """Forget the marks of the section before."""
        self.counts, self.leading, self.latest = {}, None, None

    def count(self, index: int) -> None:
        """Take note of the mark of a piece."""
        mark = self.plot.pieces[index].mark
        if mark is None:
            return
        if self.leading is None:
            self.leading = mark
        self.latest = mark
        self.counts[family_of(mark)] = mark.ordinal

    def knows(self, family: MarkKind) -> bool:
        """Tell whether marks of this family were counted."""
        return family in self.counts

    def expects(self, mark: Mark) -> bool:
        """Tell whether a mark is the next one of its family."""
        family = family_of(mark)
        return family in self.counts and mark.ordinal == self.counts[family] + 1

    def continues(self, index: int) -> bool:
        """Tell whether the list that runs here goes on behind ``index`` before the next heading."""
        if self.leading is None or self.plot.pieces[index].mark is not None:
            return self.leading is not None
        family = family_of(self.leading)
        places = self.places[family]
        following = bisect_right(places, index)
        if following == len(places):
            return False
        hard = bisect_right(self.hard, index)
        if hard < len(self.hard) and self.hard[hard] < places[following]:
            return False
        mark = self.plot.pieces[places[following]].mark
        return mark is not None and mark.ordinal == self.counts.get(family, 0) + 1
