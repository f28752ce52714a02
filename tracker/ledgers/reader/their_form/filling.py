"""A workbook filled in: one sheet's cells, whatever must follow from them, and every other part as it was."""

import io
import zipfile
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from lxml import etree

from tracker.ledgers.reader.their_form.package import Book, parsed
from tracker.ledgers.reader.their_form.rows_in import put_rows_in
from tracker.ledgers.reader.their_form.sheet import (
    columns_of,
    formula_of,
    rows_of,
    shared_formulas,
    sheets_reading,
)
from tracker.ledgers.reader.their_form.styles import MAIN
from tracker.ledgers.reader.their_form.writing import Writer
from tracker.ledgers.rules.their_form.formulas import Insertion, moved, reads
from tracker.ledgers.rules.their_form.grid import Area
from tracker.ledgers.rules.their_form.plan import Plan, Put

_TYPES = "[Content_Types].xml"
_QUICK = 2
_BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames",
)  # fmt: skip


def filled(content: bytes, plan: Plan) -> bytes:
    """Write a plan into a workbook.

    Only the planned cells of the planned sheet change; formulas that read them lose their remembered result
    and are reckoned afresh on opening. Rows put in also move what stands below, and the names of areas.
    """
    book = Book(content)
    entry = next(one for one in book.sheets if one.part == plan.part)
    root = parsed(book.archive.read(entry.part))
    changed: dict[str, bytes | None] = {}
    if plan.insertion is not None:
        put_rows_in(root, entry.name, plan.insertion)
        _move_names(book, entry.name, plan.insertion)
        changed |= _without_calculation_order(book)
    writer = Writer(root)
    for put in plan.puts:
        writer.write(put)
    for row, points in plan.heights:
        writer.heighten(row, points)
    stale = _forget_results(root, entry.name, plan.puts) or bool(sheets_reading(book, entry))
    asked = stale and _ask_for_reckoning(book.workbook)
    if asked or plan.insertion is not None:
        changed[book.workbook_part] = _written(book.workbook)
    changed[entry.part] = _written(root)
    return _packed(book, changed)


def _packed(book: Book, changed: dict[str, bytes | None]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        for member in book.archive.infolist():
            part = changed.get(member.filename, b"")
            if part is not None:
                archive.writestr(member, part or book.archive.read(member.filename))
    return target.getvalue()


def _written(root: Any) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _move_names(book: Book, sheet: str, insertion: Insertion) -> None:
    """Let print areas and other named areas take the new rows in."""
    for one in book.workbook.iter(f"{MAIN}definedName"):
        one.text = moved(one.text or "", insertion, sheet, on_it=False)


def _without_calculation_order(book: Book) -> dict[str, bytes | None]:
    """Leave out the list of formula cells (calcChain): it names places that have moved, and is made anew."""
    part = book.part_of("calcChain")
    if part is None:
        return {}
    folder, _, name = book.workbook_part.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels"
    return {
        part: None,
        rels: _less(book, rels, "Target", part),
        _TYPES: _less(book, _TYPES, "PartName", part),
    }


def _less(book: Book, part: str, word: str, gone: str) -> bytes:
    root = parsed(book.archive.read(part))
    name = gone.rpartition("/")[2]
    for one in list(root):
        if (one.get(word) or "").endswith(f"/{name}") or one.get(word) == name:
            root.remove(one)
    return _written(root)


def _forget_results(root: Any, sheet: str, puts: Iterable[Put]) -> bool:
    """Take the remembered results from the formulas that read what was written; answer whether there are any."""
    waiting = dict(_formulas(root, sheet))
    if not waiting:
        return False
    fresh = [(put.row, put.column) for put in puts]
    found = False
    while fresh:
        rows = _by_column(fresh)
        fresh = [
            at for at, (_, areas) in waiting.items() if any(_meets(rows, one) for one in areas)
        ]
        for at in fresh:
            cell, _ = waiting.pop(at)
            _forget(cell)
            found = True
    return found


def _formulas(root: Any, sheet: str) -> Iterable[tuple[tuple[int, int], tuple[Any, list[Area]]]]:
    if next(root.iter(f"{MAIN}f"), None) is None:
        return
    rows = list(rows_of(root))
    shared = shared_formulas(rows)
    for row in rows:
        for column, cell in columns_of(row.element):
            if formula := formula_of(cell, (row.number, column), shared):
                yield (row.number, column), (cell, list(reads(formula, sheet)))


def _by_column(places: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, column in places:
        found.setdefault(column, []).append(row)
    return {column: sorted(rows) for column, rows in found.items()}


def _meets(rows: dict[int, list[int]], area: Area) -> bool:
    for column, filled_rows in rows.items():
        if area.left <= column <= area.right:
            at = bisect_left(filled_rows, area.top)
            if at < len(filled_rows) and filled_rows[at] <= area.bottom:
                return True
    return False


def _forget(cell: Any) -> None:
    value = cell.find(f"{MAIN}v")
    if value is not None:
        cell.remove(value)
    cell.attrib.pop("t", None)


def _ask_for_reckoning(workbook: Any) -> bool:
    """Ask whoever opens the workbook to reckon its formulas afresh; answer whether it had to be asked for."""
    found = workbook.find(f"{MAIN}calcPr")
    if found is None:
        found = etree.Element(f"{MAIN}calcPr")
        before = [workbook.find(f"{MAIN}{name}") for name in _BEFORE_CALC]
        [one for one in before if one is not None][-1].addnext(found)
    if found.get("fullCalcOnLoad") in {"1", "true"}:
        return False
    found.set("fullCalcOnLoad", "1")
    return True
