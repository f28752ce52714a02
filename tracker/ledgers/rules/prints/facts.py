"""What prints are filled from: a row of the ledger with what hangs on it, and the run it is printed in."""

from dataclasses import dataclass
from datetime import date

from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.rules.kinds import EvidenceKind, ExtensionState, FigureKind
from tracker.tasks.rules.lifecycle import Step


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence that stands; ``place`` is where the paper original lies, empty for a file alone.

    ``measure`` is the wording of the measure that it answers; ``destroyed`` marks one whose content is gone.
    """

    title: str
    kind: EvidenceKind
    made_on: date | None = None
    pages: int | None = None
    place: str = ""
    paper_number: str = ""
    measure: str = ""
    has_file: bool = False
    destroyed: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    """An approval of the running round: who agreed (or for whom it was recorded), and what was said."""

    step: Step
    who: str
    post: str
    done_on: date
    note: str


@dataclass(frozen=True, slots=True)
class Request:
    """A request for more time, decided or not."""

    asked_on: date
    reason: str
    due_before: date
    proposed_on: date
    late: bool
    state: ExtensionState
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class PrintTask:
    """A task for paper; ``requests`` and ``opinions`` are those of the running round, oldest first.

    ``reported`` are the kinds of figures that progress of the round told. ``reviewed`` says when and with what
    finding the last quarterly review of a sustained task was made.
    """

    line: LedgerLine
    pieces: tuple[Piece, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    requests: tuple[Request, ...] = ()
    reported: frozenset[FigureKind] = frozenset()
    difficulties: str = ""
    to_coordinate: str = ""
    submitted_on: date | None = None
    opened_on: date | None = None
    reviewed: str = ""

    @property
    def matter(self) -> str:
        """Answer the problem in short: its title, which stands at the head of its text."""
        return self.line.title

    @property
    def last(self) -> str:
        """Answer the newest report of progress with its day."""
        if not self.line.progress:
            return ""
        newest = self.line.progress[-1]
        return f"{shown(newest.done_on)}：{newest.text}"

    @property
    def leader(self) -> str:
        """Answer the leader as signed on paper, post before name."""
        return with_post(self.line.leader_post, self.line.leader)

    @property
    def handler(self) -> str:
        """Answer the handler as signed on paper, post before name."""
        return with_post(self.line.handler_post, self.line.handler)

    @property
    def request(self) -> Request | None:
        """Answer the newest request for more time."""
        return self.requests[-1] if self.requests else None


@dataclass(frozen=True, slots=True)
class Run:
    """One printing: whose ledger, on what day, by whom."""

    unit_name: str
    on: date
    printed_by: str = ""


def with_post(post: str, name: str) -> str:
    """Answer a name with its post before it; a wording that holds both stays as it is.

    >>> with_post("组织委员", "王立新")
    '组织委员 王立新'
    """
    return name if not post or post in name else f"{post} {name}"


def piece_words(piece: Piece) -> str:
    """Answer a piece of evidence in a list: title, number, day, pages, where the original lies."""
    if piece.destroyed:
        return f"{piece.title}（原文件已按误传清除）"
    said = [
        piece.paper_number,
        shown(piece.made_on),
        f"{piece.pages}页" if piece.pages else "",
        f"原件存{piece.place}" if piece.place else "",
    ]
    told = "，".join(word for word in said if word)
    return f"{piece.title}（{told}）" if told else piece.title


def pieces_words(pieces: tuple[Piece, ...]) -> str:
    """Answer pieces of evidence numbered, one a line."""
    return "\n".join(f"{place}.{piece_words(one)}" for place, one in enumerate(pieces, start=1))
