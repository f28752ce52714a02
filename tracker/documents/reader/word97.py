"""Word 97 files read without a word processor: the piece table and the row ends ([MS-DOC] 2.4, 2.5, 2.8).

Automatic numbers are not in the text and stay missing; text deleted by a tracked change still stands.
"""

import io
import struct
from collections.abc import Iterator
from itertools import pairwise

import olefile

from tracker.documents.rules.failures import Fault, UnreadableFileError
from tracker.documents.rules.pieces import Box, Paragraph, Piece, Row
from tracker.documents.rules.plain import BlockKind
from tracker.documents.rules.soft_breaks import parted

_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_FLAGS_AT, _COUNTS_AT, _CLX_AT, _PAPX_AT = 0x0A, 0x4C, 0x1A2, 0x102
_SMALLEST_HEADER = 0x1AA
_COMPRESSED = 0x40000000
_PAGE = 512
_IN_TABLE, _ROW_END = 0x2416, 0x2417
_MARK, _CELL, _SOFT, _PAGE_BREAK, _COLUMN_BREAK = "\r", "\x07", "\x0b", "\x0c", "\x0e"
_FIELD_BEGIN, _FIELD_RESULT, _FIELD_END = "\x13", "\x14", "\x15"
_REPLACED = {0x1E: "-", 0x1F: "", 0x01: "", 0x02: "", 0x05: "", 0x08: "", 0xA0: " "}


class _Word97:
    """The streams of one file and the places that its header names."""

    def __init__(self, content: bytes) -> None:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            if not ole.exists("WordDocument"):
                raise UnreadableFileError(Fault.WRONG_KIND, "doc")
            self.main: bytes = ole.openstream("WordDocument").read()
            flags = self._checked_flags()
            table = "1Table" if flags & _SECOND_TABLE else "0Table"
            self.table: bytes = ole.openstream(table).read() if ole.exists(table) else b""

    def _checked_flags(self) -> int:
        if len(self.main) < _SMALLEST_HEADER or struct.unpack_from("<H", self.main)[0] != _MAGIC:
            raise UnreadableFileError(Fault.WRONG_KIND, "doc")
        flags: int = struct.unpack_from("<H", self.main, _FLAGS_AT)[0]
        if flags & _ENCRYPTED:
            raise UnreadableFileError(Fault.PASSWORD, "doc")
        return flags

    def counts(self) -> tuple[int, int, int]:
        """The signs of the body, of the footnotes, and of all stories up to the text boxes."""
        body, notes, headers, _, remarks, endnotes, _boxes = struct.unpack_from(
            "<7i", self.main, _COUNTS_AT
        )
        return body, notes, body + notes + headers + remarks + endnotes

    def pieces(self) -> list[tuple[int, int, int, bool]]:
        """The pieces as (signs, byte offset, bytes a sign, compressed) in the order of the text."""
        offset, size = struct.unpack_from("<II", self.main, _CLX_AT)
        clx = self.table[offset : offset + size]
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        length = struct.unpack_from("<I", clx, at + 1)[0]
        plc = clx[at + 5 : at + 5 + length]
        count = (len(plc) - 4) // 12
        ends = struct.unpack_from(f"<{count + 1}I", plc)
        found = []
        for index, (start, end) in enumerate(pairwise(ends)):
            code = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * index + 2)[0]
            compressed = bool(code & _COMPRESSED)
            place = code & ~_COMPRESSED
            found.append(
                (
                    end - start,
                    place // 2 if compressed else place,
                    1 if compressed else 2,
                    compressed,
                )
            )
        return found

    def table_marks(self) -> dict[int, bool]:
        """The byte offsets behind the paragraphs of tables, and whether each of them ends a row."""
        offset, size = struct.unpack_from("<II", self.main, _PAPX_AT)
        plc = self.table[offset : offset + size]
        count = max((len(plc) - 4) // 8, 0)
        found: dict[int, bool] = {}
        for index in range(count):
            number = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)[0]
            page = self.main[number * _PAGE : (number + 1) * _PAGE]
            if len(page) == _PAGE:
                found |= _table_marks_on(page)
        return found


def pieces_of(content: bytes) -> list[Piece]:
    """Read the body, the footnotes and the text boxes of a Word 97 file.

    Raises:
        UnreadableFileError: no Word 97 file, locked by a password, or damaged.
    """
    try:
        file = _Word97(content)
        text, marks = _text(file)
        body, notes, boxes = file.counts()
    except (OSError, struct.error, ValueError, IndexError) as error:
        raise UnreadableFileError(Fault.DAMAGED, "doc") from error
    if not 0 < body <= len(text):
        raise UnreadableFileError(Fault.DAMAGED, "doc")
    found = list(_blocks(text[:body], marks))
    found.extend(_plain(text[boxes:], BlockKind.PARAGRAPH))
    found.extend(_plain(text[body : body + max(notes, 0)], BlockKind.NOTE))
    return found


def _text(file: _Word97) -> tuple[str, dict[int, bool]]:
    """Put the pieces together; answer the text, and the signs that end a paragraph or row of a table."""
    ends = file.table_marks()
    parts: list[str] = []
    marks: dict[int, bool] = {}
    at = 0
    for signs, offset, width, compressed in file.pieces():
        raw = file.main[offset : offset + signs * width]
        part = raw.decode("cp1252" if compressed else "utf-16-le", errors="replace")
        if not compressed:
            # A sign beyond the first plane counts as two, so it keeps two places.
            part = "".join(sign if sign <= "\uffff" else f"{sign}\x00" for sign in part)
        parts.append(part)
        for index, sign in enumerate(part):
            place = offset + (index + 1) * width
            if sign in {_MARK, _CELL} and place in ends:
                marks[at + index] = ends[place]
        at += len(part)
    return "".join(parts), marks


def _table_marks_on(page: bytes) -> dict[int, bool]:
    """Read one page of paragraph properties ([MS-DOC] 2.9.182 PapxFkp)."""
    runs = page[-1]
    places = struct.unpack_from(f"<{runs + 1}I", page) if 4 * (runs + 1) <= _PAGE else ()
    found = {}
    for index in range(len(places) - 1):
        at = 4 * (runs + 1) + 13 * index
        start = 2 * page[at] if at < _PAGE else 0
        if not start or start + 2 > _PAGE:
            continue
        size, begin = (
            (2 * page[start], start + 1) if page[start] else (2 * page[start + 1] + 1, start + 2)
        )
        properties = page[begin + 2 : begin + max(size - 1, 0)]
        ends_row = struct.pack("<HB", _ROW_END, 1) in properties
        if ends_row or struct.pack("<HB", _IN_TABLE, 1) in properties:
            found[places[index + 1]] = ends_row
    return found


def _blocks(text: str, marks: dict[int, bool]) -> Iterator[Piece]:
    """Cut the body into paragraphs and rows; a paragraph outside of tables ends the table before it."""
    start, table = 0, 0
    cells: list[str] = []
    cell: list[str] = []
    in_table = False
    for index, sign in enumerate(text):
        if sign not in {_MARK, _CELL}:
            continue
        part, start = text[start:index], index + 1
        if sign == _MARK and index not in marks:
            table += in_table
            in_table = False
            yield from _plain(_MARK.join([*cells, *cell, part]), BlockKind.PARAGRAPH)
            cells, cell = [], []
        elif sign == _MARK:
            cell.append(part)
        elif marks.get(index):
            in_table = True
            yield Row(
                tuple(Box(_shown(content), column) for column, content in enumerate(cells)), table
            )
            cells = []
        else:
            cells.append(_MARK.join([*cell, part]))
            cell = []
    yield from _plain(_MARK.join([*cells, *cell, text[start:]]), BlockKind.PARAGRAPH)


def _plain(text: str, kind: BlockKind) -> Iterator[Paragraph]:
    for paragraph in text.replace(_CELL, _MARK).replace(_PAGE_BREAK, _MARK).split(_MARK):
        for part in parted(_shown(paragraph).split("\n")):
            yield Paragraph(part, kind)


def _shown(text: str) -> str:
    """Return what a field shows and not its instruction; soft breaks and cell paragraphs as line feeds."""
    shown: list[str] = []
    waiting: list[bool] = []
    for sign in text.translate(_REPLACED):
        if sign == _FIELD_BEGIN:
            waiting.append(True)
        elif sign == _FIELD_RESULT and waiting:
            waiting[-1] = False
        elif sign == _FIELD_END and waiting:
            waiting.pop()
        elif not any(waiting):
            shown.append("\n" if sign in {_SOFT, _MARK, _COLUMN_BREAK, _PAGE_BREAK} else sign)
    return "".join(shown)
