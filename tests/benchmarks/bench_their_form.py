"""How long a superior's workbook of 10,000 rows takes to fill, beside openpyxl loading and saving it.

Run with ``python -m tests.benchmarks.bench_their_form``; seconds of processor time, children included, the best of
three runs. Filling means all of it: gate, reading, matching by number, planning, writing in the process apart.
"""

import io
import resource
import sys

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.benchmarks.processor import best
from tests.ledgers.their_form_books import DAY, saved
from tracker.ledgers.reader.their_form import fill, look_at
from tracker.ledgers.rules.lines import LedgerLine, ReportedLine
from tracker.ledgers.rules.their_form.proposal import filled_by, header_of, proposed
from tracker.tasks.rules.lifecycle import State

ROWS = 10_000
_HEAD = ("编号", "反馈问题", "整改措施", "完成时限", "进展情况", "是否完成", "责任领导")
_PROBLEM = "督促检查不够经常，布置多、过问少，第{}个村没有按月对账"


def template() -> bytes:
    """The superior's workbook: their number and problem in each row, our five columns empty."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    words = DataValidation(type="list", formula1='"是,否"')
    words.add(f"F2:F{ROWS + 1}")
    sheet.add_data_validation(words)
    sheet.append(_HEAD)
    for number in range(1, ROWS + 1):
        sheet.append([f"3-{number}", _PROBLEM.format(number)])
    return saved(book)


def ledger() -> list[LedgerLine]:
    """Our rows for all of them."""
    return [
        LedgerLine(
            task_id=number,
            problem_id=number,
            number=f"2026-{number:05d}",
            state=State.CLOSED if number % 2 else State.ACTIVE,
            problem=_PROBLEM.format(number),
            title=_PROBLEM.format(number),
            superior_number=f"3-{number}",
            measures=("建立月清单。", "逐村对账。"),
            leader="王立新",
            due_on=DAY,
            progress=(ReportedLine(DAY, "已逐村对账，建立台账。"),),
        )
        for number in range(1, ROWS + 1)
    ]


def filled(content: bytes, lines: list[LedgerLine]) -> bytes:
    """Fill the workbook as the page does."""
    grid = look_at(content, "表.xlsx")[0]
    result = filled_by(grid, proposed(grid, header_of(grid, None)), lines, {})
    return fill(content, result.plan(grid))


def loaded_and_saved(content: bytes) -> bytes:
    """Do the least that openpyxl can do: load the filled workbook and save it."""
    return saved(load_workbook(io.BytesIO(content)))


def main() -> None:
    """Measure and print."""
    content, lines = template(), ledger()
    out = filled(content, lines)
    ours, floor = best(lambda: filled(content, lines)), best(lambda: loaded_and_saved(out))
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    sys.stdout.write(
        f"套表 {ROWS} rows, {len(out) // 1024} KB: {ours:.2f} s; openpyxl load and save {floor:.2f} s;"
        f" {ours / floor:.2f} times; largest child {child:.0f} MB\n"
    )


if __name__ == "__main__":
    main()
