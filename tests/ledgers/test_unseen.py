"""What a foreign workbook hides is read all the same and told in one sentence; what is ours alone is not."""

import io
from pathlib import Path

import openpyxl
import pytest

from tests.builders.saved_again import saved_again
from tests.cast import Cast
from tests.ledgers.books import plain, row
from tests.ledgers.conftest import SignIn
from tracker.ledgers.reader.ledgers import open_ledger
from tracker.ledgers.rules.importing.entries import entries_of
from tracker.ledgers.rules.importing.unseen import told_unseen


def hiding(*, filtered: bool = False) -> bytes:
    """A ledger of three rows of which two are hidden, and a column with them."""
    rows = [row(f"第{number}个问题。", number=number) for number in (1, 2, 3)]
    made = openpyxl.load_workbook(io.BytesIO(plain(*rows)))
    sheet = made["台账"]
    for number in (5, 6, 40):  # the fortieth is empty
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet.column_dimensions["P"].hidden = True
    if filtered:
        sheet.auto_filter.ref = "A3:I6"
        sheet.auto_filter.add_filter_column(0, ["1"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_hidden_rows_and_columns_are_read_and_told(ending: str, tmp_path: Path) -> None:
    content = hiding() if ending == "xlsx" else saved_again(hiding(), ending, tmp_path)
    opened = open_ledger(content, f"台账.{ending}")
    assert len(entries_of(opened.grid, opened.header)) == 3
    told = told_unseen(opened.grid, opened.header)
    assert told == "这张表上有2行、1列（责任单位）是隐藏的，也一并读入。"


def test_a_filter_is_named_as_what_hides(cast: Cast, sign_in_as: SignIn) -> None:
    sent = {
        "file": (io.BytesIO(hiding(filtered=True)), "台账.xlsx"),
        "unit_id": cast.town,
        "year": "2025",
        "source": "self_check",
    }
    browser = sign_in_as("zhoumin")
    page = browser.get(browser.post("/ledgers/imports", data=sent).location).text
    assert "这张表上有2行（表上开着筛选）、1列（责任单位）是隐藏的，也一并读入。" in page


def test_where_everything_is_seen_nothing_is_told() -> None:
    opened = open_ledger(plain(row()), "台账.xlsx")
    assert told_unseen(opened.grid, opened.header) == ""
