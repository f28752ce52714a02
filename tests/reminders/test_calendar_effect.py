"""A changed calendar: what moves is told before it moves; deadlines move only when a clerk says so."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient

from tests.reminders.conftest import Office, moment
from tracker.tasks.models import Task
from tracker.workdays.actions import set_day

SignIn = Callable[[str], FlaskClient]
FAIR = date(2026, 5, 15)  # a Friday
GIVEN = moment(date(2026, 3, 2))


def due(office: Office, task_id: int) -> date | None:
    with office.database.reading() as session:
        return session.get_one(Task, task_id).due_on


def close(office: Office) -> None:
    with office.database.transaction() as session:
        set_day(
            session,
            FAIR,
            is_workday=False,
            note="庙会",
            by_id=office.cast["heping"].person_id,
            at=GIVEN,
            unit_id=office.cast.town,
        )


def test_what_would_move_is_counted_without_naming_a_task(
    office: Office, sign_in_as: SignIn
) -> None:
    office.task(due_on=FAIR, given_at=GIVEN)
    address = f"/reminders/calendar-effect?unit={office.cast.town}&changes=2026-05-15|rest|"
    shown = sign_in_as("heping").get(address).text
    part = sign_in_as("heping").get(address, headers={"HX-Request": "true"}).text
    assert ("<html" in shown, "<html" in part) == (True, False)
    assert "有 1 项任务的时限会落在休息日" in shown
    assert "到期当天" in shown
    assert "2026年5月14日" in shown
    assert "督促检查" not in shown
    other = f"/reminders/calendar-effect?unit={office.cast.town}&changes=2026-08-14|rest|"
    assert "没有时限和提醒会跟着变" in sign_in_as("heping").get(other).text
    assert sign_in_as("zhoumin").get(address).status_code == 403
    assert sign_in_as("heping").get("/reminders/calendar-effect?changes=x").status_code == 422


def test_a_deadline_moves_only_when_the_clerk_says_so(office: Office, sign_in_as: SignIn) -> None:
    moved, kept, stated = (office.task(due_on=FAIR, given_at=GIVEN) for _ in range(3))
    office.change(stated, due_from_paper=True)
    close(office)
    browser = sign_in_as("zhoumin")
    assert "来文写明，不改" in browser.get("/reminders/rest-days").text
    data = {"task": [str(moved), str(stated)]}
    assert browser.post("/reminders/rest-days", data=data).status_code == 303
    assert [due(office, one) for one in (moved, kept, stated)] == [date(2026, 5, 14), FAIR, FAIR]
    with office.database.reading() as session:
        assert session.get_one(Task, moved).original_due_on == FAIR
    assert browser.post("/reminders/rest-days", data={}).status_code == 422
    assert sign_in_as("liqiang").post("/reminders/rest-days", data=data).status_code == 403


def test_a_neighbour_moves_nothing_of_ours(office: Office, sign_in_as: SignIn) -> None:
    task_id = office.task(due_on=FAIR, given_at=GIVEN)
    close(office)
    answer = sign_in_as("wutao").post("/reminders/rest-days", data={"task": [str(task_id)]})
    assert answer.status_code == 422
    assert due(office, task_id) == FAIR


def test_each_unit_is_reminded_by_its_own_calendar(office: Office) -> None:
    office.task(due_on=FAIR, given_at=GIVEN)
    close(office)
    office.plan(GIVEN)
    assert office.plan(moment(date(2026, 5, 14))).told == 4
    assert office.plan(moment(FAIR)).told == 0
