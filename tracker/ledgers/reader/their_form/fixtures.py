"""What stands on a sheet without being a cell of it: tables, pictures, comments, array formulas."""

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.ledgers.reader.their_form.package import Book, parsed
from tracker.ledgers.reader.their_form.styles import MAIN
from tracker.ledgers.rules.their_form.grid import Fixture, area_of

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_KINDS = {
    "table": Fixture.TABLE,
    "drawing": Fixture.PICTURE,
    "comments": Fixture.COMMENT,
}


def fixtures_of(
    book: Book, root: Any, links: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[Fixture, int]]:
    """Yield each kind of thing with the last row that one of it reaches."""
    for formula in root.iter(f"{MAIN}f"):
        if formula.get("t") in {"array", "dataTable"} and (area := area_of(formula.get("ref", ""))):
            yield Fixture.ARRAY, area.bottom
    for kind, part in links.values():
        if kind in _KINDS and part in book.archive.namelist():
            reach = max(_rows(kind, parsed(book.archive.read(part))), default=0)
            yield _KINDS[kind], reach


def _rows(kind: str, root: Any) -> Iterator[int]:
    if kind == "drawing":
        yield from (int(one.text or 0) + 1 for one in root.iter(f"{_DRAWING}row"))
        return
    elements = (root,) if kind == "table" else root.iter(f"{MAIN}comment")
    areas = (area_of(one.get("ref", "")) for one in elements)
    yield from (one.bottom for one in areas if one is not None)
