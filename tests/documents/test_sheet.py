"""Worksheets as rows of cells."""

import datetime as dt
import io

import openpyxl
import pytest

from tests.builders.office import packed, workbook
from tracker.documents.reader.document import read_document
from tracker.documents.rules.failures import UnreadableFileError
from tracker.documents.rules.plain import BlockKind, PlainDocument


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def ledger() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["整改台账", None, None, None])
    sheet.append(["序号", "问题", "整改措施", "时限"])
    sheet.append([1, "学习不深", "每月一课\n学后测试", dt.date(2023, 6, 30)])
    sheet.append([None, None, "联系实际", "长期坚持"])
    sheet.append([2.5, "监督不力", True, dt.datetime.fromisoformat("2023-07-01T08:30")])
    for span in ("A1:D1", "A3:A4", "B3:B4"):
        sheet.merge_cells(span)
    return book


def cells(document: PlainDocument) -> list[list[tuple[str, int, int, int]]]:
    return [
        [
            (document.text[cell.start : cell.end], cell.column, cell.width, cell.height)
            for cell in block.cells
        ]
        for block in document.blocks
    ]


def test_a_ledger_is_read_row_by_row_with_merged_cells_once() -> None:
    document = read_document(saved(ledger()), "台账.xlsx")

    assert document.text == (
        "整改台账\n序号\t问题\t整改措施\t时限\n1\t学习不深\t每月一课\n学后测试\t2023-06-30\n联系实际\t长期坚持\n2.5\t监督不力\t是\t2023-07-01 08:30:00"
    )
    assert {block.kind for block in document.blocks} == {BlockKind.ROW}
    assert cells(document)[0] == [("整改台账", 0, 4, 1)]
    assert cells(document)[2][:2] == [("1", 0, 1, 2), ("学习不深", 1, 1, 2)]
    assert cells(document)[3] == [("联系实际", 2, 1, 1), ("长期坚持", 3, 1, 1)]


def test_every_visible_sheet_is_a_table_and_empty_or_hidden_ones_give_nothing() -> None:
    book = ledger()
    book.create_sheet("空")
    hidden = book.create_sheet("选项")
    hidden["A1"] = "下拉"
    hidden.sheet_state = "hidden"
    book.create_sheet("第二批")["C5"] = "丙"

    document = read_document(saved(book), "台账.xlsx")

    assert document.blocks[-1].table == 2
    assert document.sheet_names[0] == "Sheet"
    assert document.sheet_names[2] == "第二批"
    assert cells(document)[-1] == [("丙", 2, 1, 1)]
    assert "下拉" not in document.text


def test_a_workbook_without_text_is_an_empty_document() -> None:
    document = read_document(saved(openpyxl.Workbook()), "台账.xlsx")

    assert (document.text, document.blocks) == ("", ())


def test_a_workbook_under_the_name_of_wps_is_read_too() -> None:
    assert read_document(workbook({"A1": "甲", "B1": "乙"}), "台账.et").text.startswith("甲")


@pytest.mark.parametrize("span", ["A1:XFD1048576", "A1:B3"])
def test_a_merge_beyond_the_used_area_covers_nothing_else(span: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "甲"
    sheet.merged_cells.ranges.add(openpyxl.worksheet.cell_range.CellRange(span))

    assert cells(read_document(saved(book), "台账.xlsx")) == [[("甲", 0, 1, 1)]]


def test_a_damaged_workbook_is_named() -> None:
    with pytest.raises(UnreadableFileError):
        read_document(packed({"xl/workbook.xml": "<workbook/>"}), "台账.xlsx")
