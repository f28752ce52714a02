"""Ruled tables in a Word file: fixed columns, a header on every page, rows kept whole."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from tracker.core.text import clean_text
from tracker.documents.render.typeset import DENSE_HEAD, DENSE_TEXT, TABLE_HEAD, TABLE_TEXT
from tracker.documents.render.wordxml import PARAGRAPH, RUN, TABLE, element, put
from tracker.documents.rules.layout import TWIPS_PER_MM, Page, measure
from tracker.documents.rules.paper import Table, split_gaps

_CELL_MARGIN = 60  # twips
_ABOVE_CAPTION = Pt(8)
_KEPT_ROWS = 12
_CHARACTER = 220  # twips that a character of a table takes, a little more than it does
_WHOLE_LINES = 12


def add_table(document: Document, table: Table, page: Page) -> None:
    """Add a table over the whole text width, its caption above and its note below."""
    head, body = (DENSE_HEAD, DENSE_TEXT) if table.dense else (TABLE_HEAD, TABLE_TEXT)
    if table.caption:
        caption = _add_line(document, table.caption, head)
        caption.paragraph_format.space_before = _ABOVE_CAPTION
        caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1, cols=len(table.columns))
    rule(made, _widths(table, page))
    _add_rows(document, made, table, (head, body))
    if table.caption and len(table.rows) <= _KEPT_ROWS:
        _keep_together(made)
    if table.note:
        _add_line(document, table.note, body)


def _add_rows(document: Document, made: Any, table: Table, styles: tuple[str, str]) -> None:
    """Fill the header and copy it for every row: python-docx adds rows in quadratic time."""
    head, body = (document.styles[name].style_id for name in styles)
    centred = [column.centred for column in table.columns]
    header = made.rows[0]._tr  # noqa: SLF001  rows are copied as XML
    header.get_or_add_trPr().append(element("cantSplit"))
    blank = deepcopy(header)
    _dress(header, head, [True] * len(centred))
    _dress(blank, body, centred)
    _fill_row(header, [column.label for column in table.columns])
    header.get_or_add_trPr().append(element("tblHeader"))
    if table.row_height:
        set_height(blank, table.row_height)
    columns = [column.width.twips for column in made.columns]
    for texts in table.rows:
        row = deepcopy(blank)
        if _is_long(texts, columns):
            row.trPr.remove(row.trPr.find(qn("w:cantSplit")))
        made._tbl.append(row)  # noqa: SLF001  python-docx offers no other way
        _fill_row(row, texts)


def _is_long(texts: Sequence[str], columns: Sequence[int]) -> bool:
    """Answer whether a row may go on overleaf: LibreOffice loses the end of a whole one longer than its page."""
    return any(
        sum(1 + measure(line) * _CHARACTER // width for line in text.split("\n")) > _WHOLE_LINES
        for text, width in zip(texts, columns, strict=True)
    )


def _dress(row: Any, style_id: str, centred: Sequence[bool]) -> None:
    """Give the cells of an empty row their style and alignment."""
    for place, is_centred in zip(row.tc_lst, centred, strict=True):
        properties = place.p_lst[0].get_or_add_pPr()
        put(properties, element("pStyle", val=style_id), PARAGRAPH)
        if is_centred:
            put(properties, element("jc", val="center"), PARAGRAPH)


def set_height(row: Any, millimetres: float) -> None:
    """Let a row be at least so high; it grows with its text, so nothing is cut."""
    twips = round(millimetres * TWIPS_PER_MM)
    row.get_or_add_trPr().append(element("trHeight", val=twips, hRule="atLeast"))


def _add_line(document: Document, text: str, style: str) -> Any:
    paragraph = document.add_paragraph(style=style)
    _fill(paragraph._p, text)  # noqa: SLF001  python-docx offers no other way
    return paragraph


def _widths(table: Table, page: Page) -> list[int]:
    """Answer the widths of the columns in twips; together they are the text width."""
    whole = round(page.text_width * TWIPS_PER_MM)
    shares = sum(column.share for column in table.columns)
    return [round(whole * column.share / shares) for column in table.columns]


def rule(made: Any, widths: list[int]) -> None:
    """Give a table its lines and fixed columns."""
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(side, val="single", sz=4, space=0, color="000000"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=_CELL_MARGIN, type="dxa"))
    properties = made._tbl.tblPr  # noqa: SLF001  borders and margins have no public API
    put(properties, borders, TABLE)
    put(properties, margins, TABLE)
    for column, cell, width in zip(made.columns, made.rows[0].cells, widths, strict=True):
        column.width = cell.width = Twips(width)


def _keep_together(made: Any) -> None:
    """Let a small table stand on one page."""
    for row in made.rows[:-1]:
        for paragraph in row.cells[0].paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _fill_row(row: Any, texts: Sequence[str]) -> None:
    for place, text in zip(row.tc_lst, texts, strict=True):
        fill_cell(place, text)


def fill_cell(place: Any, text: str) -> None:
    """Write a text into an empty cell, each of its lines as a paragraph like the first."""
    first, *others = clean_text(text).split("\n")
    paragraph = place.p_lst[0]
    for line in others:
        further = deepcopy(paragraph)
        place.append(further)
        _fill(further, line)
    _fill(paragraph, first)


def _fill(paragraph: Any, text: str) -> None:
    for part, is_gap in split_gaps(clean_text(text)):
        run = paragraph.add_r()
        run.text = part
        if is_gap:
            put(run.get_or_add_rPr(), element("highlight", val="yellow"), RUN)
