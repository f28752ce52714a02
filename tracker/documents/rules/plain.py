"""A document as plain text with just enough of its shape kept beside it."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a stretch of the plain text was in the file."""

    PARAGRAPH = "paragraph"
    ROW = "row"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell inside a row; a cell continued from the row above is absent.

    ``start`` and ``end`` are half-open offsets in code points into the plain text; ``column`` counts
    grid columns from 0; ``width`` and ``height`` are the columns and rows that the cell covers.
    """

    start: int
    end: int
    column: int
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a table row or a note: ``text[start:end]``, without its final line feed.

    ``heading_level`` is the outline level given by the file itself (1 to 9), ``mark_end`` the offset
    behind a mark that the word processor numbered automatically (the mark is part of the text, as
    rendered; equal to ``start`` when there is none), ``table`` the ordinal of the table or sheet of a
    row, else None, ``hidden`` the names of the hidden marks that the paragraph bears.
    """

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    heading_level: int | None = None
    mark_end: int = -1
    table: int | None = None
    cells: tuple[Cell, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HiddenMark:
    """A word that this program hid in a Word file about one of its paragraphs.

    ``name`` is that of the bookmark around the paragraph (``Block.hidden``), ``label`` the word, ``text`` the
    paragraph as it was written; people may have changed it since, or cut the bookmark away.
    """

    name: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the reader must say about the file, and where it holds.

    The code is one of the contract's warnings, or ``tracked_changes``: a Word file was read as if all its
    tracked changes had been accepted.
    """

    code: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class PlainDocument:
    """What every reader gives: the text that offsets point into, its blocks in order, remarks.

    Blocks do not overlap and are joined by exactly one line feed; the cells of a row are joined by
    one tab, paragraphs inside a cell by one line feed. The text holds no carriage return and no control
    character but tab and line feed, and has no blank line, leading or trailing. In a workbook ``sheet_names``
    are the names of its sheets, by the ordinal that their rows bear as ``table``; ``marks`` is what an
    earlier export of ours hid in the file.
    """

    text: str
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...] = ()
    sheet_names: tuple[str, ...] = ()
    marks: tuple[HiddenMark, ...] = ()
