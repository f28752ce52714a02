"""Counting tables of two dimensions: what stands above the figures narrows them, what stands over all does not."""

from dataclasses import replace

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.ledgers.their_form_books import layout_of, lines, looked_at, saved
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.their_form.counting import fill_counting
from tracker.ledgers.rules.their_form.filling import Filling
from tracker.ledgers.rules.their_form.header import TheirHeader, find_header
from tracker.ledgers.rules.their_form.layout import TableKind
from tracker.reports.rules.sources import Source


def crossed(above: tuple[str, ...], below: tuple[str, ...]) -> bytes:
    """A table of units by what stands in two header rows under one heading of all figures."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "各单位问题整改统计表"
    sheet["A2"] = "单位"
    sheet.merge_cells("A2:A4")
    sheet["B2"] = "整改情况"
    sheet.merge_cells(start_row=2, start_column=2, end_row=2, end_column=1 + len(below))
    wide = len(below) // len(above)
    for at, name in enumerate(above):
        sheet.cell(3, 2 + at * wide, name)
        if wide > 1:
            sheet.merge_cells(
                start_row=3, start_column=2 + at * wide, end_row=3, end_column=1 + (at + 1) * wide
            )
    for at, name in enumerate(below):
        sheet.cell(4, 2 + at, name)
    sheet["A5"], sheet["A6"] = "财政所", "合计"
    return saved(book)


def filled(content: bytes) -> Filling:
    """Fill such a table with three tasks of one unit: one of our own report, two of an inspection."""
    grid, layout = looked_at(content)
    assert layout.kind is TableKind.COUNTING
    sources = (Source.SELF_CHECK, Source.INSPECTION, Source.INSPECTION)
    told = [
        replace(line, source=source, lead_unit="财政所")
        for line, source in zip(lines(), sources, strict=True)
    ]
    return fill_counting(grid, replace(layout, grouped_by=Key.LEAD_UNIT), told)


def figures(filling: Filling, row: int) -> list[str]:
    return [one.new for one in filling.cells if one.row == row]


def test_sources_above_the_figures_part_them_and_a_sum_counts_all() -> None:
    found = filled(
        crossed(
            ("自查", "巡察", "合计"), ("应整改", "已整改", "应整改", "已整改", "应整改", "已整改")
        )
    )
    totals = figures(found, 5)[::2]
    assert totals == ["1", "2", "3"]
    assert figures(found, 6) == figures(found, 5)
    assert any(one == "B、C列只计问题来源为“主体责任报告自查”的。" for one in found.remarks)


def test_groups_below_a_figure_take_the_figure_above_them() -> None:
    found = filled(crossed(("应整改", "已整改"), ("自查", "巡察", "自查", "巡察")))
    assert figures(found, 5)[:2] == ["1", "2"]


def test_a_heading_over_all_figures_narrows_none_of_them() -> None:
    found = filled(crossed(("巡察反馈",), ("应整改", "已整改", "未完成")))
    assert figures(found, 5)[0] == "3"
    assert not any("列只计" in one for one in found.remarks)


def test_a_list_of_problems_with_a_source_in_its_heading_is_no_counting_table() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.merge_cells("A1:C1")
    sheet["A1"] = "巡察反馈问题"
    sheet["A2"], sheet["B2"], sheet["C2"], sheet["D1"] = "序号", "问题", "整改措施", "整改时限"
    sheet.merge_cells("D1:D2")
    grid, _ = looked_at(saved(book))
    header = find_header(grid)
    assert isinstance(header, TheirHeader)
    assert layout_of(grid, header).kind is TableKind.EMPTY
