"""PDF files by their text layer: lines joined to paragraphs, margins dropped, ruled tables as rows.

A fast engine gives the signs and their places; a slower one looks for tables, only on pages with drawn
rules and only while time is left. What a scan shows is not read; the document says so.
"""

import time
from collections.abc import Sequence

import pypdfium2

from tracker.documents.reader.pdf.glyphs import Sheet, sheet_of
from tracker.documents.reader.pdf.lines import (
    Printed,
    printed_lines,
    running_lines,
    without_margins,
)
from tracker.documents.reader.pdf.tables import Ruled, TableFinder, rows_of
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError
from tracker.documents.rules.pieces import Paragraph, Piece, Row, assemble
from tracker.documents.rules.plain import PlainDocument, Remark
from tracker.documents.rules.wrap_width import Line
from tracker.documents.rules.wrapping import unwrap

MOST_PAGES = 500
SECONDS_FOR_TABLES = 4.0
_PASSWORD_NEEDED = "password"  # noqa: S105  a word of the engine's message
_SCANNED_SHARE = 0.5


def read(content: bytes) -> PlainDocument:
    """Read a PDF that passed the gate.

    Raises:
        RefusedFileError: more than 500 pages.
        UnreadableFileError: locked by a password, or damaged.
    """
    sheets = _sheets(content)
    tables = _tables(content, sheets)
    free = [(sheet, _free_lines(sheet, tables[index])) for index, sheet in enumerate(sheets)]
    pages = without_margins(free)
    pieces = _pieces(sheets, pages, tables)
    return assemble(pieces, _remarks(sheets))


def _sheets(content: bytes) -> list[Sheet]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = _PASSWORD_NEEDED in str(error).lower()
        raise UnreadableFileError(Fault.PASSWORD if locked else Fault.DAMAGED, "pdf") from error
    if len(document) > MOST_PAGES:
        raise RefusedFileError(Refusal.TOO_MANY_PAGES)
    sheets = []
    for index in range(len(document)):
        page = document[index]
        sheets.append(sheet_of(page))
        page.close()
    return sheets


def _tables(content: bytes, sheets: Sequence[Sheet]) -> list[list[Ruled]]:
    """Find the ruled tables of each page; without them the text of a table is still read as lines."""
    found: list[list[Ruled]] = [[] for _ in sheets]
    candidates = [
        index for index, sheet in enumerate(sheets) if sheet.has_rules and not sheet.is_turned
    ]
    if not candidates:
        return found
    started = time.monotonic()
    finder = TableFinder(content)
    for index in candidates:
        if time.monotonic() - started > SECONDS_FOR_TABLES:
            break
        found[index] = finder.on_page(index)
    return found


def _free_lines(sheet: Sheet, tables: Sequence[Ruled]) -> list[Printed]:
    outside = [
        glyph for glyph in sheet.glyphs if not any(table.area.holds(glyph) for table in tables)
    ]
    return printed_lines(outside)


def _pieces(
    sheets: Sequence[Sheet], pages: Sequence[list[Printed]], tables: Sequence[list[Ruled]]
) -> list[Piece]:
    """Put lines and tables in reading order; a table parts the text around it."""
    pieces: list[Piece] = []
    waiting: list[Line] = []
    number = 0
    columns: list[int] = []
    lines = running_lines(pages, max((sheet.width for sheet in sheets), default=0.0))
    for sheet, page, running, ruled in zip(sheets, pages, lines, tables, strict=True):
        at = 0
        for index, table in enumerate(sorted(ruled, key=lambda table: -table.area.top)):
            above = sum(line.y > table.area.top for line in page)
            waiting.extend(running[at:above])
            at = max(at, above)
            pieces.extend(Paragraph(text) for text in unwrap(waiting, None))
            goes_on = index == 0 and not waiting and columns == _rounded(table)
            number += 0 if goes_on else 1
            waiting, columns = [], _rounded(table)
            pieces.extend(Row(boxes, number - 1) for boxes in rows_of(table, sheet.glyphs))
        waiting.extend(running[at:])
    pieces.extend(Paragraph(text) for text in unwrap(waiting, None))
    return pieces


def _rounded(table: Ruled) -> list[int]:
    return [round(edge) for edge in table.columns()]


def _remarks(sheets: Sequence[Sheet]) -> list[Remark]:
    """Name a scan: pages that show a picture and hold no text, if they are many or there is nothing else."""
    silent = sum(sheet.has_picture and not sheet.glyphs for sheet in sheets)
    if silent and silent >= _SCANNED_SHARE * len(sheets):
        return [Remark("scanned")]
    return [] if any(sheet.glyphs for sheet in sheets) else [Remark("scanned")]
