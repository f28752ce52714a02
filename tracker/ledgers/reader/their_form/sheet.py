"""One worksheet of a superior's workbook, read into a grid of plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tracker.documents.rules.failures import Refusal, RefusedFileError
from tracker.ledgers.reader.their_form.fixtures import fixtures_of
from tracker.ledgers.reader.their_form.measures import sizes_of
from tracker.ledgers.reader.their_form.package import (
    Book,
    SheetEntry,
    parsed,
    text_of,
)
from tracker.ledgers.reader.their_form.styles import MAIN, USUAL_POINTS
from tracker.ledgers.rules.their_form.formulas import copied, names_sheet
from tracker.ledgers.rules.their_form.grid import (
    Area,
    Grid,
    SheetCell,
    WordList,
    area_of,
    column_number,
)

MOST_COLUMNS = 300
_EPOCH = date(1899, 12, 30)
_LAST_SERIAL = 2_958_465
_MOST_MERGED = 200_000
_PLAIN = (False, USUAL_POINTS)


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    element: Any


def grid_of(book: Book, entry: SheetEntry) -> Grid:
    """Read a sheet; cells without text, formula or format do not appear.

    Raises:
        RefusedFileError: merged areas or hidden columns beyond any form.
    """
    root = parsed(book.archive.read(entry.part))
    rows = list(rows_of(root))
    links = book.links_of(entry.part)
    return Grid(
        name=entry.name,
        part=entry.part,
        cells=dict(_cells(book, rows)),
        merges=merges_of(root),
        hidden_rows=frozenset(one.number for one in rows if _on(one.element, "hidden")),
        hidden_columns=_hidden_columns(root),
        word_lists=tuple(_word_lists(book, root)),
        protected=_is_protected(root),
        fixtures=tuple(fixtures_of(book, root, links)),
        elsewhere=sheets_reading(book, entry),
        sizes=sizes_of(root, {one.number: one.element for one in rows}),
    )


def rows_of(root: Any) -> Iterator[_Row]:
    """Yield the rows of a sheet with their numbers, written or counted."""
    number = 0
    for one in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
        number = int(one.get("r") or number + 1)
        yield _Row(number, one)


def columns_of(row: Any) -> Iterator[tuple[int, Any]]:
    """Yield the cells of a row with their columns, written or counted."""
    column = 0
    for one in row.iterchildren(f"{MAIN}c"):
        reference = one.get("r")
        column = column_number(reference.rstrip("0123456789")) if reference else column + 1
        yield column, one


def merges_of(root: Any) -> tuple[Area, ...]:
    """Answer the merged areas of a sheet."""
    found = [area_of(one.get("ref", "")) for one in root.iter(f"{MAIN}mergeCell")]
    areas = tuple(one for one in found if one is not None)
    if sum((a.bottom - a.top + 1) * (a.right - a.left + 1) for a in areas) > _MOST_MERGED:
        raise RefusedFileError(Refusal.TOO_WIDE)
    return areas


def shared_formulas(rows: Iterator[_Row] | list[_Row]) -> dict[str, tuple[int, int, str]]:
    """Answer where each formula that several cells share is written out, and how it reads there."""
    found: dict[str, tuple[int, int, str]] = {}
    for row in rows:
        if next(row.element.iter(f"{MAIN}f"), None) is None:
            continue
        for column, cell in columns_of(row.element):
            formula = cell.find(f"{MAIN}f")
            if formula is not None and formula.get("t") == "shared" and formula.text:
                found[formula.get("si", "")] = (row.number, column, formula.text)
    return found


def formula_of(cell: Any, at: tuple[int, int], shared: Mapping[str, tuple[int, int, str]]) -> str:
    """Answer the formula of a cell as it reads there; empty when it has none."""
    formula = cell.find(f"{MAIN}f")
    if formula is None:
        return ""
    if formula.text or formula.get("t") != "shared":
        return formula.text or "?"
    row, column, text = shared.get(formula.get("si", ""), (*at, "?"))
    return copied(text, at[0] - row, at[1] - column)


def _cells(book: Book, rows: list[_Row]) -> Iterator[tuple[tuple[int, int], SheetCell]]:
    shared = shared_formulas(rows)
    for row in rows:
        reckons = next(row.element.iter(f"{MAIN}f"), None) is not None
        for column, cell in columns_of(row.element):
            at = (row.number, column)
            style = int(cell.get("s") or 0)
            kind = book.formats[style] if style < len(book.formats) else ""
            text = _shown(book, cell, dated=kind == "date") if len(cell) else ""
            formula = formula_of(cell, at, shared) if reckons else ""
            wraps, points = book.types[style] if style < len(book.types) else _PLAIN
            yield at, SheetCell(text, formula, kind == "date", kind == "percent", wraps, points)


def _shown(book: Book, cell: Any, *, dated: bool) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(f"{MAIN}is")
        return "" if inline is None else text_of(inline)
    value = cell.findtext(f"{MAIN}v") or ""
    if kind == "s":
        return book.texts[int(value)] if value.isdecimal() and int(value) < len(book.texts) else ""
    if kind == "b":
        return "是" if value == "1" else "否"
    return _number(value, dated=dated) if kind == "n" else value


def _number(value: str, *, dated: bool) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if dated and 0 < number < _LAST_SERIAL:
        return (_EPOCH + timedelta(days=int(number))).isoformat()
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value  # noqa: PLR2004  exact


def _hidden_columns(root: Any) -> frozenset[int]:
    found: set[int] = set()
    for one in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        if _on(one, "hidden"):
            last = min(int(one.get("max", "0")), MOST_COLUMNS)
            found.update(range(int(one.get("min", "1")), last + 1))
    return frozenset(found)


def _is_protected(root: Any) -> bool:
    found = root.find(f"{MAIN}sheetProtection")
    return found is not None and _on(found, "sheet")


def _on(element: Any, name: str) -> bool:
    return element.get(name, "0") in {"1", "true"}


def sheets_reading(book: Book, entry: SheetEntry) -> tuple[str, ...]:
    """Answer the other sheets with formulas that read this one."""
    found = []
    for other in book.sheets:
        if other.part == entry.part:
            continue
        formulas = parsed(book.archive.read(other.part)).iter(f"{MAIN}f")
        if any(names_sheet(one.text or "", entry.name) for one in formulas):
            found.append(other.name)
    return tuple(found)


def _word_lists(book: Book, root: Any) -> Iterator[WordList]:
    for one in root.iterfind(f"{MAIN}dataValidations/{MAIN}dataValidation"):
        if one.get("type") == "list":
            areas = [area_of(word) for word in one.get("sqref", "").split()]
            words = _words(book, root, one.findtext(f"{MAIN}formula1") or "")
            yield WordList(tuple(area for area in areas if area is not None), words)


def _words(book: Book, root: Any, told: str) -> tuple[str, ...] | None:
    """Answer the words of a drop-down: written out, or looked up where its range stands."""
    if told.startswith('"'):
        return tuple(word.strip() for word in told.strip('"').split(","))
    named = {one.get("name"): one.text or "" for one in book.workbook.iter(f"{MAIN}definedName")}
    sheet, _, reference = named.get(told, told).rpartition("!")
    area = area_of(reference)
    if area is None:
        return None
    if sheet:
        name = sheet.strip("'").replace("''", "'")
        part = next((one.part for one in book.sheets if one.name == name), None)
        if part is None:
            return None
        root = parsed(book.archive.read(part))
    return tuple(_texts_in(book, root, area))


def _texts_in(book: Book, root: Any, area: Area) -> Iterator[str]:
    for row in rows_of(root):
        for column, cell in columns_of(row.element):
            if area.holds(row.number, column) and (text := _shown(book, cell, dated=False).strip()):
                yield text
