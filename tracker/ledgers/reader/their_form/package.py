"""The parts of a workbook's package: which sheets there are, where they lie, shared texts, date formats."""

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tracker.documents.rules.failures import Fault, UnreadableFileError

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"
# The number formats that every program knows by number (ECMA-376-1, 18.8.30).
_BUILT_IN = dict.fromkeys((*range(14, 23), *range(27, 37), *range(50, 59)), "date") | {
    9: "percent",
    10: "percent",
}
_NO_SIGNS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A worksheet as the workbook lists it."""

    name: str
    part: str
    visible: bool


class Book:
    """An .xlsx that passed the gate, its small parts read, its sheets still closed.

    Raises:
        UnreadableFileError: the parts do not fit together, or it is of the strict kind that few programs write.
    """

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        try:
            self.workbook_part = self._start()
            self.workbook = parsed(self.archive.read(self.workbook_part))
            self.links = self.links_of(self.workbook_part)
            self.sheets = tuple(self._sheets())
            self.texts = self._texts()
            self.formats = self._formats()
        except (KeyError, ValueError, etree.XMLSyntaxError, StopIteration) as error:
            raise UnreadableFileError(Fault.DAMAGED) from error
        if not self.sheets:
            raise UnreadableFileError(Fault.DAMAGED)

    def links_of(self, part: str) -> dict[str, tuple[str, str]]:
        """Answer the relationships of a part: kind and target by id."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.archive.namelist():
            return {}
        return {
            one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _joined(folder, one))
            for one in parsed(self.archive.read(rels)).iter(_LINK)
        }

    def part_of(self, kind: str) -> str | None:
        """Answer the name of the workbook's part of a kind, such as ``styles``."""
        return next((target for one, target in self.links.values() if one == kind), None)

    def _start(self) -> str:
        links = parsed(self.archive.read("_rels/.rels")).iter(_LINK)
        found = next(one for one in links if one.get("Type", "").endswith("/officeDocument"))
        part = _joined("", found)
        if _STRICT in self.archive.read(part)[:2000]:
            raise UnreadableFileError(Fault.DAMAGED)
        return part

    def _sheets(self) -> list[SheetEntry]:
        found = []
        for one in self.workbook.iter(f"{MAIN}sheet"):
            kind, part = self.links[one.get(f"{RELATION}id")]
            if kind == "worksheet":
                found.append(
                    SheetEntry(one.get("name"), part, one.get("state", "visible") == "visible")
                )
        return found

    def _texts(self) -> list[str]:
        part = self.part_of("sharedStrings")
        if part is None:
            return []
        return [text_of(one) for one in parsed(self.archive.read(part)).iter(f"{MAIN}si")]

    def _formats(self) -> list[str]:
        """Answer for each cell style the kind of its number format: ``date``, ``percent`` or nothing."""
        part = self.part_of("styles")
        if part is None:
            return []
        root = parsed(self.archive.read(part))
        own = {
            int(one.get("numFmtId", "0")): _kind(one.get("formatCode", ""))
            for one in root.iter(f"{MAIN}numFmt")
        }
        formats = root.find(f"{MAIN}cellXfs")
        ids = [] if formats is None else [int(one.get("numFmtId", "0")) for one in formats]
        return [own.get(one, _BUILT_IN.get(one, "")) for one in ids]


def parsed(content: bytes) -> Any:
    """Read XML that passed the gate (no document type, bounded), fetching nothing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    return etree.fromstring(content, parser)


def text_of(element: Any) -> str:
    """Answer the text of a shared or inline string, its runs joined, readings (拼音) left out."""
    pieces = []
    for one in element:
        if one.tag == f"{MAIN}t":
            pieces.append(one.text or "")
        elif one.tag == f"{MAIN}r":
            pieces += [two.text or "" for two in one.iterchildren(f"{MAIN}t")]
    return "".join(pieces)


def _joined(folder: str, link: Any) -> str:
    target = link.get("Target", "")
    if target.startswith("/"):
        return str(target[1:])
    return posixpath.normpath(posixpath.join(folder, target))


def _kind(code: str) -> str:
    signs = _NO_SIGNS.sub("", code).lower()
    if "%" in signs:
        return "percent"
    return "date" if any(sign in signs for sign in "ymd") else ""
