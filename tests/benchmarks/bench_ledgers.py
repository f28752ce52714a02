"""How long a ledger of 10,000 rows takes out to a workbook and in again, beside the bare libraries.

Run with ``python -m tests.benchmarks.bench_ledgers``; each figure is the best of several runs, in
seconds of processor time, children included, so that it holds on a busy machine, too. The
bare runs do the least that could be called the same: XlsxWriter writes the same cells in the same formats without
working out any height, openpyxl and calamine read the same file into
lists without a gate, a process apart or a thought.
"""

import io
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import xlsxwriter
from python_calamine import CalamineWorkbook

from tests.benchmarks.processor import best
from tests.ledgers.books import HEAD, book, row
from tests.ledgers.test_hostile_books import REFUSED, TAKEN, verdicts_of
from tracker.documents.render.formats import Formats
from tracker.documents.rules.sheet import CellValue
from tracker.ledgers.reader.ledgers import open_ledger
from tracker.ledgers.render.ledger_excel import Cover, ledger_as_excel
from tracker.ledgers.rules.columns import COLUMNS, DATA, SHORT, Column
from tracker.ledgers.rules.importing.entries import entries_of
from tracker.ledgers.rules.importing.planning import DraftRow, plan
from tracker.ledgers.rules.importing.rows import Directory, Settings
from tracker.ledgers.rules.keys import key_of
from tracker.ledgers.rules.lines import LedgerLine, ReportedLine
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State

ROWS = 10_000
TODAY = date(2026, 3, 18)
TEXT = "督促检查不够经常，布置多、过问少，部分村没有按月对账，账目公开不够及时。"


def lines(count: int = ROWS) -> Iterator[LedgerLine]:
    """Yield rows as an office has them."""
    for number in range(1, count + 1):
        yield LedgerLine(
            task_id=number,
            problem_id=number,
            number=f"2025-{number:03d}",
            state=State.ACTIVE,
            problem=f"{number}号问题：{TEXT}",
            title=TEXT[:20],
            position=number,
            unit_code="qinghe",
            unit_name="青禾镇",
            year=2025,
            category="财务管理",
            standard="每月逐村对账一次，有记录",
            measures=("建立党委重点工作月清单", "逐村核对近三年账目"),
            leader="王立新",
            lead_unit="财政所",
            handler="李强",
            due_on=TODAY + timedelta(days=number % 200),
            progress=(ReportedLine(TODAY, "已建立月清单，逐村对账，查出的问题已列单。"),),
        )


def ours_out() -> bytes:
    """Write the ledger as the program does."""
    return ledger_as_excel(lines(), Cover("青禾镇整改台账", "青禾镇", TODAY))


def bare_out() -> bytes:
    """Write the same cells with the library alone."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    formats = Formats(book)
    sheets: list[tuple[Any, tuple[Column, ...]]] = [
        (book.add_worksheet(name), columns)
        for name, columns in (("A4", SHORT), ("A3", COLUMNS), ("数据", DATA))
    ]
    for at, line in enumerate(lines()):
        for page, columns in sheets:
            for place, column in enumerate(columns):
                _write(page, at, place, column.data(line), formats)
        sheets[-1][0].write_string(at, len(DATA), key_of(line))
    book.close()
    return out.getvalue()


def _write(page: Any, at: int, place: int, value: CellValue, formats: Formats) -> None:
    if isinstance(value, date):
        page.write_datetime(at, place, value, formats.day)
    elif isinstance(value, int):
        page.write_number(at, place, value, formats.number)
    else:
        page.write_string(at, place, value or "", formats.text)


def foreign() -> bytes:
    """Write a ledger as an office keeps it."""
    rows = (
        row(f"{at}号问题：{TEXT}", number=at, measures="建立清单", progress="已对账。")
        for at in range(1, ROWS + 1)
    )
    return book(("台账", [HEAD, *rows], ()))


def ours_in(content: bytes) -> int:
    """Read, recognise and check a foreign ledger as the program does; answer how many rows come in."""
    opened = open_ledger(content, "台账.xlsx")
    drafts = [DraftRow(one) for one in entries_of(opened.grid, opened.header)]
    settings = Settings(2025, Source.SELF_CHECK, TODAY)
    office = Directory("qinghe", {"李强": 1, "王立新": 2}, frozenset({2}), {"财政所": 3})
    return len(plan(drafts, settings, office, {}).to_write)


def bare_in(content: bytes) -> int:
    """Read the same file with the library alone."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return len(book.get_sheet_by_index(0).to_python()) - 1


def openpyxl_in(content: bytes, sheet: int = 0) -> int:
    """Read one sheet of the same file with the other library that people use, without styles."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[sheet].iter_rows(values_only=True)) - 1


def peak_of(count: int) -> int:
    """Answer the most memory that writing so many rows takes beside the answer itself, in kilobytes."""
    tracemalloc.start()
    content = ledger_as_excel(lines(count), Cover("台账", "青禾镇", TODAY))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (most - 2 * len(content)) // 1024


def main() -> None:
    """Measure and print."""
    content, own = foreign(), ours_out()
    assert ours_in(content) == bare_in(content) == ours_in(own) == openpyxl_in(own, -1) == ROWS
    told = [
        ("out", best(ours_out), best(bare_out)),
        ("in, beside openpyxl", best(lambda: ours_in(content)), best(lambda: openpyxl_in(content))),
        (
            "our own in again, beside openpyxl's one sheet of three",
            best(lambda: ours_in(own)),
            best(lambda: openpyxl_in(own, -1)),
        ),
        ("in, beside calamine", best(lambda: ours_in(content)), best(lambda: bare_in(content))),
    ]
    for name, ours, bare in told:
        sys.stdout.write(
            f"{name}, {ROWS} rows: {ours:.2f} s, bare {bare:.2f} s, {ours / bare:.2f} x\n"
        )
    with TemporaryDirectory() as folder:
        verdicts = verdicts_of(REFUSED | TAKEN, Path(folder))
    slowest = max(verdicts, key=lambda one: verdicts[one][1])
    sys.stdout.write(
        f"hostile workbooks: {len(verdicts)}, the slowest ({slowest}) {verdicts[slowest][1]:.2f} s, "
        f"the most {max(one[2] for one in verdicts.values()) // 1024} MB\n"
    )
    sys.stdout.write(f"memory: {peak_of(1000)} KB for 1,000 rows, {peak_of(4000)} KB for 4,000\n")


if __name__ == "__main__":
    main()
