"""What a workbook keeps out of sight on its visible sheets: hidden rows and columns, and whether a filter is set.

Read beside the cells, which the workbook's reader gives whether they are seen or not; in .xlsx from the parts of
the package, in .xls from the records ([MS-XLS] 2.4.28 BoundSheet8, 2.4.53 ColInfo, 2.4.221 Row).
"""

import io
import posixpath
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pyexpat import ExpatError, ParserCreate

import olefile

_ROW = re.compile(rb'<(?:\w+:)?row[ \t\r\n][^<>]*?\bhidden="(?:1|true)"[^<>]*>')
_COLUMN = re.compile(rb'<(?:\w+:)?col[ \t\r\n][^<>]*?\bhidden="(?:1|true)"[^<>]*>')
_NUMBER = {name: re.compile(rb'\b%b="([0-9]{1,7})"' % name) for name in (b"r", b"min", b"max")}
_LAST_COLUMN = 16_384
_ZIP = b"PK\x03\x04"
_BOUND_SHEET, _COLUMN_INFO, _ROW_INFO, _FILTER_MODE = 0x0085, 0x007D, 0x0208, 0x009B
_BEGIN, _END = 0x0809, 0x000A
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x20, 0x01
_WIDE_NAME = 0x01
_MOST_RECORDS = (
    600_000  # a ledger of 10,000 rows has some 250,000; a stream of empty ones would go on for ever
)


@dataclass(frozen=True, slots=True)
class Unseen:
    """The hidden rows of a sheet (from 1) and its hidden columns (from 0); ``filtered`` tells that a filter is set."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    filtered: bool = False


def unseen_in(content: bytes) -> dict[str, Unseen]:
    """Answer what is out of sight on each sheet of an admitted workbook, by the sheet's name.

    What cannot be told is left out: the cells themselves are read elsewhere, and refused there.
    """
    try:
        return dict(_of_package(content) if content.startswith(_ZIP) else _of_records(content))
    except (
        KeyError,
        IndexError,
        OSError,
        ValueError,
        StopIteration,
        struct.error,
        zipfile.BadZipFile,
        ExpatError,
    ):
        return {}


def _of_package(content: bytes) -> Iterator[tuple[str, Unseen]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        links = {
            one["Id"]: posixpath.normpath(posixpath.join("/xl", one["Target"])).lstrip("/")
            for one in _elements(archive.read("xl/_rels/workbook.xml.rels"), "Relationship")
        }
        for one in _elements(archive.read("xl/workbook.xml"), "sheet"):
            link = next((it for name, it in one.items() if name.rpartition(":")[2] == "id"), "")
            part = links.pop(link)  # a part that stands for many sheets is looked at once
            content = archive.read(part)
            if b"hidden=" in content:
                yield one["name"], _of_sheet(content)


def _elements(content: bytes, wanted: str) -> list[dict[str, str]]:
    """Answer the attributes of every element with a name, whatever its prefix."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)  # noqa: FBT003  the signature of expat
    return found


def _of_sheet(part: bytes) -> Unseen:
    tags = _COLUMN.findall(part)
    columns = _covered((_number(one, b"min") - 1, _number(one, b"max")) for one in tags)
    rows = frozenset(_number(tag, b"r") for tag in _ROW.findall(part))
    return Unseen(rows, columns, filtered=b"filterColumn" in part)


def _covered(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Answer the columns in some spans (from 0, the end outside), each span counted at its edges alone."""
    edges = [0] * (_LAST_COLUMN + 1)
    for first, end in spans:
        if 0 <= first < end:
            edges[min(first, _LAST_COLUMN)] += 1
            edges[min(end, _LAST_COLUMN)] -= 1
    return frozenset(at for at, depth in enumerate(accumulate(edges)) if depth)


def _number(tag: bytes, name: bytes) -> int:
    found = _NUMBER[name].search(tag)
    return int(found[1]) if found else 0


def _of_records(content: bytes) -> Iterator[tuple[str, Unseen]]:
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        stream: bytes = ole.openstream("Workbook").read()
    left = iter(range(_MOST_RECORDS))
    for kind, body in _records(stream, 0, left):
        if kind == _BOUND_SHEET:
            start, length, wide = *struct.unpack_from("<I", body), body[6], body[7] & _WIDE_NAME
            name = body[8 : 8 + length * (2 if wide else 1)]
            told = _of_stream(stream, start, left)
            yield name.decode("utf-16-le" if wide else "latin-1"), told


def _records(stream: bytes, at: int, left: Iterator[int]) -> Iterator[tuple[int, bytes]]:
    """Yield the records of a substream up to its end, those of charts inside it left out; ``left`` counts all down."""
    depth = 0
    while at + 4 <= len(stream) and next(left, None) is not None:
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 1:
            yield kind, stream[at + 4 : at + 4 + size]
        if depth == 0:
            return
        at += 4 + size


def _of_stream(stream: bytes, start: int, left: Iterator[int]) -> Unseen:
    rows, spans, filtered = set[int](), list[tuple[int, int]](), False
    for kind, body in _records(stream, start, left):
        if kind == _ROW_INFO and body[12] & _ROW_IS_HIDDEN:
            rows.add(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMN_INFO and body[8] & _COLUMN_IS_HIDDEN:
            first, last = struct.unpack_from("<HH", body)
            spans.append((first, last + 1))
        elif kind == _FILTER_MODE:
            filtered = True
    return Unseen(frozenset(rows), _covered(spans), filtered)
