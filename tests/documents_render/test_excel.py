"""The workbook, opened again: what is a text stays a text, nothing is cut, the page is ready to print."""

import tracemalloc
from collections.abc import Iterator
from datetime import date, datetime
from tempfile import TemporaryFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents_render.samples import excel
from tracker.core.text import clean_text
from tracker.documents.render.excel import stream_excel_into
from tracker.documents.rules.sheet import (
    DataSheet,
    PrintSheet,
    SheetColumn,
    Stacked,
    StackSheet,
    Workbook,
)

COLUMNS = (
    SheetColumn("序号", 5, centred=True),
    SheetColumn("反馈问题", 30),
    SheetColumn("整改时限", 14, centred=True),
)


def ledger(*rows: tuple[str | int | date | None, ...]) -> PrintSheet:
    """Answer a print sheet of some rows."""
    return PrintSheet(
        name="台账",
        title="青禾镇2026年度整改台账",
        left_note="填报单位（盖章）：青禾镇",
        right_note="填报时间：2026年12月15日",
        columns=COLUMNS,
        rows=rows,
        remarks=("注：长期坚持不计入完成数。",),
        frozen=2,
    )


def test_a_print_sheet_has_title_notes_header_rows_and_remarks() -> None:
    sheet = excel(ledger((1, "账目不全", "2026年6月底"), (2, "记录不全", None)))["台账"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["青禾镇2026年度整改台账", None, None]
    assert rows[1] == ["填报单位（盖章）：青禾镇", None, "填报时间：2026年12月15日"]
    assert rows[2] == ["序号", "反馈问题", "整改时限"]
    assert rows[3:5] == [[1, "账目不全", "2026年6月底"], [2, "记录不全", ""]]
    assert rows[5][0] == "注：长期坚持不计入完成数。"


def test_a_print_sheet_is_ready_for_the_printer() -> None:
    sheet = excel(ledger((1, "账目不全", "长期坚持")))["台账"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages as it takes, one wide
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.freeze_panes == "C4"
    assert "第 &P 页 共 &N 页" in sheet.oddFooter.center.text
    assert "A1:C1" in [str(one) for one in sheet.merged_cells.ranges]
    head = sheet["B3"]
    assert (head.fill.fgColor.rgb, head.alignment.wrap_text) == ("FFD9D9D9", True)
    assert sheet["B4"].border.left.style == "thin"


def test_a_text_too_long_for_a_row_goes_on_in_the_next() -> None:
    text = "逐村复核近三年账目。" * 200
    sheet = excel(ledger((1, text, "长期坚持"), (2, "记录不全", None)))["台账"]
    numbers = [row[0].value for row in sheet.iter_rows(min_row=4)]
    assert numbers[:3] == [1, "（续）", "（续）"]
    ends = numbers.index(2)
    assert "".join(row[1].value for row in sheet.iter_rows(min_row=4, max_row=3 + ends)) == text
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(4, 4 + ends))


@pytest.mark.parametrize("text", ["=1+1", "{=SUM(A1)}", "+1", "-1", "@x", "http://qinghe.example"])
def test_no_text_becomes_a_formula_or_a_link(text: str) -> None:
    book = excel(
        ledger((1, text, "长期坚持")),
        DataSheet("数据", COLUMNS, ((1, text, date(2026, 6, 30)),)),
        StackSheet("统计", text, text, text, (Stacked(text, ("项", "数"), ((text, 1),)),)),
    )
    for cell in (book["台账"]["B4"], book["数据"]["B2"], book["统计"]["A5"]):
        assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert book["数据"]["B2"].quotePrefix


def test_a_data_sheet_holds_real_days_and_numbers_and_merges_nothing() -> None:
    sheet = excel(DataSheet("数据", COLUMNS, ((1, "账目不全", date(2026, 6, 30)), (2, "", None))))[
        "数据"
    ]
    assert sheet["A2"].value == 1
    assert sheet["C2"].value == datetime(2026, 6, 30)  # noqa: DTZ001  Excel knows no zones
    assert sheet["C2"].number_format == 'yyyy"年"m"月"d"日"'
    assert not sheet.merged_cells.ranges


def test_a_text_that_no_cell_holds_is_cut_with_a_mark() -> None:
    sheet = excel(DataSheet("数据", COLUMNS, ((1, "长" * 40_000, None),)))["数据"]
    assert len(sheet["B2"].value) == 32_767
    assert sheet["B2"].value.endswith("（本格放不下，全文见打印页）")


def test_small_tables_stand_one_below_the_other() -> None:
    tables = (
        Stacked("按来源统计", ("来源", "问题（个）", "完成率"), (("审计", 1, "100%"),)),
        Stacked("按状态统计", ("状态", "任务（项）"), (("已销号", 4),)),
    )
    sheet = excel(StackSheet("统计", "统计表", "左", "右", tables, ("注。",)))["统计"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows == [
        ["按来源统计", None, None],
        ["来源", "问题（个）", "完成率"],
        ["审计", 1, "100%"],
        [None, None, None],
        ["按状态统计", None, None],
        ["状态", "任务（项）", None],
        ["已销号", 4, None],
        [None, None, None],
        ["注。", None, None],
    ]


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_any_character_survives_or_is_dropped(text: str) -> None:
    book = excel(ledger((1, text, text)), DataSheet("数据", COLUMNS, ((1, text, None),)))
    for value in (book["台账"]["B4"].value, book["数据"]["B2"].value):
        assert value == clean_text(text)


def test_memory_does_not_grow_with_the_rows_of_a_streamed_file() -> None:
    held: list[int] = []

    def rows() -> Iterator[tuple[int, str, str]]:
        for at in range(1_200):
            if at in {200, 1_199}:
                held.append(tracemalloc.get_traced_memory()[1])
            yield (at, "账目不全", "长期坚持")

    book = Workbook((ledger(),), "台账", "青禾镇", date(2026, 12, 15))
    tracemalloc.start()
    with TemporaryFile() as out:
        stream_excel_into(out, book, rows(), (lambda row: row,), lambda: book.sheets)
    tracemalloc.stop()
    few, many = held
    assert (
        many - few < 20_000
    )  # bytes; the heights of a thousand rows alone would be ten times as many
