"""Automatic numbers, computed as a word processor prints them (ECMA-376-1, 17.9)."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from tracker.documents.reader.docx.parts import (
    Element,
    attribute,
    child,
    is_on,
    kind,
    number,
    value,
)
from tracker.documents.reader.docx.styles import Style, Styles
from tracker.documents.rules.number_formats import printed

_LEVELS = 9
_PLACEHOLDER = re.compile("%([1-9])")
_BULLET = "●"
_PRIVATE_FROM, _PRIVATE_TO = "\ue000", "\uf8ff"
_ENDS_NARROW = re.compile(r"[!-~]\Z")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts and what it prints."""

    start: int = 1
    number_format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    is_legal: bool = False
    restart: int | None = None
    style_id: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A ``w:num``: the abstract list it counts with, its own levels and its restarts."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """The lists of a document and how far each has counted; ask in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._begun: set[tuple[str, int]] = set()
        elements = list(root) if root is not None else []
        for element in elements:
            if kind(element) == "w:abstractNum":
                self._learn_abstract(element)
        for element in elements:
            if kind(element) == "w:num":
                self._learn_list(element)

    def mark(
        self, properties: Element | None, style: Style, style_id: str | None
    ) -> tuple[str, str]:
        """Count one paragraph and return its number as printed with what follows it; empty when none.

        The gap is one space where the mark ends with a narrow sign and the layout leaves room, else
        nothing: Chinese marks carry their own room.
        """
        num_id, level = self._place(properties, style, style_id)
        numbered = self._lists.get(num_id or "")
        if numbered is None:
            return "", ""
        counts = self._count(num_id or "", numbered, level)
        mark = self._print(numbered, counts, level)
        wide = self._level(numbered, level).suffix == "nothing"
        return mark, "" if wide or not _ENDS_NARROW.search(mark) else " "

    def _place(
        self, properties: Element | None, style: Style, style_id: str | None
    ) -> tuple[str | None, int]:
        own = child(properties, "w:numPr")
        num_id = value(own, "w:numId") or style.num_id
        level = number(value(own, "w:ilvl"), 0, _LEVELS - 1)
        if level is None and value(own, "w:numId") is None:
            level = self._level_of_style(num_id, style_id)
        if level is None:
            level = style.level or 0
        return (None if num_id == "0" else num_id), level

    def _level_of_style(self, num_id: str | None, style_id: str | None) -> int | None:
        """A style names only its list; the list's level names the style back."""
        numbered = self._lists.get(num_id or "")
        if numbered is None or style_id is None:
            return None
        levels = {**self._abstract.get(numbered.abstract, {}), **numbered.levels}
        return next((index for index, level in levels.items() if level.style_id == style_id), None)

    def _level(self, numbered: _List, index: int) -> Level:
        if index in numbered.levels:
            return numbered.levels[index]
        return self._abstract.get(numbered.abstract, {}).get(index, Level())

    def _count(self, num_id: str, numbered: _List, level: int) -> list[int | None]:
        counts = self._counts[numbered.abstract]
        before = counts[level]
        restarted = numbered.restarts.get(level)
        if restarted is not None and (num_id, level) not in self._begun:
            counts[level] = restarted
        else:
            counts[level] = self._start(numbered, level) if before is None else before + 1
        self._begun.add((num_id, level))
        for deeper in range(level + 1, _LEVELS):
            restart = self._level(numbered, deeper).restart
            if restart is None or level < restart:
                counts[deeper] = None
        return counts

    def _start(self, numbered: _List, level: int) -> int:
        return numbered.restarts.get(level, self._level(numbered, level).start)

    def _print(self, numbered: _List, counts: list[int | None], index: int) -> str:
        level = self._level(numbered, index)
        if level.number_format == "bullet":
            return "".join(_BULLET if _is_private(sign) else sign for sign in level.text)

        def in_place(found: re.Match[str]) -> str:
            wanted = int(found[1]) - 1
            count = counts[wanted]
            shown = self._start(numbered, wanted) if count is None else count
            return printed(
                shown, "decimal" if level.is_legal else self._level(numbered, wanted).number_format
            )

        return _PLACEHOLDER.sub(in_place, level.text)

    def _learn_abstract(self, element: Element) -> None:
        abstract_id = attribute(element, "abstractNumId")
        if abstract_id is None:
            return
        self._abstract[abstract_id] = _levels(element)
        link = value(element, "w:numStyleLink")
        if link is not None:
            self._links[abstract_id] = link

    def _learn_list(self, element: Element) -> None:
        num_id, abstract = attribute(element, "numId"), value(element, "w:abstractNumId")
        if num_id is None or abstract is None:
            return
        levels: dict[int, Level] = {}
        restarts: dict[int, int] = {}
        for override in element:
            index = number(attribute(override, "ilvl"), 0, _LEVELS - 1)
            if kind(override) != "w:lvlOverride" or index is None:
                continue
            levels |= _levels(override)
            restart = number(value(override, "w:startOverride"))
            if restart is not None:
                restarts[index] = restart
        self._lists[num_id] = _List(self._followed(abstract, element), levels, restarts)

    def _followed(self, abstract: str, element: Element) -> str:
        """Follow a link through a numbering style to the abstract list that holds the levels."""
        link = self._links.get(abstract)
        target = None if link is None else self._styles.numbering_of(link)
        for other in element.getparent() if target is not None else ():
            if kind(other) == "w:num" and attribute(other, "numId") == target:
                return value(other, "w:abstractNumId") or abstract
        return abstract


def _levels(element: Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for candidate in element:
        index = number(attribute(candidate, "ilvl"), 0, _LEVELS - 1)
        if kind(candidate) == "w:lvl" and index is not None:
            found[index] = _level(candidate)
    return found


def _level(element: Element) -> Level:
    start = number(value(element, "w:start"))
    level = Level(
        start=1 if start is None else start,
        number_format=_number_format(element),
        text=value(element, "w:lvlText") or "",
        suffix=value(element, "w:suff") or "tab",
        is_legal=is_on(element, "w:isLgl"),
        restart=number(value(element, "w:lvlRestart"), 0, _LEVELS),
        style_id=value(element, "w:pStyle"),
    )
    return replace(level, text="") if is_on(child(element, "w:rPr"), "w:vanish") else level


def _number_format(element: Element) -> str:
    """Newer formats stand beside a plain one inside a compatibility wrapper; the plain one serves."""
    wrapped = child(child(element, "mc:AlternateContent"), "mc:Fallback")
    return value(element, "w:numFmt") or value(wrapped, "w:numFmt") or "decimal"


def _is_private(sign: str) -> bool:
    return _PRIVATE_FROM <= sign <= _PRIVATE_TO
