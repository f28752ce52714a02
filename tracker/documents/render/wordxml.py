"""Elements of a Word file in the order that its schema asks for, where python-docx has no public way."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

# ISO/IEC 29500-1, 17.3 and 17.4: children that we write, in the order of the schema.
RUN = ("rFonts", "b", "i", "color", "spacing", "kern", "sz", "szCs", "highlight", "lang")
PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "tabs", "overflowPunct",
    "autoSpaceDE", "autoSpaceDN", "adjustRightInd", "snapToGrid", "spacing", "ind", "jc", "outlineLvl", "rPr", "sectPr",
)  # fmt: skip
CELL = ("tcW", "gridSpan", "vMerge", "tcBorders", "tcMar", "vAlign")
TABLE = (
    "tblStyle", "tblW", "jc", "tblInd", "tblBorders", "tblLayout", "tblCellMar", "tblLook",
)  # fmt: skip


def element(tag: str, **values: str | int) -> Any:
    """Make an element of Word's namespace; so are all its attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def put(parent: Any, child: Any, order: tuple[str, ...]) -> None:
    """Put a child into its place among its siblings, instead of an older one of its kind."""
    for old in parent.findall(child.tag):
        parent.remove(old)
    tags = [qn(f"w:{name}") for name in order]
    later = set(tags[tags.index(child.tag) + 1 :])
    for place, sibling in enumerate(parent):
        if sibling.tag in later:
            parent.insert(place, child)
            return
    parent.append(child)
