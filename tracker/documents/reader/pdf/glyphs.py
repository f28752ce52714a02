"""The signs of a PDF page with their places, straight from the text engine."""

import ctypes
from collections import Counter
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

_QUARTER = 90
_HIGH, _LOW, _AFTER = 0xD800, 0xDC00, 0xE000
_SUPPLEMENT = 0x10000
_RULES_OF_A_TABLE = 6
_LONGEST_NAME = 128


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed sign; x to the right and y upwards in points, ``y`` on the baseline."""

    sign: str
    x0: float
    x1: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as found: its signs, upright, and what else is drawn on it.

    ``has_blind_fonts`` says that some text is set in a font without drawings, of which the fast engine
    passes over single signs.
    """

    glyphs: tuple[Glyph, ...]
    bottom: float
    top: float
    width: float
    is_turned: bool
    has_picture: bool
    has_rules: bool
    has_blind_fonts: bool


def sheet_of(page: PdfPage) -> Sheet:
    """Read one page; text that runs across the page's own direction (a watermark) is left out."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        glyphs = _glyphs(textpage.raw)
    finally:
        textpage.close()
    quarter = Counter(turn for turn, _ in glyphs).most_common(1)[0][0] if glyphs else 0
    upright = tuple(_upright(glyph, quarter) for turn, glyph in glyphs if turn == quarter)
    pictures, rules, blind = _drawn(page.raw)
    if quarter:
        ys = [glyph.y for glyph in upright]
        bottom, top, width = min(ys), max(ys), height if quarter in {1, 3} else width
    else:
        bottom, top = 0.0, height
    return Sheet(
        glyphs=upright,
        bottom=bottom,
        top=top,
        width=width,
        is_turned=quarter != 0,
        has_picture=pictures > 0,
        has_rules=rules >= _RULES_OF_A_TABLE,
        has_blind_fonts=blind,
    )


def _glyphs(textpage: object) -> list[tuple[int, Glyph]]:
    """Read every sign with its direction in quarter turns (-1: slanted); generated blanks are skipped."""
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[tuple[int, Glyph]] = []
    pending = 0
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if _HIGH <= code < _LOW:
            pending = code
            continue
        if _LOW <= code < _AFTER:
            code = _SUPPLEMENT + ((pending - _HIGH) << 10) + (code - _LOW) if pending else 0
        pending = 0
        if code == 0 or pdfium.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
        pdfium.FPDFText_GetCharOrigin(textpage, index, ctypes.byref(x), ctypes.byref(y))
        turn = _quarter(pdfium.FPDFText_GetCharAngle(textpage, index))
        found.append((turn, _placed(chr(code), turn, box, (x.value, y.value))))
    return found


def _placed(sign: str, turn: int, box: pdfium.FS_RECTF, origin: tuple[float, float]) -> Glyph:
    """Place a sign by its box along the line and its origin across it."""
    wide, high = abs(box.right - box.left), abs(box.top - box.bottom)
    size = max(wide, high)
    if turn in {1, 3}:
        start, end = sorted((box.bottom, box.top))
        return Glyph(sign, start, end, origin[0], size)
    start, end = sorted((box.left, box.right))
    return Glyph(sign, start, end, origin[1], size)


def _upright(glyph: Glyph, quarter: int) -> Glyph:
    """Turn the page so that its main text runs from left to right."""
    if quarter == 1:
        return Glyph(glyph.sign, glyph.x0, glyph.x1, -glyph.y, glyph.size)
    if quarter == 2:  # noqa: PLR2004  a half turn
        return Glyph(glyph.sign, -glyph.x1, -glyph.x0, -glyph.y, glyph.size)
    if quarter == 3:  # noqa: PLR2004  three quarters
        return Glyph(glyph.sign, -glyph.x1, -glyph.x0, glyph.y, glyph.size)
    return glyph


def _quarter(radians: float) -> int:
    degrees = radians * 180 / 3.141592653589793
    nearest = round(degrees / _QUARTER)
    return nearest % 4 if abs(degrees - nearest * _QUARTER) < 5 else -1  # noqa: PLR2004  degrees of play


def _drawn(page: object) -> tuple[int, int, bool]:
    """Count the pictures and the drawn lines of a page; tell whether a font of it has no drawings."""
    pictures = rules = 0
    blind = False
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        pictures += kind in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}
        rules += kind == pdfium.FPDF_PAGEOBJ_PATH
        blind = blind or (kind == pdfium.FPDF_PAGEOBJ_TEXT and _is_blind(drawn))
    return pictures, rules, blind


def _is_blind(text: object) -> bool:
    """Tell whether a text stands in a font that is not in the file, or in the empty one of OCR programs."""
    font = pdfium.FPDFTextObj_GetFont(text)
    if not font:
        return False
    if pdfium.FPDFFont_GetIsEmbedded(font) == 0:
        return True
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFFont_GetBaseFontName(font, name, _LONGEST_NAME)
    return b"glyphless" in name.value.lower()
