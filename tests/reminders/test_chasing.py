"""今日要催 and 已催登记: one text for each person, noted in two clicks, shown on the task."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOW
from tests.reminders.conftest import Office, moment
from tracker.ledgers.models import Letter
from tracker.ledgers.rules.letters import LetterKind
from tracker.reminders.models import Chase
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 3, 18)
GIVEN = moment(date(2026, 3, 2))
TALK = {"way": "phone", "done_on": "2026-03-18", "answered_by": "", "answer": "周三前报材料"}


def two_tasks(office: Office) -> tuple[int, int]:
    late = office.task(due_on=TODAY - timedelta(days=1), given_at=GIVEN)
    soon = office.task(due_on=TODAY + timedelta(days=2), given_at=GIVEN)
    return late, soon


def test_all_of_one_person_stands_in_one_text(office: Office, sign_in_as: SignIn) -> None:
    late, soon = two_tasks(office)
    office.task(due_on=TODAY, given_at=GIVEN, handler="zhaofang")
    shown = sign_in_as("zhoumin").get("/reminders/to-chase").text
    assert "2 人，3 项" in shown
    assert "李所长，您好。有2项整改想和您对一下" in shown
    assert "昨天到期。" in shown
    assert f"tasks={late},{soon}" in shown.replace("%2C", ",")


def test_those_who_are_written_down_are_spoken_to_not_their_contact_in_the_office(
    office: Office, sign_in_as: SignIn
) -> None:
    for written in ("各村党组织书记", "李强、王芳"):
        late = office.task(due_on=TODAY - timedelta(days=1), given_at=GIVEN)
        office.change(late, handler_text=written)
    shown = sign_in_as("zhoumin").get("/reminders/to-chase").text
    assert "各村党组织书记，您好" in shown
    assert "李所长，您好" in shown


def test_what_is_handed_in_closed_or_far_is_not_chased(office: Office, sign_in_as: SignIn) -> None:
    far = office.task(due_on=TODAY + timedelta(days=60), given_at=GIVEN)
    done = office.task(due_on=TODAY, given_at=GIVEN)
    office.change(done, state=State.FIRST_REVIEW)
    assert far
    assert "没有要催的" in sign_in_as("zhoumin").get("/reminders/to-chase").text


def test_a_talk_is_noted_once_for_all_tasks_and_shown_on_each(
    office: Office, sign_in_as: SignIn
) -> None:
    late, soon = two_tasks(office)
    browser = sign_in_as("zhoumin")
    address = f"/reminders/chase?tasks={late},{soon}"
    assert "<html" not in browser.get(address, headers={"HX-Request": "true"}).text
    answer = browser.post("/reminders/chase", data={**TALK, "tasks": f"{late},{soon}"})
    assert answer.status_code == 303
    for task_id in (late, soon):
        shown = browser.get(f"/reminders/tasks/{task_id}").text
        assert "周敏电话催办李强" in shown
        assert "李强答复：周三前报材料" in shown
    assert "今天已催" in browser.get("/reminders/to-chase").text


@pytest.mark.parametrize("slip", [{"done_on": "2026-03-19"}, {"way": "smoke"}, {"done_on": ""}])
def test_a_slip_in_a_talk_is_told_and_nothing_is_noted(
    office: Office, sign_in_as: SignIn, slip: dict[str, str]
) -> None:
    late, _ = two_tasks(office)
    answer = sign_in_as("zhoumin").post(
        "/reminders/chase", data={**TALK, "tasks": str(late), **slip}
    )
    assert answer.status_code == 422
    assert "周三前报材料" in answer.text
    with office.database.reading() as session:
        assert session.scalars(select(Chase)).all() == []


@pytest.mark.parametrize(
    ("login", "status"),
    [("wutao", 404), ("liqiang", 403), ("wanglixin", 403), ("sunzheng", 403), ("heping", 403)],
)
def test_nobody_else_notes_a_talk(
    office: Office, sign_in_as: SignIn, login: str, status: int
) -> None:
    late, _ = two_tasks(office)
    data = {**TALK, "tasks": str(late)}
    assert sign_in_as(login).post("/reminders/chase", data=data).status_code == status
    assert sign_in_as("zhoumin").get("/reminders/chase?tasks=odd").status_code == 404


def test_late_tasks_bring_drafts_of_letters_once_and_nothing_is_sent(office: Office) -> None:
    late, _ = two_tasks(office)
    office.plan(NOW)
    for day in (25, 26):
        office.plan(moment(date(2026, 3, day)), everything=True)
    with office.database.reading() as session:
        found = session.scalars(select(Letter).where(Letter.task_id == late)).all()
        assert sorted(one.kind for one in found) == [LetterKind.CHASING, LetterKind.SUPERVISION]
        assert all(one.number is None for one in found)
