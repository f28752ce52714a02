"""The calendar feed: all-day events with number and title, under an address that can be taken back."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from icalendar import Calendar

from tests.conftest import NOW
from tests.reminders.conftest import Office, moment
from tracker.accounts.models import Person

SignIn = Callable[[str], FlaskClient]
DUE = date(2026, 6, 30)
TITLE = "会议，记录；不全\\缺页" * 6


def address_of(browser: FlaskClient) -> str:
    shown = browser.post("/reminders/settings/feed").text
    found = re.search(r'value="http://[^/]+(/reminders/feed/[^"]+\.ics)"', shown)
    assert found is not None
    return found[1]


@pytest.fixture
def task(office: Office) -> int:
    task_id = office.task(due_on=DUE, given_at=moment(date(2026, 3, 2)))
    office.change(task_id, title=TITLE)
    return task_id


def test_a_calendar_program_reads_the_own_deadlines_without_signing_in(
    app: Flask, task: int, sign_in_as: SignIn
) -> None:
    address = address_of(sign_in_as("liqiang"))
    answer = app.test_client().get(address)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["SUMMARY"] == f"到期：2025-001 {TITLE}"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DUE, date(2026, 7, 1))
    assert str(event["UID"]).startswith(f"task-{task}-due@")
    assert "DESCRIPTION" not in event


def test_only_ones_own_is_in_it(app: Flask, task: int, sign_in_as: SignIn) -> None:
    assert task
    for login, events in (("wanglixin", 1), ("zhoumin", 1), ("zhaofang", 0), ("wutao", 0)):
        content = app.test_client().get(address_of(sign_in_as(login))).data
        assert len(Calendar.from_ical(content).walk("VEVENT")) == events


def test_an_address_ends_when_taken_back_or_made_anew(app: Flask, sign_in_as: SignIn) -> None:
    browser = sign_in_as("liqiang")
    first = address_of(browser)
    second = address_of(browser)
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200
    assert second.rpartition("/")[2] not in browser.get("/reminders/settings").text
    browser.post("/reminders/settings/feed/end")
    assert app.test_client().get(second).status_code == 404
    assert app.test_client().get("/reminders/feed/guess.ics").status_code == 404


def test_the_right_to_read_is_looked_at_again_at_each_fetch(
    app: Flask, office: Office, task: int, sign_in_as: SignIn
) -> None:
    address = address_of(sign_in_as("liqiang"))
    office.hand_over(task, "zhaofang", NOW)
    content = app.test_client().get(address).data
    assert Calendar.from_ical(content).walk("VEVENT") == []
    with office.database.transaction() as session:
        session.get_one(Person, office.cast["liqiang"].person_id).disabled_at = NOW
    assert app.test_client().get(address).status_code == 404
