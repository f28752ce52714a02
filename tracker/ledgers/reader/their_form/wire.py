"""What goes into the process apart and comes out of it: a deed with a workbook, grids, failures."""

import json
import struct
from collections.abc import Iterator
from dataclasses import asdict, fields
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any

from tracker.documents.rules.failures import Fault, UnreadableFileError
from tracker.ledgers.rules.their_form.formulas import Insertion
from tracker.ledgers.rules.their_form.grid import Area, Fixture, Grid, SheetCell, Sizes, WordList
from tracker.ledgers.rules.their_form.plan import Plan, Put, PutKind

_AT_A_TIME = 2_000
_LENGTH = struct.Struct(">I")
_json = partial(json.dumps, ensure_ascii=False)
_facts = attrgetter(*(one.name for one in fields(SheetCell)))


def pack_deed(content: bytes, plan: Plan | None) -> bytes:
    """Write what is to be done: fill a workbook in by a plan, or only look at it."""
    told = json.dumps(_told(plan) if plan else None, ensure_ascii=False).encode()
    return _LENGTH.pack(len(told)) + told + content


def unpack_deed(packed: bytes) -> tuple[bytes, Plan | None]:
    """Read what ``pack_deed`` wrote."""
    (length,) = _LENGTH.unpack(packed[: _LENGTH.size])
    start = _LENGTH.size + length
    told = json.loads(packed[_LENGTH.size : start])
    return packed[start:], None if told is None else _plan(told)


def _told(plan: Plan) -> dict[str, Any]:
    return {
        "part": plan.part,
        "puts": [[one.row, one.column, one.value, one.kind] for one in plan.puts],
        "insertion": asdict(plan.insertion) if plan.insertion else None,
        "heights": plan.heights,
    }


def _plan(told: dict[str, Any]) -> Plan:
    puts = tuple(
        Put(row, column, value, PutKind(kind)) for row, column, value, kind in told["puts"]
    )
    insertion = told["insertion"]
    heights = tuple((int(row), float(points)) for row, points in told["heights"])
    return Plan(told["part"], puts, Insertion(**insertion) if insertion else None, heights)


def pack_grids(grids: list[Grid]) -> bytes:
    """Write grids as JSON."""
    return b"[" + b",".join(_packed(one) for one in grids) + b"]"


def unpack_grids(told: list[dict[str, Any]]) -> tuple[Grid, ...]:
    """Read grids back.

    Raises:
        UnreadableFileError: what a reading process said makes no sense.
    """
    try:
        return tuple(_grid(one) for one in told)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableFileError(Fault.CRASHED, "xlsx") from error


def _packed(grid: Grid) -> bytes:
    around = _json(_around(grid)).encode().removesuffix(b"}")
    return around + b', "cells": [' + b",".join(_cells(grid)) + b"]}"


def _cells(grid: Grid) -> Iterator[bytes]:
    """Yield the cells some at a time: written at once, they take many times the room of their text."""
    left = iter(grid.cells.items())
    while some := [[*at, *_facts(cell)] for at, cell in islice(left, _AT_A_TIME)]:
        yield _json(some).encode()[1:-1]


def _around(grid: Grid) -> dict[str, Any]:
    return {
        "name": grid.name,
        "part": grid.part,
        "merges": [_sides(one) for one in grid.merges],
        "hidden_rows": sorted(grid.hidden_rows),
        "hidden_columns": sorted(grid.hidden_columns),
        "word_lists": [[[_sides(two) for two in one.areas], one.words] for one in grid.word_lists],
        "protected": grid.protected,
        "fixtures": grid.fixtures,
        "elsewhere": grid.elsewhere,
        "sizes": [
            list(grid.sizes.widths.items()),
            list(grid.sizes.heights.items()),
            grid.sizes.width,
            grid.sizes.height,
        ],
    }


def _sides(area: Area) -> list[int]:
    return [area.top, area.left, area.bottom, area.right]


def _grid(told: dict[str, Any]) -> Grid:
    return Grid(
        name=told["name"],
        part=told["part"],
        cells={(row, column): SheetCell(*rest) for row, column, *rest in told["cells"]},
        merges=tuple(Area(*one) for one in told["merges"]),
        hidden_rows=frozenset(told["hidden_rows"]),
        hidden_columns=frozenset(told["hidden_columns"]),
        word_lists=tuple(
            WordList(tuple(Area(*one) for one in areas), None if words is None else tuple(words))
            for areas, words in told["word_lists"]
        ),
        protected=told["protected"],
        fixtures=tuple((Fixture(kind), row) for kind, row in told["fixtures"]),
        elsewhere=tuple(told["elsewhere"]),
        sizes=_sizes(*told["sizes"]),
    )


def _sizes(
    widths: list[list[float]], heights: list[list[float]], width: float, height: float | None
) -> Sizes:
    return Sizes(
        {int(column): wide for column, wide in widths},
        {int(row): high for row, high in heights},
        width,
        height,
    )
