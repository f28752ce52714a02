"""The year at a glance for everybody, setting days only for those who keep the calendar."""

import csv
import io
import re
from collections.abc import Callable

import pytest
import xlsxwriter
from flask.testing import FlaskClient

from tests.cast import Cast

SignIn = Callable[[str], FlaskClient]
SATURDAY = {"day": "2027-02-13", "kind": "work", "note": "春节调休"}
LIST = """日期,安排,说明
2027-02-06 至 2027-02-07,放假,春节
2027-02-13,班,春节调休
2027-02-13,上班,春节调休
哪天再说,放假
"""
AGREED = {"changes": "2027-02-13|work|春节调休"}


def test_everybody_signed_in_sees_the_year(sign_in_as: SignIn) -> None:
    answer = sign_in_as("liqiang").get("/workdays?year=2026")
    assert answer.status_code == 200
    assert "2026年工作日历" in answer.text
    assert "国庆节" in answer.text
    assert "尚未公布" not in answer.text
    assert "/workdays/day?" not in answer.text


def test_nobody_signed_in_is_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/workdays").status_code == 303


def test_a_year_not_announced_says_so(sign_in_as: SignIn) -> None:
    assert "2028年放假安排尚未公布（预估）" in sign_in_as("liqiang").get("/workdays?year=2028").text


@pytest.mark.parametrize("year", ["", "abc", "0000", "9999", "1e3", "²²²²"])
def test_an_odd_year_shows_a_year_and_never_fails(sign_in_as: SignIn, year: str) -> None:
    assert sign_in_as("liqiang").get("/workdays", query_string={"year": year}).status_code == 200


@pytest.mark.parametrize(
    ("login", "status"),
    [("heping", 303), ("zhoumin", 403), ("liqiang", 403), ("wanglixin", 403), ("sunzheng", 403)],
)
def test_who_may_set_a_day(sign_in_as: SignIn, login: str, status: int) -> None:
    browser = sign_in_as(login)
    assert browser.post("/workdays/days", data=AGREED).status_code == status
    shown = browser.get("/workdays?year=2027").text
    assert ("春节调休" in shown) is (status == 303)


@pytest.mark.parametrize(
    "slip",
    [{"day": "2027-13-40"}, {"day": ""}, {"kind": "party"}, {"kind": ""}, {"day": "2300-01-01"}],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(sign_in_as: SignIn, slip: dict[str, str]) -> None:
    browser = sign_in_as("heping")
    answer = browser.post("/workdays/check", data={**SATURDAY, **slip})
    assert answer.status_code == 422
    assert "需要修改" in answer.text
    assert "春节调休" in answer.text
    assert "没有手工设置的日期" in browser.get("/workdays?year=2027").text


def test_a_day_can_be_given_back(sign_in_as: SignIn) -> None:
    browser = sign_in_as("heping")
    browser.post("/workdays/days", data=AGREED)
    assert "没有手工设置的日期" not in browser.get("/workdays?year=2027").text
    browser.post("/workdays/days", data={"changes": "2027-02-13|clear|"})
    assert "没有手工设置的日期" in browser.get("/workdays?year=2027").text


@pytest.mark.parametrize(("login", "status"), [("heping", 303), ("zhoumin", 403), ("liqiang", 403)])
def test_who_may_confirm_a_year(sign_in_as: SignIn, login: str, status: int) -> None:
    browser = sign_in_as(login)
    answer = browser.post("/workdays/years", data={"year": "2027", "confirmed": "yes"})
    assert answer.status_code == status
    assert ("尚未公布" in browser.get("/workdays?year=2027").text) is (status == 403)


@pytest.mark.parametrize("year", ["", "soon", "99999999999999999999"])
def test_a_year_that_is_none_is_refused(sign_in_as: SignIn, year: str) -> None:
    answer = sign_in_as("heping").post("/workdays/years", data={"year": year, "confirmed": "yes"})
    assert answer.status_code == 422


def test_a_click_on_a_day_offers_to_turn_it_round(sign_in_as: SignIn) -> None:
    browser = sign_in_as("heping")
    assert "/workdays/day?day=2027-02-13" in browser.get("/workdays?year=2027").text
    form = browser.get("/workdays/day?day=2027-02-13", headers={"HX-Request": "true"}).text
    assert "<html" not in form
    assert re.search(r'checked[^>]*value="work"', form)
    assert browser.get("/workdays/day?day=odd").status_code == 200
    assert sign_in_as("zhoumin").get("/workdays/day?day=2027-02-13").status_code == 403


def test_what_changes_is_shown_before_anything_is_written(sign_in_as: SignIn) -> None:
    browser = sign_in_as("heping")
    shown = browser.post("/workdays/check", data=SATURDAY).text
    assert "要改的日期" in shown
    assert "<strong>上班</strong>" in shown
    assert "/reminders/calendar-effect?" in shown
    assert "没有手工设置的日期" in browser.get("/workdays?year=2027").text


@pytest.mark.parametrize("name", ["days.csv", "days.xlsx"])
def test_a_list_of_days_is_checked_first_and_odd_rows_are_told(
    sign_in_as: SignIn, name: str
) -> None:
    browser = sign_in_as("heping")
    content = workbook() if name.endswith("xlsx") else LIST.encode()
    data = {"file": (io.BytesIO(content), name)}
    shown = browser.post("/workdays/import", data=data).text
    assert "共 3 天" in shown
    assert "第5行：没有认出日期" in shown
    assert "没有手工设置的日期" in browser.get("/workdays?year=2027").text


def test_pasted_lines_are_read_as_well(sign_in_as: SignIn) -> None:
    pasted = "2027年2月14日 上班\n2027-02-20，上班，补班\n2027-02-21，上班，放假"
    shown = sign_in_as("heping").post("/workdays/import", data={"text": pasted}).text
    assert "共 2 天" in shown
    assert "第3行：请在日期后面写明“上班”或“放假”。" in shown


@pytest.mark.parametrize(
    "data", [{}, {"text": "过几天放假"}, {"text": "2027-02-30，放假"}, {"text": "2027-02-10"}]
)
def test_a_list_without_days_is_refused_and_stays(sign_in_as: SignIn, data: dict[str, str]) -> None:
    answer = sign_in_as("heping").post("/workdays/import", data=data)
    assert answer.status_code == 422
    assert data.get("text", "") in answer.text
    assert sign_in_as("zhoumin").post("/workdays/import", data=data).status_code == 403


def test_a_unit_that_one_does_not_keep_is_refused(
    office_units: dict[str, int], sign_in_as: SignIn
) -> None:
    browser = sign_in_as("heping")
    other = {**AGREED, "unit": str(office_units["baishi"])}
    assert browser.post("/workdays/days", data=other).status_code == 403
    assert browser.post("/workdays/days", data={**AGREED, "unit": "all"}).status_code == 403
    village = {**AGREED, "unit": str(office_units["qinghe-dongling"])}
    assert browser.post("/workdays/days", data=village).status_code == 303
    assert "春节调休" in sign_in_as("zhaofang").get("/workdays?year=2027").text
    assert "春节调休" not in sign_in_as("zhoumin").get("/workdays?year=2027").text


@pytest.mark.parametrize("changes", ["", "odd", "2027-02-13|party|", "9999-01-01|work|"])
def test_changes_that_are_none_are_refused(sign_in_as: SignIn, changes: str) -> None:
    answer = sign_in_as("heping").post("/workdays/days", data={"changes": changes})
    assert answer.status_code == 422


@pytest.fixture
def office_units(cast: Cast) -> dict[str, int]:
    return cast.units


def workbook() -> bytes:
    """The list as an .xlsx file."""
    folder = io.BytesIO()
    with xlsxwriter.Workbook(folder, {"in_memory": True}) as book:
        sheet = book.add_worksheet("日历")
        for row, line in enumerate(csv.reader(LIST.splitlines())):
            for column, text in enumerate(line):
                sheet.write_string(row, column, text)
    return folder.getvalue()
