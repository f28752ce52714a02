"""Ruled tables in a Word file: fixed columns, a header on every page, rows kept whole."""

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, Twips
from docx.table import _Cell

from tracker.core.text import clean_text
from tracker.documents.render.typeset import TABLE_TEXT, add_run
from tracker.documents.render.wordxml import TABLE, element, put
from tracker.documents.rules.layout import TWIPS_PER_MM, Font, Layout, Page
from tracker.documents.rules.paper import Table, split_gaps

_CELL_MARGIN = 60  # twips
_ABOVE_CAPTION = Pt(8)
_KEPT_ROWS = 12


def add_table(document: Document, table: Table, page: Page, layout: Layout) -> None:
    """Add a table over the whole text width, its caption above and its note below."""
    fonts = layout.fonts
    head = fonts.dense_table_head if table.dense else fonts.table_head
    body = fonts.dense_table if table.dense else fonts.table
    if table.caption:
        caption = _add_line(document, table.caption, head)
        caption.paragraph_format.space_before = _ABOVE_CAPTION
        caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=1, cols=len(table.columns))
    _rule(made, _widths(table, page))
    header = made.rows[0]._tr  # noqa: SLF001  python-docx adds rows in quadratic time
    header.get_or_add_trPr().append(element("cantSplit"))
    blank = deepcopy(header)
    _fill_row(made, header, [(column.label, True) for column in table.columns], head)
    header.get_or_add_trPr().append(element("tblHeader"))
    centred = [column.centred for column in table.columns]
    for texts in table.rows:
        row = deepcopy(blank)
        made._tbl.append(row)  # noqa: SLF001
        _fill_row(made, row, list(zip(texts, centred, strict=True)), body)
    if table.caption and len(table.rows) <= _KEPT_ROWS:
        _keep_together(made)
    if table.note:
        _add_line(document, table.note, body)


def _add_line(document: Document, text: str, font: Font) -> Any:
    paragraph = document.add_paragraph(style=TABLE_TEXT)
    _fill(paragraph, text, font)
    return paragraph


def _widths(table: Table, page: Page) -> list[int]:
    """Answer the widths of the columns in twips; together they are the text width."""
    whole = round(page.text_width * TWIPS_PER_MM)
    shares = sum(column.share for column in table.columns)
    return [round(whole * column.share / shares) for column in table.columns]


def _rule(made: Any, widths: list[int]) -> None:
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


def _fill_row(made: Any, row: Any, texts: list[tuple[str, bool]], font: Font) -> None:
    for place, (text, centred) in zip(row.tc_lst, texts, strict=True):
        paragraph = _Cell(place, made).paragraphs[0]
        for number, line in enumerate(clean_text(text).split("\n")):
            target = paragraph if number == 0 else _Cell(place, made).add_paragraph()
            target.style = TABLE_TEXT
            if centred:
                target.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _fill(target, line, font)


def _fill(paragraph: Any, text: str, font: Font) -> None:
    for part, is_gap in split_gaps(clean_text(text)):
        add_run(paragraph, part, font, highlighted=is_gap)
