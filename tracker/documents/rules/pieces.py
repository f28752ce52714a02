"""From the pieces that a reader finds to one plain document with true offsets."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

from tracker.core.text import clean_text
from tracker.documents.rules.plain import (
    Block,
    BlockKind,
    Cell,
    HiddenMark,
    PlainDocument,
    Remark,
)

# Every sign that ends a line somewhere; the rest of the control characters is dropped by clean_text.
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
_SPACE = " \t\u00a0\u3000"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as found: ``mark`` is the automatic number as rendered, not yet part of ``text``.

    ``gap`` is what the word processor puts between mark and text; ``indented`` tells that the layout
    itself begins a paragraph here, whatever the line before looks like; ``hidden`` are the names of our marks.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    heading_level: int | None = None
    mark: str = ""
    gap: str = ""
    indented: bool = False
    hidden: tuple[str, ...] = ()


class Box(NamedTuple):
    """One cell of a row as found; ``text`` may hold several paragraphs, one a line."""

    text: str
    column: int
    width: int = 1
    height: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One table row as found, in the table or sheet number ``table``."""

    boxes: tuple[Box, ...]
    table: int


Piece = Paragraph | Row


@dataclass(slots=True)
class _Sheet:
    """The text written so far."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    length: int = 0

    def begin(self) -> int:
        if self.parts:
            self.write("\n")
        return self.length

    def write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def tidy(text: str) -> str:
    """Return ``text`` with LF line ends and without control or invisible characters, NFC."""
    if text.isprintable():  # most texts by far; none of the signs looked for below is
        return normalize("NFC", text)
    return _UNSEEN.sub("", clean_text(_LINE_ENDS.sub("\n", text)))


def one_line(text: str) -> str:
    """Return tidy text on one line: tabs become spaces, white space at both ends goes."""
    return tidy(text).replace("\n", "").replace("\t", " ").strip()


def filled_lines(text: str) -> Iterator[str]:
    """Yield the lines of ``text`` that hold more than white space, tidied and stripped."""
    for line in tidy(text).split("\n"):
        stripped = line.replace("\t", " ").strip()
        if stripped:
            yield stripped


def assemble(
    pieces: Iterable[Piece], remarks: Sequence[Remark] = (), marks: Sequence[HiddenMark] = ()
) -> PlainDocument:
    """Write the pieces one under the other; pieces without a visible character leave no block."""
    sheet = _Sheet()
    for piece in pieces:
        if isinstance(piece, Row):
            _write_row(sheet, piece)
        else:
            _write_paragraph(sheet, piece)
    return PlainDocument(
        "".join(sheet.parts), tuple(sheet.blocks), tuple(remarks), marks=tuple(marks)
    )


def _write_paragraph(sheet: _Sheet, paragraph: Paragraph) -> None:
    text = one_line(paragraph.text)
    if not text:
        return
    start = sheet.begin()
    mark = one_line(paragraph.mark)
    if mark:
        sheet.write(mark)
    mark_end = sheet.length
    sheet.write(f"{paragraph.gap if mark else ''}{text}")
    level = paragraph.heading_level
    sheet.blocks.append(
        Block(start, sheet.length, paragraph.kind, level, mark_end, hidden=paragraph.hidden)
    )


def _write_row(sheet: _Sheet, row: Row) -> None:
    boxes = [box._replace(text="\n".join(filled_lines(box.text))) for box in row.boxes]
    if not any(box.text for box in boxes):
        return
    start = sheet.begin()
    cells: list[Cell] = []
    for box in boxes:
        if cells:
            sheet.write("\t")
        cell_start = sheet.length
        sheet.write(box.text)
        cells.append(Cell(cell_start, sheet.length, box.column, box.width, box.height))
    sheet.blocks.append(
        Block(start, sheet.length, BlockKind.ROW, None, start, row.table, tuple(cells))
    )


def is_blank(text: str) -> bool:
    """Tell whether nothing of ``text`` would be seen."""
    return not one_line(text)


def leading_space(line: str) -> int:
    """Return how many half-width columns of space stand before the first visible sign of a line."""
    columns = 0
    for sign in line:
        if sign not in _SPACE:
            break
        columns += 1 if sign in " \u00a0" else 2
    return columns
