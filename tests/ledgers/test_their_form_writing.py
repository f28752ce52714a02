"""Filling a superior's own workbook: our cells are written, nothing else in the file changes."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl.worksheet.table import Table

from tests.builders.office import packed, workbook
from tests.ledgers.their_form_books import (
    counting_book,
    empty_book,
    lines,
    listed_book,
    looked_at,
    opened,
    parts,
    saved,
    written,
)
from tracker.core.errors import InvalidError
from tracker.documents.rules.failures import RefusedFileError, UnreadableFileError
from tracker.ledgers.reader.their_form import fill, look_at
from tracker.ledgers.rules.their_form.counting import fill_counting
from tracker.ledgers.rules.their_form.filling import fill_empty, fill_listed
from tracker.ledgers.rules.their_form.formulas import Insertion, copied, moved
from tracker.ledgers.rules.their_form.layout import ColumnOrder, DateStyle, PersonStyle, TableKind
from tracker.ledgers.rules.their_form.plan import Plan, text_put

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells_of(part: bytes) -> dict[str, bytes]:
    """Answer each cell of a sheet as it is written there."""
    return {one.get("r"): etree.tostring(one) for one in etree.fromstring(part).iter(f"{MAIN}c")}


def around(part: bytes) -> bytes:
    """Answer a sheet without what its cells hold and how high its rows are."""
    root = etree.fromstring(part)
    for row in root.iter(f"{MAIN}row"):
        row.attrib.pop("ht", None)
    for cell in root.iter(f"{MAIN}c"):
        cell.attrib.pop("t", None)
        for child in list(cell):
            cell.remove(child)
    return bytes(etree.tostring(root))


def test_a_header_of_two_merged_rows_is_found_with_a_guess_for_every_column() -> None:
    _, layout = looked_at(saved(listed_book()))
    assert (layout.first, layout.rows, layout.kind) == (3, 2, TableKind.LISTED)
    assert [one.source for one in layout.columns.values()] == [
        "position", "problem", "measures", "due", "progress", "stand", "leader", "remarks",
    ]  # fmt: skip


def test_their_rows_are_matched_by_number_or_text_and_the_rest_is_named_on_both_sides() -> None:
    grid, layout = looked_at(saved(listed_book()))
    filling = fill_listed(grid, layout, lines(), {})
    assert {row: one.number for row, one in filling.matches.found.items()} == {
        5: "2026-001",
        6: "2026-002",
    }
    assert [one.row for one in filling.matches.rows_left] == [7]
    assert [one.number for one in filling.matches.lines_left] == ["2026-003"]


def test_a_person_matches_by_hand_what_the_program_does_not_guess() -> None:
    grid, layout = looked_at(saved(listed_book()))
    filling = fill_listed(grid, layout, lines(), {7: 3, 5: None})
    assert {row: one.task_id for row, one in filling.matches.found.items()} == {6: 2, 7: 3}


def test_only_our_cells_change_and_every_other_part_is_the_same_byte_for_byte() -> None:
    content = saved(listed_book())
    grid, layout = looked_at(content)
    filling = fill_listed(grid, layout, lines(), {})
    before, after = parts(content), parts(written(content, grid, filling))
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    assert before.keys() == after.keys()
    was, now = cells_of(before[SHEET]), cells_of(after[SHEET])
    ours = {one.name for one in filling.cells if one.put is not None}
    # The total reads what we wrote: it keeps its formula and only forgets its result.
    assert {name for name in was if was[name] != now[name]} - {"E8"} == ours
    assert etree.tostring(etree.fromstring(around(before[SHEET]))) == around(after[SHEET])


def test_the_words_of_a_drop_down_are_used() -> None:
    content = saved(listed_book())
    grid, layout = looked_at(content)
    sheet = opened(written(content, grid, fill_listed(grid, layout, lines(), {}))).active
    assert sheet is not None
    assert [sheet["F5"].value, sheet["F6"].value, sheet["F7"].value] == ["是", "否", None]
    assert sheet["E8"].value == '=COUNTIF(F5:F7,"是")'


def test_a_word_that_is_not_in_the_drop_down_is_named_and_not_written() -> None:
    grid, layout = looked_at(saved(listed_book()))
    filling = fill_listed(grid, replace(layout, words={"done": "已完成"}), lines(), {})
    assert "F5的“已完成”不在下拉选项（是、否）之内，没有填写。" in filling.remarks
    assert "F5" not in {one.name for one in filling.cells if one.put is not None}


def test_dates_and_people_are_written_in_their_style() -> None:
    content = saved(listed_book())
    grid, layout = looked_at(content)
    columns = dict(layout.columns)
    columns[4] = ColumnOrder(source="due", date_style=DateStyle.REAL)
    columns[7] = ColumnOrder(source="leader", person=PersonStyle.POST_AND_NAME)
    filling = fill_listed(grid, replace(layout, columns=columns), lines(), {})
    sheet = opened(written(content, grid, filling)).active
    assert sheet is not None
    assert sheet["D6"].value.date().isoformat() == "2026-06-30"
    assert sheet["G5"].value == "组织委员王立新"


def test_a_text_beyond_the_limit_is_told_with_its_count() -> None:
    grid, layout = looked_at(saved(listed_book()))
    columns = dict(layout.columns) | {5: ColumnOrder(source="progress", limit=5)}
    filling = fill_listed(grid, replace(layout, columns=columns), lines(), {})
    told = next(one for one in filling.cells if one.name == "E5")
    assert told.remark == "16字，超过5字"
    assert "有2处超过字数限制" in "".join(filling.remarks)


def test_missing_rows_are_put_in_and_the_total_below_moves_along() -> None:
    content = saved(empty_book(rows=2))
    grid, layout = looked_at(content)
    book = opened(written(content, grid, fill_empty(grid, layout, lines())))
    sheet = book.active
    assert sheet is not None
    assert [sheet.cell(row, 1).value for row in range(5, 10)] == [1, 2, 3, "合计", "填报人："]
    assert sheet["F8"].value == '=COUNTIF(F5:F7,"是")'
    assert sheet["B7"].border.left.style == "thin"
    assert "A8:B8" in {one.coord for one in sheet.merged_cells.ranges}
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["F5:F7"]
    assert sheet.print_area.endswith("$A$1:$H$9")


def test_enough_empty_rows_are_filled_and_nothing_moves() -> None:
    content = saved(empty_book(rows=6))
    grid, layout = looked_at(content)
    filling = fill_empty(grid, layout, lines())
    assert filling.insertion is None
    assert around(parts(content)[SHEET]) == around(parts(written(content, grid, filling))[SHEET])


def test_rows_are_not_put_in_where_a_formula_of_another_sheet_would_be_wrong_afterwards() -> None:
    book = empty_book(rows=2)
    book.create_sheet("汇总")["A1"] = "=台账!A7"
    grid, layout = looked_at(saved(book))
    assert "“汇总”的公式引用了本表" in fill_empty(grid, layout, lines()).refusal


def test_rows_are_not_put_in_above_an_excel_table() -> None:
    book = empty_book(rows=2)
    sheet = book.active
    assert sheet is not None
    sheet["A20"], sheet["A21"] = "名称", "甲"
    sheet.add_table(Table(displayName="T1", ref="A20:A21"))
    grid, layout = looked_at(saved(book))
    assert "有超级表，不能跟着移动" in fill_empty(grid, layout, lines()).refusal


def test_a_protected_sheet_is_named() -> None:
    grid, layout = looked_at(saved(listed_book(protected=True)))
    assert "设有工作表保护" in fill_listed(grid, layout, lines(), {}).refusal


def test_a_counting_table_is_filled_under_its_own_rule_and_its_formulas_stay() -> None:
    content = saved(counting_book())
    grid, layout = looked_at(content)
    assert layout.kind is TableKind.COUNTING
    filling = fill_counting(grid, layout, lines())
    sheet = opened(written(content, grid, filling)).active
    assert sheet is not None
    assert [one.value for one in sheet[3]][2:] == [2, 1, 0, 1, 0.5]
    assert sheet["C6"].value == "=SUM(C3:C5)"
    told = "".join(filling.remarks)
    assert "长期坚持不计入已完成数" in told
    assert "第5行“招商引资”" in told


def test_formulas_move_with_rows_put_in_and_quoted_words_do_not() -> None:
    rows = Insertion(14, 3)
    assert moved('SUM(D5:D14)&"D15"&LOG10(D15)', rows, "表") == 'SUM(D5:D17)&"D15"&LOG10(D18)'
    assert moved("SUM(C14:E14)", rows, "表") == "SUM(C14:E14)"
    assert moved("SUM(别的!A5:A20)+'表'!A20", rows, "表") == "SUM(别的!A5:A20)+'表'!A23"
    assert copied("C5*$D$1", 2) == "C7*$D$1"


def test_words_that_look_like_codes_of_excel_come_out_as_typed() -> None:
    content = saved(listed_book())
    out = fill(content, Plan(SHEET, (text_put(5, 3, "见_x0041_号\x07文件"),)))
    sheet = opened(out).active
    assert sheet is not None
    assert sheet["C5"].value == "见_x005F_x0041_号文件"


def test_an_old_workbook_is_refused_with_the_way_out() -> None:
    with pytest.raises(InvalidError, match=r"另存为\.xlsx"):
        look_at(b"\xd0\xcf\x11\xe0", "县里的表.xls")


@pytest.mark.parametrize(
    "content",
    [
        b"not a zip",
        packed({"xl/workbook.xml": "<workbook/>"}),
        packed({"xl/workbook.xml": "<workbook/>", "_rels/.rels": "<!DOCTYPE x><x/>"}),
        workbook({"A1": "x", "XFD1048576": "y"}),
    ],
    ids=["no package", "no parts", "document type", "as wide as the world"],
)
def test_a_hostile_or_broken_workbook_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises((RefusedFileError, UnreadableFileError)) as refusal:
        look_at(content, "表.xlsx")
    assert re.fullmatch(r"[^。]+。", refusal.value.sentence)


@pytest.mark.libreoffice
def test_a_workbook_saved_again_by_libreoffice_is_filled_as_well(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    source = tmp_path / "a.xlsx"
    source.write_bytes(saved(listed_book()))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless",
         "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    content = (tmp_path / "out" / "a.xlsx").read_bytes()
    grid, layout = looked_at(content)
    out = written(content, grid, fill_listed(grid, layout, lines(), {}))
    sheet = opened(out).active
    assert sheet is not None
    assert [sheet["F5"].value, sheet["F6"].value] == ["是", "否"]
    with zipfile.ZipFile(tmp_path / "out" / "a.xlsx") as archive:
        assert archive.namelist() == list(parts(out))
