"""The year at a glance for everybody, setting days only for those who keep the calendar."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

SignIn = Callable[[str], FlaskClient]
SATURDAY = {"day": "2027-02-13", "kind": "work", "note": "春节调休"}


def test_everybody_signed_in_sees_the_year(sign_in_as: SignIn) -> None:
    answer = sign_in_as("liqiang").get("/workdays?year=2026")
    assert answer.status_code == 200
    assert "2026年工作日历" in answer.text
    assert "国庆节" in answer.text
    assert "尚未公布" not in answer.text
    assert "设置一天" not in answer.text


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
    assert browser.post("/workdays/days", data=SATURDAY).status_code == status
    shown = browser.get("/workdays?year=2027").text
    assert ("春节调休" in shown) is (status == 303)


@pytest.mark.parametrize(
    "slip",
    [{"day": "2027-13-40"}, {"day": ""}, {"kind": "party"}, {"kind": ""}, {"day": "2300-01-01"}],
)
def test_a_slip_is_told_and_nothing_typed_is_lost(sign_in_as: SignIn, slip: dict[str, str]) -> None:
    browser = sign_in_as("heping")
    answer = browser.post("/workdays/days", data={**SATURDAY, **slip})
    assert answer.status_code == 422
    assert "需要修改" in answer.text
    assert "春节调休" in answer.text
    assert "没有手工设置的日期" in browser.get("/workdays?year=2027").text


def test_a_day_can_be_given_back(sign_in_as: SignIn) -> None:
    browser = sign_in_as("heping")
    browser.post("/workdays/days", data=SATURDAY)
    browser.post("/workdays/days", data={**SATURDAY, "kind": "clear"})
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
