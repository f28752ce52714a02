"""Ledgers as offices keep them, built cell by cell."""

import io
from collections.abc import Sequence
from typing import Any

import openpyxl

HEAD = (
    "序号",
    "反馈问题",
    "整改措施",
    "责任领导",
    "责任单位",
    "责任人",
    "完成时限",
    "整改情况",
    "整改状态",
)


Sheet = tuple[str, Sequence[Sequence[Any]], Sequence[str]]


def book(*sheets: Sheet) -> bytes:
    """A workbook of sheets: name, rows, merged ranges."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows, merges in sheets:
        page = made.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for one in merges:
            page.merge_cells(one)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def plain(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> bytes:
    """A ledger with a title, a line for the seal, one header row, and rows."""
    return book(
        ("台账", [("青禾镇整改台账",), ("填报单位（盖章）：青禾镇",), head, *rows], ["A1:I1"])
    )


def row(
    problem: str = "督促检查不够经常。",
    *,
    number: Any = 1,
    measures: str = "1.建立月清单\n2.逐村对账",
    leader: str = "王立新",
    unit: str = "财政所",
    handler: str = "李强",
    due: Any = "2026年6月底",
    progress: str = "",
    state: str = "正在推进",
) -> tuple[Any, ...]:
    """A row of such a ledger."""
    return (number, problem, measures, leader, unit, handler, due, progress, state)
