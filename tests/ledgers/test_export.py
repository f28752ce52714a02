"""The ledger in one click: what stands in the workbook, cell by cell, as a program that opens it sees it."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

from tests.ledgers.conftest import Made, SignIn
from tests.tasks.test_views import STRANGERS
from tracker.core.db import Database
from tracker.ledgers.rules.columns import COLUMNS, DATA
from tracker.tasks.models import Problem, Task
from tracker.tasks.rules.lifecycle import State


def opened(browser: Any, query: str = "") -> Any:
    """Export what a person sees and open it."""
    answer = browser.get(f"/ledgers/export{query}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def test_the_print_sheets_stand_as_an_office_hands_them_in(sign_in_as: SignIn, made: Made) -> None:
    made(State.ACTIVE)
    book = opened(sign_in_as("zhoumin"))
    assert book.sheetnames == ["台账（简表A4）", "台账（全表A3）", "数据"]
    large = book["台账（全表A3）"]
    assert [cell.value for cell in large[3]] == [one.title for one in COLUMNS]
    assert large["A1"].value == "青禾镇整改台账"
    assert "A1:S1" in {str(one) for one in large.merged_cells.ranges}
    assert large["A2"].value == "填报单位（盖章）：青禾镇"
    assert (large.page_setup.paperSize, large.page_setup.orientation) == (8, "landscape")
    assert book["台账（简表A4）"].page_setup.paperSize == 9
    assert large.freeze_panes == "G4"
    assert large.print_title_rows == "$1:$3"
    assert "第 &P 页 共 &N 页" in large.oddFooter.center.text


def test_the_data_sheet_has_days_and_a_key_that_nobody_sees(sign_in_as: SignIn, made: Made) -> None:
    task = made(State.CLOSED, due_on=date(2026, 5, 31))
    data = opened(sign_in_as("zhoumin"))["数据"]
    heads = [cell.value for cell in data[1]]
    row = dict(zip(heads, (cell.value for cell in data[2]), strict=True))
    assert not data.merged_cells.ranges
    assert row["时限日期"].date() == date(2026, 5, 31)
    assert row["销号日期"].date() == date(2026, 3, 18)
    assert row["整改状态"] == "已销号"
    key = data.cell(2, len(DATA) + 1)
    assert key.value.startswith(f"v1|qinghe|{task.number}|")
    assert data.column_dimensions[key.column_letter].hidden


def test_words_of_a_deadline_are_printed_as_written(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    task = made(State.ACTIVE)
    with database.transaction() as session:
        session.get_one(Task, task.id).due_text = "6月底前并长期坚持"
    book = opened(sign_in_as("zhoumin"))
    place = [one.title for one in COLUMNS].index("整改时限")
    assert book["台账（全表A3）"].cell(4, place + 1).value == "6月底前并长期坚持"


@pytest.mark.parametrize("sign", "=+-@")
def test_a_text_that_looks_like_a_formula_stays_a_text(
    database: Database, sign_in_as: SignIn, made: Made, sign: str
) -> None:
    task = made(State.ACTIVE)
    text = f'{sign}HYPERLINK("http://x.example","点")'
    with database.transaction() as session:
        session.get_one(Problem, task.problem_id).text = text
    for sheet in opened(sign_in_as("zhoumin")):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
        assert cells
        assert {(cell.data_type, cell.hyperlink) for cell in cells} == {("s", None)}


def test_a_text_too_long_for_a_row_goes_on_below(
    database: Database, sign_in_as: SignIn, made: Made
) -> None:
    task, text = made(State.ACTIVE), "逐村核对账目、补齐手续。" * 300
    with database.transaction() as session:
        session.get_one(Problem, task.problem_id).text = text
    book = opened(sign_in_as("zhoumin"))
    large = book["台账（全表A3）"]
    printed = [row[5].value or "" for row in large.iter_rows(min_row=4, max_row=large.max_row - 1)]
    assert len(printed) > 1
    assert "".join(printed) == text
    assert max(one.height or 0 for one in large.row_dimensions.values()) < 409
    assert book["数据"].cell(2, 6).value == text


def test_what_is_narrowed_on_screen_is_narrowed_in_the_file(sign_in_as: SignIn, made: Made) -> None:
    made(State.ACTIVE)
    made(State.UNASSIGNED)
    browser = sign_in_as("zhoumin")
    assert opened(browser)["数据"].max_row == 3
    only = opened(browser, "?state=unassigned")["数据"]
    assert only.max_row == 2
    assert only.cell(2, 17).value == "待交办"


@pytest.mark.parametrize("login", STRANGERS)
def test_strangers_get_an_empty_ledger(sign_in_as: SignIn, made: Made, login: str) -> None:
    made(State.ACTIVE)
    assert opened(sign_in_as(login))["数据"].max_row == 1


def test_an_administrator_without_other_hats_gets_none(sign_in_as: SignIn) -> None:
    assert sign_in_as("heping").get("/ledgers/export").status_code == 403
