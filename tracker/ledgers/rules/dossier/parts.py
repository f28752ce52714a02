"""一题一档: what one task's file is made of, in order — approvals, chronicle, evidence — and how its parts are called."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.text import clean_file_name
from tracker.ledgers.rules.prints import Opinion, Piece, PrintTask, Run
from tracker.tasks.rules.steps import Step

_FOLDER_TITLE, _FILE_TITLE = 16, 24
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff"})
_OFFICE = frozenset({"docx", "xlsx"})

CHRONICLE = frozenset(
    {
        Step.OPEN, Step.ASSIGN, Step.SIGN_FOR, Step.DECLINE, Step.REASSIGN, Step.HAND_OVER, Step.REORGANISE,
        Step.REPORT, Step.SUBMIT, Step.COUNTERSIGN, Step.REVIEW, Step.ACCEPT, Step.RETURN, Step.WITHDRAW,
        Step.CONFIRM_LASTING, Step.RELAPSE, Step.RECHECK, Step.REOPEN, Step.ASK_EXTENSION, Step.GRANT_EXTENSION,
        Step.REFUSE_EXTENSION, Step.PAUSE, Step.RESUME, Step.JOIN, Step.UNJOIN, Step.END, Step.IMPORT,
    }
)  # fmt: skip
"""What belongs into 大事记; the rest is the technical trail."""


class Shape(StrEnum):
    """How a piece of evidence gets onto paper."""

    PICTURE = "picture"
    PDF = "pdf"
    OFFICE = "office"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Filed:
    """A piece of evidence in its place; ``place`` is 1-2: the second of the first round."""

    place: str
    piece: Piece
    file_name: str = ""
    sha256: str = ""
    size: int = 0

    @property
    def ending(self) -> str:
        """Answer the ending of the file's name."""
        return self.file_name.rpartition(".")[2].lower()

    @property
    def shape(self) -> Shape:
        """Answer how the piece gets onto paper."""
        if not self.sha256 or self.piece.destroyed:
            return Shape.SLIP
        if self.ending in _PICTURES:
            return Shape.PICTURE
        if self.ending == "pdf":
            return Shape.PDF
        return Shape.OFFICE if self.ending in _OFFICE else Shape.SLIP

    @property
    def archived_as(self) -> str:
        """Answer the name in a ZIP, short enough for old systems: 1-2 签到表.pdf."""
        title = clean_file_name(f"{self.place} {self.piece.title}")[:_FILE_TITLE].strip(". ")
        ending = self.file_name.rpartition(".")[2]
        return f"{title}.{ending}" if "." in self.file_name else title


@dataclass(frozen=True, slots=True)
class RoundFile:
    """One round of the work: its days and what came of it."""

    number: int
    submitted_on: date | None
    closed_on: date | None
    outcome: str
    due_on: date | None
    opinions: tuple[Opinion, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the chronicle."""

    on: date
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that one task's file is made of."""

    task: PrintTask
    run: Run
    rounds: tuple[RoundFile, ...]
    happenings: tuple[Happening, ...]
    filed: tuple[Filed, ...]

    @property
    def folder(self) -> str:
        """Answer the folder in a ZIP: 2026-007 支部书记履职."""
        line = self.task.line
        return clean_file_name(f"{line.number} {line.title[:_FOLDER_TITLE]}")

    @property
    def name(self) -> str:
        """Answer the name of the file without ending."""
        return clean_file_name(f"{self.task.line.number}一题一档")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the catalogue; ``pages`` like 5 or 5-8, empty where there is none."""

    place: str
    title: str
    on: date | None
    note: str
    pages: str = ""


def why_slip(filed: Filed) -> str:
    """Answer why a piece is not bound in."""
    if filed.piece.destroyed:
        return "原文件已按“误传清除”销毁，只保留登记。"
    if not filed.sha256:
        return "纸质原件，未扫描，按存放处查阅。"
    return f"电子件不能直接打印，见压缩包内“{filed.archived_as}”。"


def note_of(filed: Filed) -> str:
    """Answer what the catalogue remarks on a piece."""
    if filed.piece.destroyed:
        return "已销毁，存登记"
    return f"原件存{filed.piece.place}" if filed.piece.place else ""
