"""Rows are as high as their text, and no text is cut."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.rules.fitting import HIGHEST, fit_row, wrap
from tracker.documents.rules.sheet import sheet_names

texts = st.text(alphabet="整改措施，。a1 \n", max_size=3000)


@given(st.lists(texts, min_size=3, max_size=3))
def test_the_pieces_of_a_long_text_are_the_text(columns: list[str]) -> None:
    rows = fit_row(columns, [20, 30, 12], 10.5)
    for place, text in enumerate(columns):
        pieces = "".join(row.texts[place] for row in rows)
        assert pieces.replace("\n", "") == text.replace("\n", "")


@given(st.lists(texts, min_size=2, max_size=2))
def test_no_row_is_higher_than_excel_shows(columns: list[str]) -> None:
    rows = fit_row(columns, [20, 30], 10.5)
    assert all(0 < row.height <= HIGHEST + 1 for row in rows)
    assert [row.continued for row in rows] == [False, *([True] * (len(rows) - 1))]


def test_a_short_text_takes_one_row_and_a_long_one_goes_on_below() -> None:
    assert len(fit_row(["已销号"], [10], 10.5)) == 1
    assert len(fit_row(["逐村复核账目。" * 300], [34], 10.5)) == 5


def test_lines_break_where_the_column_ends() -> None:
    assert wrap("一二三四五六", 9.4) == ("一二三四", "五六")
    assert wrap("abc\nd", 9.4) == ("abc", "d")


def test_sheet_names_are_those_that_excel_takes() -> None:
    names = sheet_names(["台账[1]：全/部", "台账", "台账", "", "长" * 40])
    assert names[:4] == ("台账1：全部", "台账", "台账（2）", "表")
    assert len(names[4]) == 31
