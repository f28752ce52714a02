"""The first guess at a superior's table: allowed 字, progress beside results, what a counting table counts by."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.ledgers.their_form_books import counting_book, lines, listed_book, saved
from tracker.ledgers.reader.their_form import look_at
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.lines import LedgerLine, ReportedLine
from tracker.ledgers.rules.their_form.filling import Filling
from tracker.ledgers.rules.their_form.header import find_header
from tracker.ledgers.rules.their_form.layout import Extra, TheirLayout
from tracker.ledgers.rules.their_form.proposal import filled_by, proposed
from tracker.ledgers.rules.their_form.words import words_of_standing
from tracker.reports.rules.sources import Source


def sheet_of(book: Workbook) -> Worksheet:
    """Answer the sheet of a workbook that has one to fill."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def guessed(book: Workbook, told: list[LedgerLine]) -> tuple[TheirLayout, Filling]:
    """Answer the layout proposed for a workbook and what it would fill in."""
    grid = look_at(saved(book), "县里的表.xlsx")[0]
    header = find_header(grid)
    assert header is not None
    layout = proposed(grid, header)
    return layout, filled_by(grid, layout, told, {})


def test_a_heading_that_allows_so_many_signs_sets_the_limit() -> None:
    book = listed_book()
    sheet_of(book)["C4"] = "整改措施（10字以内）"
    layout, filling = guessed(book, lines())
    assert layout.columns[3].limit == 10
    assert layout.columns[5].limit is None
    assert any("超过字数限制" in one for one in filling.remarks)


def test_results_stand_once_where_the_table_asks_for_them_beside_the_progress() -> None:
    book = listed_book()
    sheet_of(book)["D4"] = "整改成效"
    told = [
        replace(one, progress=(ReportedLine(date(2026, 3, 1), "已对账。"),), outcome="账实相符。")
        for one in lines()
    ]
    _, filling = guessed(book, told)
    written = {one.name: one.new for one in filling.cells}
    assert written["D5"] == "账实相符。"
    assert written["E5"] == "2026年3月1日：已对账。"


def test_progress_and_results_stand_together_where_one_column_asks_for_both() -> None:
    told = [replace(one, outcome="账实相符。") for one in lines()]
    _, filling = guessed(listed_book(), told)
    assert "账实相符" in next(one.new for one in filling.cells if one.name == "E5")


def test_a_table_by_source_counts_sources_by_the_words_of_a_superior() -> None:
    book = counting_book()
    sheet = sheet_of(book)
    sheet["B2"] = "问题来源"
    sheet["B3"], sheet["B4"], sheet["B5"] = "主体责任报告", "巡察", "信访"
    sources = (Source.SELF_CHECK, Source.INSPECTION, Source.INSPECTION)
    told = [replace(line, source=source) for line, source in zip(lines(), sources, strict=True)]
    layout, filling = guessed(book, told)
    assert layout.grouped_by is Key.SOURCE
    totals = {one.row: one.new for one in filling.cells if one.column == 3 and one.put is not None}
    assert totals == {3: "1", 4: "2", 5: "0"}
    assert not any("台账里没有这些分类" in one for one in filling.remarks)


def test_a_name_that_is_no_source_is_named_and_not_filled() -> None:
    book = counting_book()
    sheet = sheet_of(book)
    sheet["B2"], sheet["B3"] = "问题来源", "营商环境"
    sheet["B4"], sheet["B5"] = "巡察", "审计"
    _, filling = guessed(book, lines())
    assert any("没有填写：第3行“营商环境”" in one for one in filling.remarks)


@pytest.mark.parametrize("heading", ["完成情况", "完成情况（已完成/正在推进）"])
def test_a_column_that_offers_words_for_how_things_stand_takes_them(heading: str) -> None:
    book = listed_book()
    sheet = sheet_of(book)
    sheet["F4"] = heading
    sheet.data_validations.dataValidation.clear()
    if "（" not in heading:
        words = DataValidation(type="list", formula1='"已完成,正在推进"')
        words.add("F5:F7")
        sheet.add_data_validation(words)
    layout, filling = guessed(book, lines())
    assert layout.columns[6].source == Extra.STAND
    written = {one.new for one in filling.cells if one.name[0] == "F"}
    assert written
    assert written <= {"已完成", "正在推进"}


def test_yes_and_no_alone_do_not_make_a_column_tell_how_things_stand() -> None:
    assert words_of_standing(("是", "否"), "涉及资金") == ()
    assert words_of_standing(("已完成", "未完成"), "情况") == ("已完成", "未完成")
