"""The Word side of official layout: styles, pages, page numbers, runs and indents."""

from copy import deepcopy
from datetime import UTC, datetime, time
from functools import cache
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from tracker.core.text import clean_text
from tracker.documents.render.font_table import name_fonts
from tracker.documents.render.wordxml import PARAGRAPH, RUN, element, put
from tracker.documents.rules.layout import (
    CHARACTERS_PER_LINE,
    TWIPS_PER_POINT,
    Font,
    Layout,
    Page,
    measure,
)
from tracker.documents.rules.paper import Paper

BODY = "Normal"
TABLE_TEXT, TABLE_HEAD = "表格正文", "表格表头"
DENSE_TEXT, DENSE_HEAD = "表格正文（小）", "表格表头（小）"
BOX_TEXT, BOX_LABEL = "表单正文", "表单栏目"
_HEADER_MM = 15
_KEPT_LINES = 8
_TABLE_LINES = 1.45
_TABLE_GAP = Pt(1)


def prepare(document: Document, layout: Layout) -> None:
    """Set the defaults of a document: type, exact lines, its first page."""
    _clear_theme_fonts(document)
    name_fonts(document)
    _style_body(document, layout)
    _style_tables(document, layout)
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    set_page(section, layout.portrait, layout)


def add_section(document: Document, page: Page, layout: Layout) -> Any:
    """Begin a section on a new page and answer it; its page numbers go on."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _drop_empty_paragraph(document)
    set_page(section, page, layout)
    return section


def set_page(section: Any, page: Page, layout: Layout) -> None:
    """Give a section its paper, margins and line grid."""
    turned = page.width > page.height
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(page.width), Mm(page.height)
    section.top_margin, section.bottom_margin = Mm(page.margins.top), Mm(page.margins.bottom)
    section.left_margin, section.right_margin = Mm(page.margins.left), Mm(page.margins.right)
    section.header_distance = Mm(_HEADER_MM)
    section.footer_distance = Mm(page.footer)
    # Lines only: LibreOffice reads a grid of lines and characters with tightened type as 16 to the line.
    properties = section._sectPr  # noqa: SLF001  the grid has no public API
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="lines", linePitch=layout.line_twips))


def add_run(paragraph: Any, text: str, font: Font, *, highlighted: bool = False) -> Any:
    """Add a stretch of text in a typeface, named for both scripts; never bold."""
    run = paragraph.add_run(text)
    # East Asian fonts have no public API. Made once for each typeface: a long paper has a hundred thousand runs.
    run._r.insert(0, deepcopy(_run_properties(font, highlighted=highlighted)))  # noqa: SLF001
    return run


@cache
def _run_properties(font: Font, *, highlighted: bool) -> Any:
    properties = element("rPr")
    set_font(properties, font)
    if highlighted:
        put(properties, element("highlight", val="yellow"), RUN)
    return properties


def set_font(properties: Any, font: Font) -> None:
    """Write the names and the size of a typeface into run properties (of a run or a style)."""
    names = element(
        "rFonts", ascii=font.latin, hAnsi=font.latin, eastAsia=font.east_asian, cs=font.latin
    )
    # Quotation marks and dashes belong to both scripts; in Chinese text they are full width.
    names.set(qn("w:hint"), "eastAsia")
    put(properties, names, RUN)
    for tag in ("sz", "szCs"):
        put(properties, element(tag, val=round(font.points * 2)), RUN)


def leave_grid(properties: Any) -> None:
    """Let a paragraph or style keep its own line spacing where the page has a grid."""
    put(properties, element("snapToGrid", val=0), PARAGRAPH)


def describe(document: Document, paper: Paper) -> None:
    """Say in the properties of a file what it is, who made it and on which day."""
    made_at = datetime.combine(paper.made_on, time(), UTC)
    about = document.core_properties
    about.title = about.subject = clean_text(paper.subject)[:255]
    about.author = about.last_modified_by = clean_text(paper.author)[:255]
    about.comments = about.keywords = ""
    about.created = about.modified = made_at
    about.language = "zh-CN"


def keep_unless_long(paragraph: Any) -> None:
    """Keep a paragraph with what follows; LibreOffice would move all of a long one, and leave a hole behind it."""
    if measure(paragraph.text) <= _KEPT_LINES * CHARACTERS_PER_LINE:
        paragraph.paragraph_format.keep_with_next = True


def indent_first_line(paragraph: Any, layout: Layout) -> None:
    """Indent by characters, as Word counts them, with twips beside them for other programs."""
    _indent(paragraph, layout, firstLine=layout.indent_characters)


def indent_right(paragraph: Any, characters: float, layout: Layout) -> None:
    """Keep a paragraph some characters of the body away from the right edge."""
    _indent(paragraph, layout, right=characters)


def indent_hanging(paragraph: Any, left: float, hanging: float, layout: Layout) -> None:
    """Indent a paragraph by ``left`` characters of the body, its first line by ``hanging`` less."""
    _indent(paragraph, layout, left=left, hanging=hanging)


def _indent(paragraph: Any, layout: Layout, **characters: float) -> None:
    width = layout.fonts.body.points * TWIPS_PER_POINT + layout.character_twips
    values: dict[str, str | int] = {}
    for name, count in characters.items():
        values[f"{name}Chars"] = round(count * 100)
        values[name] = round(count * width)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001  …Chars has no public API
    put(properties, element("ind", **values), PARAGRAPH)


def _drop_empty_paragraph(document: Document) -> None:
    """Let the last line of text end its section, instead of an empty line that may fall on a page."""
    carrier = document.paragraphs[-1]._p  # noqa: SLF001  python-docx offers no other way
    before = carrier.getprevious()
    if before is None or before.tag != qn("w:p"):
        return
    put(before.get_or_add_pPr(), carrier.get_or_add_pPr().find(qn("w:sectPr")), PARAGRAPH)
    carrier.getparent().remove(carrier)


def _clear_theme_fonts(document: Document) -> None:
    """Let no theme of the empty document choose the type."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for names in defaults.iter(qn("w:rFonts")):
        names.attrib.clear()
        names.set(qn("w:hint"), "eastAsia")
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _style_body(document: Document, layout: Layout) -> None:
    style = document.styles[BODY]
    set_font(style.element.get_or_add_rPr(), layout.fonts.body)
    put(style.element.rPr, element("spacing", val=layout.character_twips), RUN)
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph = style.element.get_or_add_pPr()
    # Pages are filled to the last line; figures do not push Chinese off its 28 places.
    for tag in ("widowControl", "autoSpaceDE", "autoSpaceDN"):
        put(paragraph, element(tag, val=0), PARAGRAPH)
    # To Word this is what it does anyway. LibreOffice 7.4 reads it the other way round, which is as well: of the
    # signs that it lets hang beyond the margin it forgets to draw some.
    put(paragraph, element("overflowPunct", val=1), PARAGRAPH)
    lines = element("spacing", before=0, after=0, line=layout.line_twips, lineRule="exact")
    put(paragraph, lines, PARAGRAPH)


def _style_tables(document: Document, layout: Layout) -> None:
    """Make the styles of tables, so that no cell must name its type itself."""
    fonts = layout.fonts
    for name, font in (
        (TABLE_TEXT, fonts.table),
        (TABLE_HEAD, fonts.table_head),
        (DENSE_TEXT, fonts.dense_table),
        (DENSE_HEAD, fonts.dense_table_head),
        (BOX_TEXT, fonts.box),
        (BOX_LABEL, fonts.box_label),
    ):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles[BODY]
        set_font(style.element.get_or_add_rPr(), font)
        put(style.element.rPr, element("spacing", val=0), RUN)
        leave_grid(style.element.get_or_add_pPr())
        style.paragraph_format.line_spacing = Pt(font.points * _TABLE_LINES)
        style.paragraph_format.space_before = style.paragraph_format.space_after = _TABLE_GAP
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
