"""A workbook as plain sheets: print sheets as an office hands them in, data sheets as a program reads them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

CellValue = str | int | date | None

_NAME_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NAME_LIMIT = 31


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its heading, its width in characters of Excel, ``centred`` for short entries.

    ``hidden`` columns stand only on data sheets: a program reads them, nobody sees them.
    """

    label: str
    width: float
    centred: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """A sheet for paper: merged title, a note at each side below it, ruled rows, remarks at the foot.

    ``frozen`` counts the columns that stay in sight; ``large`` asks for A3 instead of A4 (both landscape).
    """

    name: str
    title: str
    left_note: str
    right_note: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    remarks: tuple[str, ...] = ()
    frozen: int = 0
    large: bool = False


@dataclass(frozen=True, slots=True)
class Stacked:
    """One of several small tables on a sheet."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True, slots=True)
class StackSheet:
    """A sheet of small tables one below the other; the first column is wide, the others are alike."""

    name: str
    title: str
    left_note: str
    right_note: str
    tables: tuple[Stacked, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataSheet:
    """A sheet for programs: one header row, nothing merged, real dates and numbers."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]


Sheet = PrintSheet | StackSheet | DataSheet


@dataclass(frozen=True, slots=True)
class Workbook:
    """Sheets in order, and what the file says about itself."""

    sheets: tuple[Sheet, ...]
    subject: str
    author: str
    made_on: date


def sheet_names(wanted: Iterable[str]) -> tuple[str, ...]:
    """Answer names that Excel takes: no forbidden sign, at most 31 characters, none twice."""
    taken: list[str] = []
    for name in wanted:
        clean = _NAME_FORBIDDEN.sub("", name).strip("' ")[:_NAME_LIMIT] or "表"
        chosen, number = clean, 2
        while chosen.casefold() in {one.casefold() for one in taken}:
            ending = f"（{number}）"
            chosen, number = clean[: _NAME_LIMIT - len(ending)] + ending, number + 1
        taken.append(chosen)
    return tuple(taken)


def shown(value: CellValue) -> str:
    """Answer how a value reads on paper: days as 2026年1月5日, nothing for None."""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return "" if value is None else str(value)
