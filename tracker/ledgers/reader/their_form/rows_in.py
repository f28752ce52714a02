"""Rows put into a sheet: the copied row's format goes along, and everything that names rows below moves.

What cannot move (tables, pictures, comments below) was refused before anything came here.
"""

from copy import deepcopy
from typing import Any

from lxml import etree

from tracker.ledgers.reader.their_form.sheet import columns_of, formula_of, rows_of, shared_formulas
from tracker.ledgers.reader.their_form.styles import MAIN
from tracker.ledgers.reader.their_form.writing import number_everything
from tracker.ledgers.rules.their_form.formulas import Insertion, copied, moved
from tracker.ledgers.rules.their_form.grid import Area, area_of, place

_BY_AREA = ("dataValidation", "conditionalFormatting", "ignoredError", "protectedRange")
_BY_REFERENCE = ("hyperlink", "autoFilter", "dimension", "sortState", "sortCondition")
_FORMULAS = ("formula1", "formula2", "formula")


def put_rows_in(root: Any, name: str, insertion: Insertion) -> None:
    """Copy a row of the sheet called ``name`` a number of times right below itself."""
    number_everything(root)
    _write_out_shared(root)
    rows = {one.number: one.element for one in rows_of(root)}
    model = rows.get(insertion.row)
    for row in sorted(rows, reverse=True):
        if row > insertion.row:
            _renumber(rows[row], row + insertion.count)
    for formula in root.iter(f"{MAIN}f"):
        formula.text = moved(formula.text or "", insertion, name)
    if model is not None:
        for down in range(insertion.count, 0, -1):
            model.addnext(_copy(model, insertion.row, down))
    _move_merges(root, insertion)
    _move_areas(root, insertion, name)


def _write_out_shared(root: Any) -> None:
    """Give each cell its own formula where several share one, so that they can move apart."""
    rows = list(rows_of(root))
    shared = shared_formulas(rows)
    if not shared:
        return
    for row in rows:
        for column, cell in columns_of(row.element):
            formula = cell.find(f"{MAIN}f")
            if formula is not None and formula.get("t") == "shared":
                formula.text = formula_of(cell, (row.number, column), shared)
                for word in ("t", "si", "ref"):
                    formula.attrib.pop(word, None)


def _renumber(row: Any, number: int) -> None:
    for column, cell in list(columns_of(row)):
        cell.set("r", place(number, column))
    row.set("r", str(number))


def _copy(model: Any, at: int, down: int) -> Any:
    """Answer a copy of a row without its values; formulas read as if copied down."""
    row = deepcopy(model)
    _renumber(row, at + down)
    for _, cell in columns_of(row):
        formula = cell.find(f"{MAIN}f")
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if formula is not None:
            formula.text = copied(formula.text or "", down)
            cell.append(formula)
    return row


def _move_merges(root: Any, insertion: Insertion) -> None:
    parent = root.find(f"{MAIN}mergeCells")
    if parent is None:
        return
    for one in list(parent):
        area = area_of(one.get("ref", ""))
        if area is None:
            continue
        one.set("ref", insertion.area(area).shown)
        if area.top == area.bottom == insertion.row:
            for down in range(1, insertion.count + 1):
                copy = Area(area.top + down, area.left, area.bottom + down, area.right)
                etree.SubElement(parent, f"{MAIN}mergeCell", {"ref": copy.shown})
    parent.set("count", str(len(parent)))


def _move_areas(root: Any, insertion: Insertion, name: str) -> None:
    for element in root.iter(etree.Element):
        word = etree.QName(element).localname
        if word in _BY_AREA and element.get("sqref"):
            element.set("sqref", _moved_areas(element.get("sqref"), insertion))
        elif word == "sqref" and element.text:
            element.text = _moved_areas(element.text, insertion)
        elif word in _BY_REFERENCE and element.get("ref"):
            element.set("ref", _moved_areas(element.get("ref"), insertion))
        elif word in _FORMULAS or (word == "f" and element.tag != f"{MAIN}f"):
            element.text = moved(element.text or "", insertion, name)
        elif word == "brk" and element.getparent().tag == f"{MAIN}rowBreaks":
            element.set("id", str(insertion.start(int(element.get("id", "0")))))


def _moved_areas(references: str, insertion: Insertion) -> str:
    """Answer areas after rows were put in; one that holds the copied row holds the copies too."""
    found = []
    for word in references.split():
        area = area_of(word)
        if area is None:
            found.append(word)
            continue
        found.append(
            Area(insertion.start(area.top), area.left, insertion.end(area.bottom), area.right).shown
        )
    return " ".join(found)
