"""The body of somebody's Word file: its pieces, and our paragraphs put between them; called only in the process apart."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from lxml import etree

from tracker.documents.reader.docx.inline import SOFT_BREAK, Fields, Inline
from tracker.documents.reader.docx.numbering import Numbering
from tracker.documents.reader.docx.parts import Parts, child, kind, value
from tracker.documents.reader.docx.styles import Styles, heading_level
from tracker.documents.reader.package import Package
from tracker.documents.render.gaps import mark_gaps
from tracker.documents.rules.hidden import BOOKMARK, NAMESPACE, bookmark_name
from tracker.documents.rules.pieces import one_line

_HOLDING = frozenset(
    qn(f"w:{name}")
    for name in (
        "sectPr", "drawing", "pict", "object", "fldChar", "fldSimple", "instrText", "footnoteReference", "endnoteReference",
        "commentRangeStart", "commentRangeEnd", "commentReference", "sdt", "hyperlink", "ins", "del", "moveFrom", "moveTo",
        "permStart", "permEnd",
    )
)  # fmt: skip
_OURS = re.compile(rf"{BOOKMARK}(\d{{1,6}})")
_NOT_COPIED = tuple(
    qn(f"w:{name}") for name in ("numPr", "sectPr", "outlineLvl", "keepNext", "pageBreakBefore")
)
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def look(content: bytes, _told: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the pieces of the body in order, as ``BodyPiece`` takes them."""
    parts = Parts(Package(content))
    styles = Styles(parts.part("styles"))
    numbering = Numbering(parts.part("numbering"), styles)
    inline = Inline(styles, Fields(respected=True))
    body = child(parts.document(), "w:body")
    found = []
    for place, one in enumerate(body if body is not None else ()):
        if kind(one) != "w:p":
            found.append({"place": place, "text": "", "is_paragraph": False})
            continue
        properties = child(one, "w:pPr")
        style_id = value(properties, "w:pStyle")
        style = styles.get(style_id)
        mark, gap = numbering.mark(properties, style, style_id)
        found.append(
            {
                "place": place,
                "text": one_line(inline.text_of(one).replace(SOFT_BREAK, " ")),
                "mark": f"{mark}{gap}" if mark else "",
                "heading_level": heading_level(properties, style),
                "holds": any(part.tag in _HOLDING or _breaks(part) for part in one.iter()),
            }
        )
    return {"pieces": found}


def _breaks(part: Any) -> bool:
    """Tell whether a part ends a page or a column; lines may end as they like."""
    return kind(part) == "w:br" and part.get(qn("w:type"), "textWrapping") != "textWrapping"


def add(content: bytes, told: Mapping[str, Any]) -> bytes:
    """Put paragraphs into the body; only the main part changes, and a part with hidden marks is added."""
    package = Package(content)
    name = Parts(package).main
    root = parse_xml(bytes(package.read(name)))
    body = root.find(qn("w:body"))
    pieces = [one for one in body if isinstance(one.tag, str)]
    marks = _Marks(root)
    made = [(pieces, one, _made(pieces, one, marks)) for one in told["insertions"]]
    for _, one, paragraphs in made:
        _put_in(body, pieces, int(one["at"]), paragraphs)
    for _, one, _ in made:
        for place in one["goes"]:
            body.remove(pieces[place])
    changed = {name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)}
    return _packed(content, changed | marks.parts(package, name))


def _put_in(body: Any, pieces: Sequence[Any], at: int, paragraphs: Sequence[Any]) -> None:
    last = pieces[-1] if pieces and pieces[-1].tag == qn("w:sectPr") else None
    before = pieces[at] if at < len(pieces) else last
    for one in paragraphs:
        if before is None:
            body.append(one)
        else:
            before.addprevious(one)


def _made(pieces: Sequence[Any], told: Mapping[str, Any], marks: "_Marks") -> list[Any]:
    body, heading = (_look_of(pieces, told[name]) for name in ("like", "like_heading"))
    made = []
    for one in told["paragraphs"]:
        look = heading if one["is_heading"] and told["like_heading"] is not None else body
        paragraph = _paragraph(look, one["text"])
        if one["label"]:
            marks.hide(paragraph, one["label"], one["text"])
        made.append(paragraph)
    return made


def _look_of(pieces: Sequence[Any], place: int | None) -> tuple[Any, Any]:
    """Answer the properties of a paragraph and of its first text: what is new looks like what is there."""
    if place is None:
        return None, None
    properties = deepcopy(pieces[place].find(qn("w:pPr")))
    for tag in _NOT_COPIED if properties is not None else ():
        for gone in properties.findall(tag):
            properties.remove(gone)
    runs = [one for one in pieces[place].iter(qn("w:r")) if one.find(qn("w:t")) is not None]
    of_run = deepcopy(runs[0].find(qn("w:rPr"))) if runs else None
    if of_run is not None:
        for highlight in of_run.findall(qn("w:highlight")):
            of_run.remove(highlight)
    return properties, of_run


def _paragraph(look: tuple[Any, Any], words: str) -> Any:
    paragraph, run, text = (OxmlElement(f"w:{name}") for name in ("p", "r", "t"))
    properties, of_run = look
    if properties is not None:
        paragraph.append(deepcopy(properties))
    if of_run is not None:
        run.append(deepcopy(of_run))
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(text)
    paragraph.append(run)
    mark_gaps(paragraph)
    return paragraph


class _Marks:
    """Hidden marks beside those that the file may bear already: numbers and ids go on behind the highest."""

    def __init__(self, root: Any) -> None:
        starts = list(root.iter(qn("w:bookmarkStart")))
        ids = [
            int(one.get(qn("w:id"), "0")) for one in starts if one.get(qn("w:id"), "0").isdecimal()
        ]
        ours = [_OURS.fullmatch(one.get(qn("w:name"), "")) for one in starts]
        self._id = max(ids, default=0)
        self._number = max((int(one[1]) for one in ours if one), default=0)
        self._listed: list[tuple[str, str, str]] = []

    def hide(self, paragraph: Any, label: str, text: str) -> None:
        """Set a bookmark around the runs of a paragraph."""
        self._id += 1
        self._number += 1
        name = bookmark_name(self._number)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for edge in (start, end):
            edge.set(qn("w:id"), str(self._id))
        start.set(qn("w:name"), name)
        properties = paragraph.find(qn("w:pPr"))
        paragraph.insert(0 if properties is None else 1, start)
        paragraph.append(end)
        self._listed.append((name, label, text))

    def parts(self, package: Package, main: str) -> dict[str, bytes]:
        """Answer the part that lists the marks, and the relations of the main part with one more."""
        folder, _, file_name = main.rpartition("/")
        relations = f"{folder}/_rels/{file_name}.rels"
        typed = b'Extension="xml"' in package.read("[Content_Types].xml")
        if not self._listed or not typed or relations not in package.names:
            return {}
        taken = {one.lower() for one in package.names}
        number = next(
            at for at in range(1, len(taken) + 2) if f"customxml/item{at}.xml" not in taken
        )
        listed = Element("marks", xmlns=NAMESPACE)
        for name, label, text in self._listed:
            SubElement(listed, "mark", name=name, label=label).text = text
        root = etree.fromstring(bytes(package.read(relations)))
        link = {
            "Id": f"rIdLedger{number}",
            "Type": _CUSTOM,
            "Target": f"../customXml/item{number}.xml",
        }
        etree.SubElement(root, _RELATION, link)
        return {
            f"customXml/item{number}.xml": tostring(listed, encoding="utf-8", xml_declaration=True),
            relations: etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            ),
        }


def _packed(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for member in source.infolist():
            target.writestr(member, changed.get(member.filename) or source.read(member))
        for name in changed.keys() - set(source.namelist()):
            target.writestr(name, changed[name])
    return out.getvalue()
