"""The inbox, the delivery log, a task's reminders and the text to copy: for whom, and for whom not."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOW
from tests.factories.tasks import open_task
from tests.reminders.conftest import Office, moment
from tracker.core import clock
from tracker.reminders import actions
from tracker.reminders.queries import unread_count
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 3, 18)
CANARY = "白石镇的内部事项"


def reminded(office: Office) -> int:
    """Answer a task that was assigned and is due in ten days, both told."""
    task_id = office.task(due_on=TODAY + timedelta(days=9), given_at=moment(date(2026, 3, 2)))
    office.plan(moment(date(2026, 3, 2), 10))
    office.plan(moment(TODAY, 9))
    return task_id


def foreign_task(office: Office) -> int:
    """Answer a task of the neighbouring town, due today and told to its clerk."""
    with clock.frozen(moment(date(2026, 3, 2))), office.database.transaction() as session:
        task = open_task(session, office.cast, title=CANARY, town="baishi")
        task.due_on = TODAY
        task_id = task.id
    office.plan(moment(TODAY), everything=True)
    return task_id


def unread(office: Office, login: str) -> int:
    with office.database.reading() as session:
        return unread_count(session, office.cast[login].person_id)


def test_the_inbox_shows_ones_own_reminders_with_a_link(office: Office, sign_in_as: SignIn) -> None:
    task_id = reminded(office)
    shown = sign_in_as("liqiang").get("/reminders").text
    assert "新交办：" in shown
    assert f"/tasks/{task_id}" in shown
    assert "未读 2 件" in shown


def test_the_inbox_of_somebody_else_is_empty(office: Office, sign_in_as: SignIn) -> None:
    reminded(office)
    assert "还没有提醒" in sign_in_as("zhaofang").get("/reminders").text


def test_an_item_is_read_once_by_its_owner_and_by_nobody_else(
    office: Office, sign_in_as: SignIn
) -> None:
    reminded(office)
    assert unread(office, "liqiang") == 2
    assert sign_in_as("wanglixin").post("/reminders/1/read").status_code in {303, 404}
    assert sign_in_as("wutao").post("/reminders/1/read").status_code == 404
    browser = sign_in_as("liqiang")
    mine = [n for n in range(1, 9) if browser.post(f"/reminders/{n}/read").status_code == 303]
    assert len(mine) == 2
    assert unread(office, "liqiang") == 0
    assert all(browser.post(f"/reminders/{n}/read").status_code == 303 for n in mine)


def test_all_is_read_in_one_step_and_only_ones_own(office: Office, sign_in_as: SignIn) -> None:
    reminded(office)
    assert sign_in_as("liqiang").post("/reminders/read").status_code == 303
    assert (unread(office, "liqiang"), unread(office, "wanglixin")) == (0, 2)


def test_what_one_may_no_longer_see_is_not_repeated(office: Office, sign_in_as: SignIn) -> None:
    task_id = reminded(office)
    office.change(task_id, title=CANARY)
    # The inbox keeps the sentences of its day.
    assert "督促检查不够经常" in sign_in_as("liqiang").get("/reminders").text
    office.hand_over(task_id, "zhaofang", NOW)
    office.change(task_id, lead_unit_id=None)
    shown = sign_in_as("liqiang").get("/reminders").text
    assert "督促检查不够经常" not in shown
    assert "您已不经手" in shown


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("zhoumin", 200),
        ("heping", 200),
        ("wutao", 200),
        ("liqiang", 403),
        ("wanglixin", 403),
        ("chenguodong", 403),
        ("sunzheng", 403),
    ],
)
def test_who_may_read_the_delivery_log(
    office: Office, sign_in_as: SignIn, login: str, status: int
) -> None:
    reminded(office)
    answer = sign_in_as(login).get("/reminders/delivery")
    assert answer.status_code == status
    # The neighbour's clerk may read a log, but nothing of ours is in it; an administrator sees no titles.
    assert ("王立新</td>" in answer.text) is (login in {"zhoumin", "heping"})
    assert "督促检查不够经常" not in answer.text


def test_the_delivery_log_can_be_narrowed_to_a_state(office: Office, sign_in_as: SignIn) -> None:
    reminded(office)
    browser = sign_in_as("zhoumin")
    assert "李强" in browser.get("/reminders/delivery?state=sent").text
    assert "没有这样的发送记录" in browser.get("/reminders/delivery?state=dead").text
    assert browser.get("/reminders/delivery?state=odd&page=x").status_code == 200


def test_a_silent_sender_is_told_in_red_and_a_beating_one_is_not(
    office: Office, sign_in_as: SignIn
) -> None:
    browser = sign_in_as("zhoumin")
    assert "定时提醒没有在运行" in browser.get("/reminders/delivery").text
    assert "请联系系统管理员" in browser.get("/reminders/delivery").text
    admin = sign_in_as("heping").get("/reminders/delivery").text
    assert "make scheduler" in admin  # whoever can mend it is told how, not sent to themselves
    assert "请联系系统管理员" not in admin
    with office.database.transaction() as session:
        actions.beat(session, actions.PULSE, holder="here:1", at=NOW - timedelta(seconds=60))
    assert "定时提醒运行正常" in browser.get("/reminders/delivery").text
    with office.database.transaction() as session:
        actions.beat(session, actions.PULSE, holder="here:1", at=NOW - timedelta(seconds=91))
    assert "定时提醒没有在运行" in browser.get("/reminders/delivery").text
    with office.database.transaction() as session:
        actions.beat(session, actions.PULSE, holder="here:1", at=NOW, error="database is locked")
    assert "正在自动重试" in browser.get("/reminders/delivery").text


def test_a_silent_sender_is_told_on_every_page_to_those_who_look_after_it(
    office: Office, sign_in_as: SignIn
) -> None:
    strip = "定时提醒没有在运行，提醒暂时发不出去"
    clerk, handler = sign_in_as("zhoumin"), sign_in_as("liqiang")
    for age, expected in ((89, False), (91, True)):
        with office.database.transaction() as session:
            at = NOW - timedelta(seconds=age)
            actions.beat(session, actions.PULSE, holder="here:1", at=at)
        assert (strip in clerk.get("/reminders").text) is expected
        assert (strip in sign_in_as("heping").get("/people").text) is expected
        assert strip not in handler.get("/reminders").text
    assert strip not in clerk.get("/reminders/delivery").text  # there it stands by itself


@pytest.mark.parametrize(
    ("login", "status"),
    [("zhoumin", 200), ("liqiang", 200), ("sunzheng", 200), ("wutao", 404), ("heping", 403)],
)
def test_who_may_see_what_a_task_was_and_will_be_reminded_of(
    office: Office, sign_in_as: SignIn, login: str, status: int
) -> None:
    task_id = reminded(office)
    answer = sign_in_as(login).get(f"/reminders/tasks/{task_id}")
    assert answer.status_code == status
    if status == 200:
        part = sign_in_as(login).get(f"/reminders/tasks/{task_id}", headers={"HX-Request": "true"})
        assert ("<html" in answer.text, "<html" in part.text) == (True, False)
        assert "李强（责任人）" in answer.text
        assert "到期前3天" in answer.text
        assert "将提醒责任人、责任领导、台账管理员" in answer.text
        assert ("催办文字" in answer.text) is (login == "zhoumin")  # nobody chases themselves


@pytest.mark.parametrize(
    ("login", "status"), [("zhoumin", 200), ("wanglixin", 200), ("sunzheng", 403), ("wutao", 404)]
)
def test_who_may_copy_the_reminder_text(
    office: Office, sign_in_as: SignIn, login: str, status: int
) -> None:
    task_id = reminded(office)
    answer = sign_in_as(login).get(f"/reminders/tasks/{task_id}/text")
    assert answer.status_code == status
    assert ("李所长，您好。" in answer.text) is (status == 200)


@pytest.mark.parametrize("state", [State.UNASSIGNED, State.CLOSED])
def test_nobody_is_chased_for_what_nobody_owes(
    office: Office, sign_in_as: SignIn, state: State
) -> None:
    given_at = moment(date(2026, 3, 2))
    task_id = (
        office.closed_task(due_on=TODAY, given_at=given_at)
        if state is State.CLOSED
        else office.task(due_on=TODAY, given_at=given_at, state=state)
    )
    browser = sign_in_as("zhoumin")
    assert browser.get(f"/reminders/tasks/{task_id}/text").status_code == 403
    assert "催办文字" not in browser.get(f"/reminders/tasks/{task_id}").text


def test_the_text_to_copy_comes_as_a_fragment_into_a_dialog(
    office: Office, sign_in_as: SignIn
) -> None:
    task_id = reminded(office)
    browser = sign_in_as("zhoumin")
    address = f"/reminders/tasks/{task_id}/text"
    assert "<html" in browser.get(address).text
    assert "<html" not in browser.get(address, headers={"HX-Request": "true"}).text


@pytest.mark.parametrize(
    "login", ["zhoumin", "liqiang", "wanglixin", "chenguodong", "sunzheng", "heping"]
)
def test_nothing_of_a_foreign_unit_appears_on_any_page(
    office: Office, sign_in_as: SignIn, login: str
) -> None:
    reminded(office)
    theirs = foreign_task(office)
    browser = sign_in_as(login)
    for address in (
        "/reminders",
        "/reminders/delivery",
        f"/reminders/tasks/{theirs}",
        f"/reminders/tasks/{theirs}/text",
    ):
        shown = browser.get(address).text
        assert CANARY not in shown
        assert "吴涛" not in shown
    assert CANARY in sign_in_as("wutao").get("/reminders").text


@pytest.mark.parametrize("address", ["/reminders", "/reminders/delivery", "/reminders/tasks/1"])
def test_nobody_signed_in_sees_nothing(office: Office, client: FlaskClient, address: str) -> None:
    reminded(office)
    assert client.get(address).status_code == 303
