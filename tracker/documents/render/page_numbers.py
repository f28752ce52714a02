"""Page numbers of official paper: "— 1 —" below the text, also where a page lies on its side (GB/T 9704-2012, 7.5)."""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Twips
from docx.text.paragraph import Paragraph

from tracker.documents.render.typeset import add_run
from tracker.documents.render.wordxml import PARAGRAPH, element, put
from tracker.documents.rules.layout import TWIPS_PER_POINT, Font, Layout, Page

_EMU_PER_MM = 36_000
_BOX_LENGTH, _BOX_DEPTH = 40.0, 9.0  # millimetres: along the number and across it
_BELOW_TEXT = 7.0  # millimetres from the text area to the dash
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_BOX = """<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="页码{number}"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx>
<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


def number_pages(section: Any, page: Page, layout: Layout) -> None:
    """Write the number of the page into the footers of a section: odd pages right, even pages left, one character in.

    On a page that lies on its side the number stands where the bound paper has it: the page is the upright one
    turned, so that its left edge is the bottom of the paper.
    """
    for footer, is_odd in ((section.footer, True), (section.even_page_footer, False)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        if page == layout.landscape:
            _number_turned(paragraph, page, layout, is_odd=is_odd)
        else:
            _number_upright(paragraph, layout, is_odd=is_odd)


def _number_upright(paragraph: Any, layout: Layout, *, is_odd: bool) -> None:
    form = paragraph.paragraph_format
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if is_odd else WD_ALIGN_PARAGRAPH.LEFT
    if is_odd:
        form.right_indent = _inset(layout)
    else:
        form.left_indent = _inset(layout)
    _write(paragraph, layout.fonts.page_number)


def _number_turned(paragraph: Any, page: Page, layout: Layout, *, is_odd: bool) -> None:
    """Set the number into a box left of the text; its lines run down the page."""
    inset = _inset(layout).mm
    top, bottom = page.margins.top + inset, page.height - page.margins.bottom - inset
    box = parse_xml(
        _BOX.format(
            spaces=_SPACES,
            x=round((page.margins.left - _BELOW_TEXT - _BOX_DEPTH) * _EMU_PER_MM),
            y=round((bottom - _BOX_LENGTH if is_odd else top) * _EMU_PER_MM),
            wide=round(_BOX_DEPTH * _EMU_PER_MM),
            high=round(_BOX_LENGTH * _EMU_PER_MM),
            number=901 if is_odd else 902,
        )
    )
    (inside,) = box.xpath(".//w:txbxContent/w:p")
    put(inside.get_or_add_pPr(), element("jc", val="right" if is_odd else "left"), PARAGRAPH)
    _write(Paragraph(inside, paragraph), layout.fonts.page_number)
    paragraph._p.append(box)  # noqa: SLF001  boxes have no public API


def _write(paragraph: Any, font: Font) -> None:
    add_run(paragraph, "— ", font)
    for part in _page_field():
        add_run(paragraph, "", font)._r.append(part)  # noqa: SLF001  fields have no public API
    add_run(paragraph, " —", font)


def _page_field() -> tuple[Any, ...]:
    instruction, shown = element("instrText"), element("t")
    instruction.text, shown.text = "PAGE", "1"
    kinds = ("begin", "separate", "end")
    begin, separate, end = (element("fldChar", fldCharType=kind) for kind in kinds)
    return begin, instruction, separate, shown, end


def _inset(layout: Layout) -> Twips:
    points = layout.fonts.page_number.points
    return Twips(round(points * TWIPS_PER_POINT * layout.page_number_characters))
