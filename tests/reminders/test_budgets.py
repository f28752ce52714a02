"""No page about reminders asks the database more than it needs, however much there is to show."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOW
from tests.listening import statements
from tests.reminders.conftest import Office, moment
from tracker.reminders.actions import set_rule
from tracker.reminders.rules.default import RULES
from tracker.workdays.actions import set_day

SignIn = Callable[[str], FlaskClient]
GIVEN = moment(date(2026, 3, 2))
USUAL = 10


@pytest.mark.parametrize(
    "path",
    [
        "/reminders",
        "/reminders/to-chase",
        "/reminders/rules",
        "/reminders/rules/edit?code=due_10",
        "/reminders/robots",
        "/reminders/delivery",
        "/reminders/settings",
        "/reminders/preview?on=2026-03-18",
        "/reminders/preview?on=2026-03-18&person=zhoumin",
        "/reminders/tasks/{}",
        "/reminders/tasks/{}/why",
        "/workdays?year=2026",
    ],
)
def test_a_page_asks_no_more_when_there_is_more(
    office: Office, sign_in_as: SignIn, path: str
) -> None:
    task_id = 0
    for days in (0, 2, 10):
        task_id = office.task(due_on=NOW.date() + timedelta(days=days), given_at=GIVEN)
    with office.database.transaction() as session:
        by_id = office.cast["heping"].person_id
        set_rule(session, office.cast.town, RULES["due_3"], by_id=by_id, at=NOW)
        set_day(
            session,
            date(2026, 5, 15),
            is_workday=False,
            note="庙会",
            by_id=by_id,
            at=NOW,
            unit_id=office.cast.town,
        )
    office.plan(NOW)
    browser = sign_in_as("zhoumin")
    browser.get("/")  # what is asked once in the life of a process
    with statements(office.database.engine) as asked:
        assert browser.get(path.format(task_id)).status_code == 200
    # An explanation also asks what keeps the sender back.
    most = USUAL + 1 if path.endswith("/why") else USUAL
    assert 3 <= len(asked) <= most, "\n".join(one[:160] for one in asked)
