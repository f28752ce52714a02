"""What this program hid in a Word file of its own: bookmarks, and the custom XML part that explains them."""

from collections.abc import Iterator

from tracker.documents.reader.docx.parts import Element, Parts, attribute, kind
from tracker.documents.rules.hidden import LONGEST_LABEL, MOST_MARKS, NAMESPACE, is_ours
from tracker.documents.rules.pieces import one_line
from tracker.documents.rules.plain import HiddenMark


def hidden_in(paragraph: Element) -> tuple[str, ...]:
    """Return the names of our bookmarks that begin in a paragraph."""
    return tuple(
        name
        for part in paragraph
        if kind(part) == "w:bookmarkStart" and is_ours(name := attribute(part, "name") or "")
    )


def marks_of(parts: Parts) -> tuple[HiddenMark, ...]:
    """Return the marks listed in our custom XML part; none when the file is not from us."""
    return tuple(_marks(parts))[:MOST_MARKS]


def _marks(parts: Parts) -> Iterator[HiddenMark]:
    for root in parts.custom_xml():
        if root.tag != f"{{{NAMESPACE}}}marks":
            continue
        for element in root.iterchildren(f"{{{NAMESPACE}}}mark"):
            name, label = element.get("name", ""), element.get("label", "")
            if is_ours(name) and 0 < len(label) <= LONGEST_LABEL:
                yield HiddenMark(name, label, one_line(element.text or ""))
