"""The parts of a Word package as parsed XML, and short names for its elements."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from lxml import etree

from tracker.documents.reader.package import Package, is_xml
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError

Element = Any
"""An lxml element; lxml ships no types."""

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_STRICT_MATH = "http://purl.oclc.org/ooxml/officeDocument/math"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PREFIXES = {
    _TRANSITIONAL: "w:",
    _STRICT: "w:",
    _MATH: "m:",
    _STRICT_MATH: "m:",
    _COMPATIBILITY: "mc:",
}

_CUSTOM_XML = re.compile(r"customxml/item\d{1,4}\.xml")
_CHANGES = [
    f"{{{space}}}{name}"
    for space in (_TRANSITIONAL, _STRICT)
    for name in ("ins", "del", "moveFrom", "moveTo")
]


class _ShortNames(dict[str, str]):
    """Qualified names as ``w:p``; names of other vocabularies become ``?``; learned at first sight."""

    def __missing__(self, qualified: str) -> str:
        namespace, _, local = qualified.removeprefix("{").rpartition("}")
        prefix = _PREFIXES.get(namespace)
        short = "?" if prefix is None else prefix + local
        self[qualified] = short
        return short


_SHORT = _ShortNames()


def kind(element: Element) -> str:
    """Return the short name of an element, such as ``w:p``; comments and instructions give ``?``."""
    tag = element.tag
    return _SHORT[tag] if isinstance(tag, str) else "?"


def child(element: Element | None, name: str) -> Element | None:
    """Return the first direct child with a short name."""
    if element is not None:
        for candidate in element:
            if kind(candidate) == name:
                return candidate
    return None


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its local name, in whatever vocabulary it stands."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def value(element: Element | None, *path: str) -> str | None:
    """Return the ``w:val`` of the descendant reached by a path of short names."""
    for name in path:
        element = child(element, name)
    return attribute(element, "val")


def number(text: str | None, least: int = 0, most: int = 1_000_000) -> int | None:
    """Read a whole number within bounds, or None; numbers in files are not to be trusted."""
    if text is None:
        return None
    stripped = text.strip()
    if not stripped.removeprefix("-").isascii() or not stripped.removeprefix("-").isdigit():
        return None
    return max(least, min(int(stripped[:12]), most))


def is_on(element: Element | None, name: str) -> bool:
    """Tell whether an on/off property is there and not switched off."""
    found = child(element, name)
    return found is not None and attribute(found, "val") not in {"0", "false", "off"}


class Parts:
    """The parts that carry text, found through the relationships and parsed when asked for."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._document: Element | None = None
        self._names = {name.lower(): name for name in package.names}
        self._main = self._target("_rels/.rels", "", "officeDocument") or "word/document.xml"

    @property
    def main(self) -> str:
        """The name of the main part, as the package spells it."""
        return self._names.get(self._main.lower(), self._main)

    def document(self) -> Element:
        """Return the root of the main part.

        Raises:
            UnreadableFileError: there is none, or it is no Word document.
        """
        if self._document is None:
            root = self._parse(self._main)
            if root is None or kind(root) != "w:document":
                raise UnreadableFileError(Fault.WRONG_KIND, "docx")
            self._document = root
        return self._document

    def has_changes(self) -> bool:
        """Tell whether the body holds tracked changes of the text that nobody has accepted or refused."""
        return next(self.document().iter(*_CHANGES), None) is not None

    def part(self, role: str) -> Element | None:
        """Return the root of the part with a role (styles, numbering, footnotes, endnotes), if any."""
        folder, _, name = self._main.rpartition("/")
        target = self._target(f"{folder}/_rels/{name}.rels", folder, role)
        return self._parse(target or f"{folder}/{role}.xml")

    def custom_xml(self) -> Iterator[Element]:
        """Yield the roots of the custom XML parts, in the order of their names; no text hangs on a damaged one."""
        for name in sorted(self._names):
            if _CUSTOM_XML.fullmatch(name):
                with suppress(UnreadableFileError):
                    root = self._parse(name)
                    if root is not None:
                        yield root

    def _target(self, relations: str, folder: str, role: str) -> str | None:
        root = self._parse(relations)
        for relation in root if root is not None else ():
            if (attribute(relation, "Type") or "").endswith(f"/{role}"):
                target = attribute(relation, "Target") or ""
                return (
                    target.removeprefix("/")
                    if target.startswith("/")
                    else f"{folder}/{target}".removeprefix("/")
                )
        return None

    def _parse(self, name: str) -> Element | None:
        """Parse a part that the gate looked through; parts not named as XML were not looked through."""
        actual = self._names.get(name.lower())
        if actual is None or not is_xml(actual):
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(bytes(self._package.read(actual)), parser)
        except etree.XMLSyntaxError as error:
            if "huge" in str(error).lower():
                raise RefusedFileError(Refusal.TOO_LONG) from error
            raise UnreadableFileError(Fault.DAMAGED, "docx") from error
