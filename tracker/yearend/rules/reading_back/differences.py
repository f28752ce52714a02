"""What reading a rewritten report back can find, and what a person may choose about each."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """What a person says of a difference; only the wording of a paragraph ever flows back."""

    WORD = "word"
    LEDGER = "ledger"
    SEEN = "seen"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {"word": "以Word为准", "ledger": "以台账为准", "seen": "已知悉"}[self.value]


class Kind(StrEnum):
    """The kinds of difference, the weightiest first."""

    FIGURE = "figure"
    READS_AS_DONE = "reads_as_done"
    DROPPED = "dropped"
    NEW = "new"
    MERGED = "merged"
    SPLIT = "split"
    NEAR_LAST_YEAR = "near_last_year"
    REWORDED = "reworded"

    @property
    def label(self) -> str:
        """Answer the heading on screen."""
        return _LABELS[self]

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Answer what may be chosen; figures and states of the ledger are never changed from here."""
        return _CHOICES[self]

    def told(self, choice: Choice) -> str:
        """Answer what comes of a choice, in words."""
        return _COMES_OF[self, choice]


_LABELS = {
    Kind.FIGURE: "数字与台账不一致",
    Kind.READS_AS_DONE: "没有办结，读来像已办结",
    Kind.DROPPED: "台账里有，Word里没有写到",
    Kind.NEW: "Word里新写的问题",
    Kind.MERGED: "几段合成了一段",
    Kind.SPLIT: "一段拆成了几段",
    Kind.NEAR_LAST_YEAR: "与上年度报告的表述几乎相同",
    Kind.REWORDED: "改了写法",
}
_CHOICES = {
    Kind.REWORDED: (Choice.WORD, Choice.LEDGER),
    Kind.NEAR_LAST_YEAR: (Choice.LEDGER, Choice.SEEN),
    Kind.READS_AS_DONE: (Choice.LEDGER, Choice.SEEN),
} | dict.fromkeys(
    (Kind.FIGURE, Kind.DROPPED, Kind.NEW, Kind.MERGED, Kind.SPLIT), (Choice.WORD, Choice.LEDGER)
)
_COMES_OF = {
    (Kind.FIGURE, Choice.WORD): "台账有误，先到任务里更正；数字不从这里写回",
    (Kind.FIGURE, Choice.LEDGER): "Word改回台账的数",
    (Kind.READS_AS_DONE, Choice.LEDGER): "Word改为正在推进",
    (Kind.READS_AS_DONE, Choice.SEEN): "已办结的请先申请销号",
    (Kind.DROPPED, Choice.WORD): "这一条本次不写，草稿里保留",
    (Kind.DROPPED, Choice.LEDGER): "Word补上这一条",
    (Kind.NEW, Choice.WORD): "报送后作为新问题列入台账",
    (Kind.NEW, Choice.LEDGER): "Word删去这一条",
    (Kind.MERGED, Choice.WORD): "合写，几条仍分别记账",
    (Kind.MERGED, Choice.LEDGER): "Word仍分开写",
    (Kind.SPLIT, Choice.WORD): "分写，仍记在一条账上",
    (Kind.SPLIT, Choice.LEDGER): "Word仍合在一起写",
    (Kind.NEAR_LAST_YEAR, Choice.LEDGER): "Word改用今年的情况",
    (Kind.NEAR_LAST_YEAR, Choice.SEEN): "确属同一情况",
    (Kind.REWORDED, Choice.WORD): "草稿采用Word的写法",
    (Kind.REWORDED, Choice.LEDGER): "Word改回草稿的写法",
    (Kind.REWORDED, Choice.SEEN): "先这样，要改时在草稿里手工改",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: the wording of the draft and of the Word file, and where it stands there.

    ``keys`` are the paragraphs of the draft concerned, ``tasks`` the ids of the tasks behind them; ``start`` and
    ``end`` are offsets into the text of the file, None for what is not there. ``flows`` is the wording that the
    draft takes over when the Word file is chosen: its own, with the figures of the ledger; ``has_lead`` tells that
    the paragraph of the draft begins with a title of its own.
    """

    kind: Kind
    sentence: str
    ours: str = ""
    theirs: str = ""
    keys: tuple[str, ...] = ()
    tasks: tuple[int, ...] = ()
    start: int | None = None
    end: int | None = None
    flows: str = ""
    has_lead: bool = False

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Answer what may be chosen about this one; a wording that cannot flow is none to choose."""
        if self.kind is Kind.REWORDED and not self.flows:
            return Choice.LEDGER, Choice.SEEN
        return self.kind.choices

    @property
    def id(self) -> str:
        """Name the difference by what it says, the same each time that the same file is read back."""
        told = "\n".join((self.kind, self.sentence, self.ours, self.theirs, *self.keys))
        return f"{self.kind.value}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
