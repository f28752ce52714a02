"""What paragraph and character styles say about numbering, outline level, contents lists and hiding."""

import re
from dataclasses import dataclass

from tracker.documents.reader.docx.parts import (
    Element,
    attribute,
    child,
    is_on,
    kind,
    number,
    value,
)

_DEEPEST_CHAIN = 20
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)?", re.IGNORECASE)
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style with everything inherited worked out; ``level`` counts from 0 like ``w:ilvl``."""

    num_id: str | None = None
    level: int | None = None
    heading_level: int | None = None
    is_contents: bool = False
    is_hidden: bool = False
    is_indented: bool = False


PLAIN = Style()


class Styles:
    """The styles of a document by their id."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._worked_out: dict[str, Style] = {}
        self._default: str | None = None
        for element in root if root is not None else ():
            style_id = attribute(element, "styleId")
            if kind(element) == "w:style" and style_id is not None:
                self._elements.setdefault(style_id, element)
                if attribute(element, "type") == "paragraph" and attribute(element, "default") in {
                    "1",
                    "true",
                }:
                    self._default = style_id

    def get(self, style_id: str | None) -> Style:
        """Return a style by id; None means the default paragraph style."""
        wanted = style_id or self._default
        if wanted is None or wanted not in self._elements:
            return PLAIN
        if wanted not in self._worked_out:
            self._worked_out[wanted] = self._work_out(wanted)
        return self._worked_out[wanted]

    def numbering_of(self, style_id: str) -> str | None:
        """Return the numbering that a numbering style points to."""
        return value(self._elements.get(style_id), "w:pPr", "w:numPr", "w:numId")

    def _chain(self, style_id: str) -> list[Element]:
        """Return a style and what it is based on, the most basic first."""
        chain: list[Element] = []
        seen: set[str] = set()
        wanted: str | None = style_id
        while wanted in self._elements and wanted not in seen and len(chain) < _DEEPEST_CHAIN:
            seen.add(wanted)
            chain.append(self._elements[wanted])
            wanted = value(chain[-1], "w:basedOn")
        return chain[::-1]

    def _work_out(self, style_id: str) -> Style:
        num_id = level = heading = None
        hidden = indented = False
        chain = self._chain(style_id)
        for element in chain:
            properties = child(element, "w:pPr")
            num_id = value(properties, "w:numPr", "w:numId") or num_id
            level = _or(number(value(properties, "w:numPr", "w:ilvl"), 0, 8), level)
            heading = _or(_named_level(element), heading)
            heading = _or(number(value(properties, "w:outlineLvl"), 0, _BODY_LEVEL), heading)
            hidden = hidden or is_on(child(element, "w:rPr"), "w:vanish")
            indented = is_indented(properties, otherwise=indented)
        contents = bool(_CONTENTS.fullmatch(value(chain[-1], "w:name") or ""))
        return Style(num_id, level, _counted_from_one(heading), contents, hidden, indented)


def is_indented(properties: Element | None, *, otherwise: bool) -> bool:
    """Tell whether paragraph properties indent the first line."""
    indent = child(properties, "w:ind")
    if indent is None:
        return otherwise
    given = [attribute(indent, name) for name in ("firstLineChars", "firstLine")]
    if all(amount is None for amount in given):
        return otherwise
    return any((number(amount) or 0) > 0 for amount in given)


def heading_level(properties: Element | None, style: Style) -> int | None:
    """Return the outline level of a paragraph, 1 to 9, or None for body text."""
    own = number(value(properties, "w:outlineLvl"), 0, _BODY_LEVEL)
    return style.heading_level if own is None else _counted_from_one(own)


def _named_level(element: Element) -> int | None:
    found = _HEADING.fullmatch((value(element, "w:name") or "").strip())
    return int(found[1]) - 1 if found else None


def _counted_from_one(level: int | None) -> int | None:
    return None if level is None or level >= _BODY_LEVEL else level + 1


def _or(new: int | None, old: int | None) -> int | None:
    return old if new is None else new
