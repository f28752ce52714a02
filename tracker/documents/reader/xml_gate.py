"""The XML of a package, streamed once: no entities, no flood of elements, no table as wide as the world."""

import re
from collections.abc import Callable
from pyexpat import ExpatError, ParserCreate

from tracker.documents.reader.cells import cells_in, column_number
from tracker.documents.reader.package import Package, is_xml
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError

MOST_ELEMENTS = 400_000
MOST_ATTRIBUTES = 800_000
DEEPEST = 200
WIDEST_SPAN = 63
MOST_GRID_CELLS = 2_000_000
# A ledger of 10,000 rows as we write it has 520,000 cells on three sheets.
MOST_CELLS = 750_000
# What a cell of a worksheet honestly consists of: itself with a formula and a value, or an inline text.
_TAGS_OF_CELL = 6
_ATTRIBUTES_OF_CELL = 4

_MOST = (MOST_CELLS, MOST_ELEMENTS, MOST_ATTRIBUTES)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")
_KNOWN_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_HEAD = 512
_LARGEST_UTF16 = 5 * 1024 * 1024
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MACRO_NAMES = ("vbaproject", "vbadata", "macrosheets/")
_TAG_SHARE = 100
_SPARE = 500
_HYPERLINK = "/hyperlink"


def check_parts(package: Package) -> None:
    """Inflate every member and look through every XML part, one at a time.

    Raises:
        RefusedFileError: a document type, too many elements or attributes, too deep, a cell or table too
            wide, macros, or a relationship to the outside that is no hyperlink.
        UnreadableFileError: XML that is not well-formed.
    """
    count = _Count()
    for name in package.names:
        lowered = name.lower()
        if any(word in lowered for word in _MACRO_NAMES):
            raise RefusedFileError(Refusal.MACROS)
        if is_xml(name):
            _check_part(lowered, _as_utf8(package.read(name)), count)
        else:
            for _ in package.inflate(name):
                pass


class _Count:
    """How much the parts of one package hold together."""

    def __init__(self) -> None:
        self.elements = 0
        self.attributes = 0
        self.cells = 0


def _as_utf8(content: bytearray) -> bytes | bytearray:
    """Answer the part in UTF-8; UTF-16 is the only other encoding that office programs write."""
    for mark, codec in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if content.startswith(mark):
            if len(content) > _LARGEST_UTF16:
                raise RefusedFileError(Refusal.ODD_ENCODING)
            try:
                return content[2:].decode(codec).encode("utf-8")
            except UnicodeError as error:
                raise RefusedFileError(Refusal.ODD_ENCODING) from error
    if b"\0" in content[:64]:
        raise RefusedFileError(Refusal.ODD_ENCODING)
    declared = _ENCODING.match(content[:_HEAD].removeprefix(b"\xef\xbb\xbf"))
    if declared and declared[1].lower() not in _KNOWN_ENCODINGS:
        raise RefusedFileError(Refusal.ODD_ENCODING)
    return content


def _check_part(name: str, content: bytes | bytearray, count: _Count) -> None:
    if _DTD.search(content):
        raise RefusedFileError(Refusal.ENTITIES)
    tags, equals = content.count(b"<"), content.count(b"=")
    if name.startswith("xl/worksheets/") and _check_cells(content, count, tags, equals):
        return
    count.attributes += equals
    if tags > 3 * MOST_ELEMENTS:
        raise RefusedFileError(Refusal.TOO_MANY_ELEMENTS)
    if count.attributes > MOST_ATTRIBUTES or equals > _TAG_SHARE * (tags + _TAG_SHARE):
        raise RefusedFileError(Refusal.TOO_MANY_ELEMENTS)
    watch = _Watch(name, count)
    parser = ParserCreate("utf-8")
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    try:
        parser.Parse(content, True)  # noqa: FBT003  the signature of expat
    except ExpatError as error:
        raise UnreadableFileError(Fault.DAMAGED) from error


def _check_cells(content: bytes | bytearray, count: _Count, tags: int, equals: int) -> bool:
    """Look a worksheet over in one sweep; False when it must be looked at element by element.

    What is no part of a cell counts towards the limits of every part.
    """
    # A single element with a flood of attributes costs a parser seconds; texts may hold some equals signs.
    if tags > _TAGS_OF_CELL * MOST_CELLS + MOST_ELEMENTS or equals > _TAG_SHARE * (tags + _SPARE):
        raise RefusedFileError(Refusal.TOO_MANY_ELEMENTS)
    cells = cells_in(content, MOST_CELLS - count.cells, MOST_GRID_CELLS)
    if cells is None:
        return False
    count.cells += cells.count
    count.elements += max(0, tags - _TAGS_OF_CELL * cells.count) // 2
    count.attributes += max(0, equals - _ATTRIBUTES_OF_CELL * cells.count)
    most = (count.cells, count.elements, count.attributes)
    if any(one > limit for one, limit in zip(most, _MOST, strict=True)):
        raise RefusedFileError(Refusal.TOO_MANY_ELEMENTS)
    if cells.widest > _LAST_COLUMN or cells.lowest > _LAST_ROW:
        raise RefusedFileError(Refusal.TOO_WIDE)
    if cells.widest * cells.lowest > MOST_GRID_CELLS:
        raise RefusedFileError(Refusal.TOO_WIDE)
    return True


class _Watch:
    """Looks at the elements of one part as they open and close."""

    def __init__(self, name: str, count: _Count) -> None:
        self._count = count
        self._depth = 0
        self._row = self._column = self._widest = self._lowest = 0
        self._looks: dict[str, Callable[[dict[str, str]], None]] = {"gridSpan": self._span}
        if name.endswith(".rels"):
            self._looks = {"Relationship": self._relationship}
        elif name == "[content_types].xml":
            self._looks = {"Override": self._content_type, "Default": self._content_type}
        elif name.startswith("xl/"):
            self._looks = {
                "row": self._new_row,
                "c": self._new_cell,
                "v": self._value,
                "is": self._value,
            }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count an element; look closer at the few kinds that can do harm."""
        self._count.elements += 1
        self._depth += 1
        if self._count.elements > MOST_ELEMENTS:
            raise RefusedFileError(Refusal.TOO_MANY_ELEMENTS)
        if self._depth > DEEPEST:
            raise RefusedFileError(Refusal.TOO_DEEP)
        look = self._looks.get(tag) or self._looks.get(tag.rpartition(":")[2])
        if look is not None:
            look(attributes)

    def end(self, _tag: str) -> None:
        """Count the way back up."""
        self._depth -= 1

    def _span(self, attributes: dict[str, str]) -> None:
        for key, value in attributes.items():
            if key.rpartition(":")[2] == "val" and (
                not value.strip().isdecimal() or int(value.strip()[:9]) > WIDEST_SPAN
            ):
                raise RefusedFileError(Refusal.TOO_WIDE)

    def _relationship(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "")
        if attributes.get("TargetMode", "").strip().lower() == "external" and not kind.endswith(
            _HYPERLINK
        ):
            raise RefusedFileError(Refusal.EXTERNAL)
        if kind.endswith(("/vbaProject", "/wordVbaData")):
            raise RefusedFileError(Refusal.MACROS)

    def _content_type(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise RefusedFileError(Refusal.MACROS)

    def _new_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number[:8]) if number.isdecimal() else self._row + 1
        self._column = 0

    def _new_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            return
        found = _REFERENCE.fullmatch(reference.upper())
        if found is None:
            raise RefusedFileError(Refusal.TOO_WIDE)
        self._column = column_number(found[1])
        self._row = int(found[2])
        if self._column > _LAST_COLUMN or self._row > _LAST_ROW:
            raise RefusedFileError(Refusal.TOO_WIDE)

    def _value(self, _attributes: dict[str, str]) -> None:
        """A filled cell spans the grid from A1 that a spreadsheet reader lays out in memory."""
        self._widest = max(self._widest, self._column)
        self._lowest = max(self._lowest, self._row)
        if self._widest * self._lowest > MOST_GRID_CELLS:
            raise RefusedFileError(Refusal.TOO_WIDE)
