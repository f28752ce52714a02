"""PDF files written in code."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class PdfPage:
    """What stands on one page: lines as (x, y, text) and drawn rules as (x0, y0, x1, y1), in points."""

    lines: list[tuple[float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    size: int = 16

    def content(self) -> str:
        """The content stream."""
        texts = "".join(
            f"BT /F {self.size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, text in self.lines
        )
        return texts + "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in self.rules)


_FONT = (
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    "/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>"
)


def pdf(pages: Sequence[PdfPage]) -> bytes:
    """Write a PDF whose one font has no glyphs but knows which sign each code means; all signs one em wide."""
    to_unicode = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /U def 1 begincodespacerange <0000> <FFFF> "
        "endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    )
    count = len(pages)
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        _FONT,
        _stream(to_unicode),
    ]
    for index, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * index} 0 R>>"
        )
        objects.append(_stream(page.content()))
    return pdf_file(objects)


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def pdf_file(objects: Sequence[str | bytes]) -> bytes:
    """Number the objects from 1 and write them with their table; the first is the catalogue."""
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        body = content if isinstance(content, bytes) else content.encode("latin-1")
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        written += b"%010d 00000 n \n" % place
    written += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(written)
