"""Hiding words with paragraphs of a Word file: a bookmark around each, and one custom XML part for all."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from docx.document import Document
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tracker.documents.rules.hidden import LONGEST_LABEL, NAMESPACE, bookmark_name

_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PLACES = "/customXml/item%d.xml"


class HiddenMarks:
    """The marks of one document, numbered as they come."""

    def __init__(self) -> None:
        self._listed: list[tuple[str, str, str]] = []

    def hide(self, paragraph: Any, label: str) -> None:
        """Set a bookmark around all runs of a paragraph and remember its label.

        Raises:
            ValueError: the label is longer than the reader would believe.
        """
        if len(label) > LONGEST_LABEL:
            raise ValueError(len(label))
        number = len(self._listed) + 1
        name = bookmark_name(number)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for edge in (start, end):
            edge.set(qn("w:id"), str(number))
        start.set(qn("w:name"), name)
        element = paragraph._p  # noqa: SLF001  python-docx has no bookmarks of its own
        element.insert(1 if element.pPr is not None else 0, start)
        element.append(end)
        text = "".join(one.text or "" for one in element.iter(qn("w:t")))
        self._listed.append((name, label, text))

    def list_in(self, document: Document) -> None:
        """Write the custom XML part; a document without marks gets none."""
        if not self._listed:
            return
        root = Element("marks", xmlns=NAMESPACE)
        for name, label, text in self._listed:
            SubElement(root, "mark", name=name, label=label).text = text
        content = tostring(root, encoding="utf-8", xml_declaration=True)
        package = document.part.package
        part = Part(package.next_partname(_PLACES), "application/xml", content, package)
        document.part.relate_to(part, _RELATIONSHIP)
