"""Long texts in a superior's rows of a fixed height: the row grows, and what no row can hold is named."""

from dataclasses import replace

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from tests.ledgers.their_form_books import (
    DAY,
    lines,
    listed_book,
    looked_at,
    opened,
    saved,
    written,
)
from tracker.ledgers.rules.lines import ReportedLine
from tracker.ledgers.rules.their_form.filling import Filling, fill_listed


def _tall(book: Workbook, height: float | None, *, wraps: bool = True) -> Workbook:
    """Set the rows of the superior's problems to a height and their cells to wrapping or not."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in range(5, 8):
        sheet.row_dimensions[row].height = height
        for column in range(1, 9):
            sheet.cell(row, column).alignment = Alignment(wrap_text=wraps)
    return book


def _filled_with(progress: str, book: Workbook) -> tuple[Filling, Worksheet]:
    content = saved(book)
    grid, layout = looked_at(content)
    told = [replace(one, progress=(ReportedLine(DAY, progress),)) for one in lines()]
    filling = fill_listed(grid, layout, told, {})
    sheet = opened(written(content, grid, filling)).active
    assert isinstance(sheet, Worksheet)
    return filling, sheet


def test_a_row_of_a_fixed_height_grows_until_our_text_shows_and_says_so() -> None:
    filling, sheet = _filled_with("逐村对账，逐笔登记。" * 12, _tall(listed_book(), 30))
    assert (sheet.row_dimensions[5].height or 0) > 100
    assert sheet.row_dimensions[7].height == 30  # nothing of ours stands there
    assert "第5、6行的行高不够，将加高到能看全文字。" in filling.remarks


def test_a_row_that_is_high_enough_keeps_its_height() -> None:
    filling, sheet = _filled_with("已对账。", _tall(listed_book(), 300))
    assert (filling.heights, sheet.row_dimensions[5].height) == ((), 300)


def test_a_row_that_grows_by_itself_is_left_to_do_so() -> None:
    filling, sheet = _filled_with("逐村对账，逐笔登记。" * 12, _tall(listed_book(), None))
    assert (filling.heights, sheet.row_dimensions[5].height) == ((), None)


def test_a_text_that_no_row_can_hold_is_named() -> None:
    filling, sheet = _filled_with("逐村对账，逐笔登记。" * 200, _tall(listed_book(), 30))
    assert sheet.row_dimensions[5].height == 409
    assert "第5、6行的文字太长，行高加到最大也显示不全，请压缩文字。" in filling.remarks


def test_a_column_that_does_not_wrap_is_named_and_no_row_grows_for_it() -> None:
    book = _tall(listed_book(), 30, wraps=False)
    filling, sheet = _filled_with("逐村对账，逐笔登记。" * 12, book)
    assert sheet.row_dimensions[5].height == 30
    assert any("列没有设“自动换行”" in one and "E" in one for one in filling.remarks)


def test_the_further_rows_of_a_merged_block_are_named() -> None:
    book = listed_book()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["B7"] = None
    sheet.merge_cells("B6:B7")
    filling, after = _filled_with("已对账。", book)
    assert after["E7"].value is None
    assert "第7行与上面一行同属一个问题，没有填写，请看是否要分开填。" in filling.remarks
