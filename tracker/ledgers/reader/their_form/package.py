"""The parts of a workbook's package: which sheets there are, where they lie, shared texts, formats of cells."""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tracker.documents.reader.grid import MOST_SHEETS
from tracker.documents.rules.failures import (
    Fault,
    Refusal,
    RefusedFileError,
    UnreadableFileError,
)
from tracker.ledgers.reader.their_form.styles import MAIN, formats_of, types_of

RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_STRICT = b"http://purl.oclc.org/ooxml/"


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
        RefusedFileError: more sheets than anybody's table has; each costs time to read.
    """

    def __init__(self, content: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(content))
        try:
            self.workbook_part = self._start()
            self.workbook = parsed(self.archive.read(self.workbook_part))
            self.links = self.links_of(self.workbook_part)
            self.sheets = tuple(self._sheets())
            self.texts = self._texts()
            styles = self._styles()
            self.formats = formats_of(styles)
            self.types = types_of(styles)
        except (KeyError, ValueError, etree.XMLSyntaxError, StopIteration) as error:
            raise UnreadableFileError(Fault.DAMAGED) from error
        if not self.sheets:
            raise UnreadableFileError(Fault.DAMAGED)
        if len({one.part for one in self.sheets}) < len(self.sheets):
            raise UnreadableFileError(Fault.DAMAGED)  # one part for many sheets: read anew for each
        if len(self.sheets) > MOST_SHEETS:
            raise RefusedFileError(Refusal.TOO_MANY_SHEETS)

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

    def _styles(self) -> Any:
        part = self.part_of("styles")
        return None if part is None else parsed(self.archive.read(part))


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
