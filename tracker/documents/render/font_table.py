"""The typefaces that a Word file names, each with what may stand in for it where it is not installed."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.document import Document

from tracker.documents.rules.layout import STAND_INS

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PART = "/word/fontTable.xml"
_CHINESE = "86"  # the code page of simplified Chinese, in hexadecimal


def name_fonts(document: Document) -> None:
    """List the typefaces of official paper with their fall-backs (ISO/IEC 29500-1, 17.8.3.1, altName)."""
    root = Element("w:fonts", {"xmlns:w": _WORD})
    for name, stand_ins in STAND_INS.items():
        font = SubElement(root, "w:font", {"w:name": name})
        _say(font, "altName", ";".join(stand_ins))
        _say(font, "charset", _CHINESE)
        _say(font, "family", "auto")
        _say(font, "pitch", "default")
    part = _font_table(document)
    part._blob = tostring(root, encoding="utf-8", xml_declaration=True)  # noqa: SLF001  python-docx keeps this part as bytes


def _say(font: Element, word: str, value: str) -> None:
    SubElement(font, f"w:{word}", {"w:val": value})


def _font_table(document: Document) -> Any:
    parts = document.part.package.iter_parts()
    return next(part for part in parts if part.partname == _PART)
