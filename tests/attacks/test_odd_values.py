"""Odd numbers, days and headers are refused in words: never a crash, never a mark in the data."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.house.routes import SAFE, routes
from tests.house.test_routes import content
from tests.tasks.conftest import Filled, Made
from tracker.core.db import Database
from tracker.ledgers.forms.their_form import told_matches, told_scope
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]
HUGE = ("2147483648", "9223372036854775808", "9" * 40)
ODD_DAYS = ("0001-01-01", "1989-12-31", "2201-01-01", "9999-12-31", "10000-01-01", "٢٠٢٦-٠١-٠١")


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize("login", ["zhoumin", "heping"])
def test_an_id_no_table_can_keep_is_an_address_that_does_not_exist(
    app: Flask, sign_in_as: SignIn, database: Database, login: str, number: str
) -> None:
    browser, before = sign_in_as(login), content(database)
    for route in routes(app):
        if "/1" in route.path:
            path = route.path.replace("/1", f"/{number}")
            assert browser.open(path, method=route.method).status_code in {404, 405}, route
    assert content(database) == before


@pytest.mark.parametrize("day", ODD_DAYS)
@pytest.mark.parametrize("field", ["done_on", "due_on"])
def test_a_day_no_office_reckons_with_is_told_beside_its_field(
    sign_in_as: SignIn, made: Made, filled: Filled, database: Database, field: str, day: str
) -> None:
    task, browser = made(State.UNASSIGNED), sign_in_as("zhoumin")
    before = content(database)
    typed = {"handler_id": "6", "leader_id": "3", "kind": "by_stages", "standard": "有记录"}
    form = filled(task, **typed) | {field: day}
    assert browser.post(f"/tasks/{task.id}/assign", data=form).status_code == 422
    assert content(database) == before


@pytest.mark.parametrize("year", ["9" * 5000, "99999999999999999999", "٢٠٢٦", "-2026", "1e3"])
@pytest.mark.parametrize("answer", ["yes", "no"])
def test_a_year_of_no_calendar_is_neither_confirmed_nor_given_back(
    sign_in_as: SignIn, database: Database, year: str, answer: str
) -> None:
    browser, before = sign_in_as("heping"), content(database)
    form = {"year": year, "confirmed": answer}
    assert browser.post("/workdays/years", data=form).status_code == 422
    assert content(database) == before


@pytest.mark.parametrize("number", ["1" * 5000, "1" * 12, "²", "१", "-1", "1e3"])
def test_a_number_no_table_can_keep_names_nothing_wherever_it_is_sent(
    sign_in_as: SignIn, database: Database, number: str
) -> None:
    browser, before = sign_in_as("zhoumin"), content(database)
    asked = {"unit": number, "page": number, "filling": number, "year": number}
    for path in ("/ledgers/submissions", "/ledgers/submissions/new", "/ledgers/letters"):
        assert browser.get(path, query_string=asked).status_code in {200, 404}, path
    assert browser.post("/reports/1/confirm", data={"version": number}).status_code == 404
    assert browser.post("/ledgers/submissions/new", data=asked).status_code in {404, 422}
    assert content(database) == before


@pytest.mark.parametrize("number", ["1" * 5000, "1" * 12, "²", "0", "-1"])
def test_odd_rows_of_a_superior_s_table_are_matched_with_nothing(number: str) -> None:
    told = {f"row_{number}": "7", "row_9": number, "row_8": "none", "row_7": "6"}
    assert told_matches(told) == {8: None, 7: 6}
    assert told_scope({"year": number, "as_of": "2026-03-01"}, date(2026, 3, 18)) is None


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost.evil.example", "null", "http://[", ""]
)
def test_a_form_sent_by_another_site_does_nothing_even_with_a_token(
    app: Flask, sign_in_as: SignIn, database: Database, origin: str
) -> None:
    browser, before = sign_in_as("heping"), content(database)
    for route in routes(app):
        if route.method not in SAFE:
            answer = browser.open(route.path, method=route.method, headers={"Origin": origin})
            assert answer.status_code == 403, route
    assert content(database) == before


@pytest.mark.parametrize("origin", ["http://localhost", "http://127.0.0.1:5000"])
def test_a_form_of_our_own_pages_is_taken(sign_in_as: SignIn, origin: str) -> None:
    form = {"year": "2027", "confirmed": "yes"}
    answer = sign_in_as("heping").post("/workdays/years", data=form, headers={"Origin": origin})
    assert answer.status_code == 303
