"""An official paper as a list of plain blocks, to be set by a renderer."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.documents.rules.boxes import CutLine, Ends, Grid, Picture

# A gap that a person must fill: 【待补：…】, 【此处按…填写】.
GAP = re.compile(r"【(?:待补|此处)[^】]*】")


@dataclass(frozen=True, slots=True)
class Title:
    """The title of the paper or of an attachment, centred; ``fresh`` begins a new page with it."""

    text: str
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Addressee:
    """The receiving office (主送机关), flush left; the colon is added."""

    name: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on a line of its own; ``level`` 1 to 3 (一、 （一） 1.), the mark is part of the text."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; ``lead`` is a run-in title in the type of ``lead_level``.

    ``label`` is hidden in the file with the paragraph and found again by the reader (rules/hidden.py).
    """

    text: str
    lead: str = ""
    lead_level: int = 2
    label: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentNote:
    """The list of attachments below the body (附件：1.…)."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, and the day, without leading zeros."""

    name: str
    day: date


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` is its part of the width, ``centred`` for short entries."""

    label: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table with a repeated header; ``note`` stands below it in the table's type.

    ``dense`` asks for smaller type, for many columns; ``row_height`` is the least height of a row in millimetres.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    caption: str = ""
    dense: bool = False
    row_height: float = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment on new pages: its label (附件1) top left, its title, its blocks."""

    label: str
    title: str
    blocks: tuple["Title | Heading | Paragraph | Table", ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Centred:
    """A line of the body in the middle, for example the number of a letter below its title."""

    text: str


Block = (
    Title
    | Centred
    | Addressee
    | Heading
    | Paragraph
    | AttachmentNote
    | Signature
    | Table
    | Attachment
    | Grid
    | Ends
    | CutLine
    | Picture
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper: blocks in order, and what its file says about itself."""

    blocks: tuple[Block, ...]
    subject: str
    author: str
    made_on: date


def split_gaps(text: str) -> tuple[tuple[str, bool], ...]:
    """Cut a text into stretches, each with whether it is a gap; joined they are the text again."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for gap in GAP.finditer(text):
        parts += [(text[at : gap.start()], False), (gap.group(), True)]
        at = gap.end()
    parts.append((text[at:], False))
    return tuple((part, is_gap) for part, is_gap in parts if part)


def count_gaps(text: str) -> int:
    """Answer how many gaps a person must still fill in a text."""
    return sum(1 for _ in GAP.finditer(text))
