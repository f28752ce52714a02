"""PDF files by their text layer: lines joined to paragraphs, columns put below each other, margins dropped, ruled tables as rows.

A fast engine gives the signs and their places; a slower one looks for tables and for signs in fonts that are
not in the file, only on pages that have them and only while time is left. What a scan shows is not read; the document says so.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import pypdfium2

from tracker.documents.reader.pdf.columns import in_one_column
from tracker.documents.reader.pdf.glyphs import Glyph, Sheet, sheet_of
from tracker.documents.reader.pdf.lines import (
    Printed,
    printed_lines,
    running_lines,
    without_margins,
)
from tracker.documents.reader.pdf.slow import Ruled, SlowEngine, rows_of
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError
from tracker.documents.rules.pieces import Paragraph, Piece, Row, assemble
from tracker.documents.rules.plain import PlainDocument, Remark
from tracker.documents.rules.wrap_width import Line
from tracker.documents.rules.wrapping import unwrap

MOST_PAGES = 500
SECONDS_FOR_SLOW_ENGINE = 4.0
_PASSWORD_NEEDED = "password"  # noqa: S105  a word of the engine's message
_SCANNED_SHARE = 0.5


def read(content: bytes) -> PlainDocument:
    """Read a PDF that passed the gate.

    Raises:
        RefusedFileError: more than 500 pages.
        UnreadableFileError: locked by a password, or damaged.
    """
    seen, tables = _looked_at_slowly(content, _sheets(content))
    sheets = [
        sheet if ruled else in_one_column(sheet) for sheet, ruled in zip(seen, tables, strict=True)
    ]
    free = [(sheet, _free_lines(sheet, tables[index])) for index, sheet in enumerate(sheets)]
    pages = without_margins(free)
    return assemble(_pieces(sheets, pages, tables), _remarks(sheets))


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


def _looked_at_slowly(content: bytes, sheets: list[Sheet]) -> tuple[list[Sheet], list[list[Ruled]]]:
    """Let the slower engine look at the pages that need it; without it a table is read as lines."""
    tables: list[list[Ruled]] = [[] for _ in sheets]
    engine = SlowEngine(content)
    started = time.monotonic()
    looked_at = list(sheets)
    for index, sheet in enumerate(sheets):
        if sheet.is_turned or not (sheet.has_rules or sheet.has_blind_fonts):
            continue
        if time.monotonic() - started > SECONDS_FOR_SLOW_ENGINE:
            break
        try:
            if sheet.has_blind_fonts:
                looked_at[index] = _completed(sheet, engine.glyphs_on(index))
            if sheet.has_rules:
                tables[index] = engine.tables_on(index)
        except Exception:  # noqa: BLE001  it fails in many ways, and what the fast engine saw still stands
            break
    return looked_at, tables


def _completed(sheet: Sheet, glyphs: list[Glyph]) -> Sheet:
    """Take the signs of the engine that saw more of them."""
    return replace(sheet, glyphs=tuple(glyphs)) if len(glyphs) > len(sheet.glyphs) else sheet


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
    fullest = max(sheets, key=lambda sheet: len(sheet.glyphs), default=None)
    lines = running_lines(pages, fullest.width if fullest else 0.0)
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
