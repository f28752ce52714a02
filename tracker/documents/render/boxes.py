"""Forms in a Word file: boxes on a grid, lines with two ends, a line to cut along, pictures."""

from io import BytesIO
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt

from tracker.core.text import clean_text
from tracker.documents.render.tables import fill_cell, rule, set_height
from tracker.documents.render.typeset import BOX_LABEL, BOX_TEXT
from tracker.documents.render.wordxml import CELL, PARAGRAPH, element, put
from tracker.documents.rules.boxes import Cell, CutLine, Ends, Grid, Picture
from tracker.documents.rules.layout import TWIPS_PER_MM, Page

_FOOT_MM = 9
_LAST_HINGE, _HINGE = Pt(2), Pt(9)
_CAPTION_MM = 14
_ABOVE_CUT = Pt(14)


def add_grid(document: Document, grid: Grid, page: Page) -> None:
    """Add the boxes of a form over the whole text width; a box grows with its text."""
    made = document.add_table(rows=1, cols=grid.units)
    unit = page.text_width * TWIPS_PER_MM / grid.units
    rule(made, [round(unit)] * grid.units)
    table = made._tbl  # noqa: SLF001  merged cells are written as XML
    table.remove(made.rows[0]._tr)  # noqa: SLF001  as above
    builder = _Rows(document, unit)
    for row in grid.rows:
        builder.add(row)
    for place, row in enumerate(builder.rows):
        table.append(row)
        kept = place + 1 < len(builder.rows)
        if kept and (grid.kept or place in builder.tied):
            _keep_with_next(row)


def hinge(document: Document) -> None:
    """Part a table from the next, which would grow onto it."""
    _space(document, _HINGE)


def close(document: Document) -> None:
    """Close a document that ends with a table by the smallest of paragraphs: it must not ask for a page."""
    _space(document, _LAST_HINGE)


def _space(document: Document, height: Length) -> None:
    form = document.add_paragraph(style=BOX_TEXT).paragraph_format
    form.line_spacing, form.space_before, form.space_after = height, Pt(0), Pt(0)


def add_ends(document: Document, ends: Ends, page: Page) -> None:
    """Add a line whose parts stand left, (in the middle,) right."""
    paragraph = document.add_paragraph(style=BOX_TEXT)
    paragraph.paragraph_format.keep_with_next = True
    gaps = len(ends.parts) - 1
    for number in range(1, gaps + 1):
        last = number == gaps
        stop = page.text_width if last else page.text_width * number / gaps
        way = WD_TAB_ALIGNMENT.RIGHT if last else WD_TAB_ALIGNMENT.CENTER
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(stop), way)
    paragraph.add_run("\t".join(clean_text(part).replace("\n", "　") for part in ends.parts))


def add_cut_line(document: Document, line: CutLine) -> None:
    """Add a dashed line over the whole width with words below it."""
    paragraph = document.add_paragraph(style=BOX_TEXT)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form = paragraph.paragraph_format
    form.keep_with_next, form.space_before = True, _ABOVE_CUT
    borders = element("pBdr")
    borders.append(element("top", val="dashed", sz=6, space=4, color="000000"))
    put(paragraph._p.get_or_add_pPr(), borders, PARAGRAPH)  # noqa: SLF001  borders have no public API
    paragraph.add_run(clean_text(line.text))


def add_picture(document: Document, picture: Picture, page: Page, *, above_mm: float) -> None:
    """Add a picture as large as fits below ``above_mm`` of the page, and its line below."""
    paragraph = document.add_paragraph(style=BOX_TEXT)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    form = paragraph.paragraph_format
    form.line_spacing, form.keep_with_next = 1.0, True
    shown = paragraph.add_run().add_picture(BytesIO(picture.content))
    height = page.height - page.margins.top - page.margins.bottom - above_mm - _CAPTION_MM
    scale = min(Mm(page.text_width) / shown.width, Mm(height) / shown.height)
    shown.width, shown.height = round(shown.width * scale), round(shown.height * scale)
    caption = document.add_paragraph(style=BOX_TEXT)
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.add_run(clean_text(picture.caption))


class _Rows:
    """Makes the rows of a grid; a row with feet becomes two, joined where there is no foot."""

    def __init__(self, document: Document, unit: float) -> None:
        self.unit = unit
        self.styles = {
            True: document.styles[BOX_LABEL].style_id,
            False: document.styles[BOX_TEXT].style_id,
        }
        self.rows: list[Any] = []
        self.tied: set[int] = set()

    def add(self, cells: tuple[Cell, ...]) -> None:
        height = max(cell.height for cell in cells)
        if not any(cell.foot for cell in cells):
            self._row(cells, height)
            return
        self.tied.add(len(self.rows))
        self._row(cells, max(height - _FOOT_MM, _FOOT_MM), upper=True)
        self._row(cells, _FOOT_MM, lower=True)

    def _row(
        self, cells: tuple[Cell, ...], height: float, *, upper: bool = False, lower: bool = False
    ) -> None:
        row = element("tr")
        if height:
            set_height(row, height)
        if upper or lower:
            row.get_or_add_trPr().append(element("cantSplit"))
        for cell in cells:
            made = self._box(cell, cell.foot if lower else cell.text, foot=lower)
            _join(made, cell, upper=upper, lower=lower)
            row.append(made)
        self.rows.append(row)

    def _box(self, cell: Cell, text: str, *, foot: bool) -> Any:
        made = element("tc")
        paragraph = element("p")
        made.append(paragraph)
        properties = made.get_or_add_tcPr()
        put(properties, element("tcW", w=round(self.unit * cell.span), type="dxa"), CELL)
        put(properties, element("gridSpan", val=cell.span), CELL)
        if cell.label or cell.centred or not (cell.height or cell.foot):
            put(properties, element("vAlign", val="center"), CELL)
        style = element("pStyle", val=self.styles[cell.label])
        about = paragraph.get_or_add_pPr()
        put(about, style, PARAGRAPH)
        if cell.label or cell.centred or foot:
            put(about, element("jc", val="right" if foot else "center"), PARAGRAPH)
        if not (foot and not cell.foot):
            fill_cell(made, text)
        return made


def _join(made: Any, cell: Cell, *, upper: bool, lower: bool) -> None:
    """Take the rule between a box and its foot away; join a box without foot over both rows."""
    properties = made.get_or_add_tcPr()
    if not (upper or lower):
        return
    if not cell.foot:
        put(properties, element("vMerge", val="restart" if upper else "continue"), CELL)
        return
    borders = element("tcBorders")
    borders.append(element("bottom" if upper else "top", val="nil"))
    put(properties, borders, CELL)


def _keep_with_next(row: Any) -> None:
    for paragraph in row.iter(qn("w:p")):
        put(paragraph.get_or_add_pPr(), element("keepNext"), PARAGRAPH)
