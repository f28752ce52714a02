"""Why somebody did or did not hear, and what goes out on a day: on the page and from a terminal."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from tests.reminders.conftest import TEN, Office, moment
from tests.reminders.sink import Sink
from tracker.accounts import models as accounts
from tracker.core import clock
from tracker.reminders.actions import PULSE, beat
from tracker.reminders.actions.holding import held_back
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]
AFTER_FEAST = date(2026, 10, 8)


def run(app: Flask, *words: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=["reminders", *words])
    return done.exit_code, done.output


def feast_task(office: Office) -> int:
    """Answer a task due on 7 October, in the middle of 国庆."""
    return office.task(due_on=date(2026, 10, 7), given_at=moment(date(2026, 8, 3)))


def number_of(office: Office, task_id: int) -> str:
    with office.database.reading() as session:
        return session.get_one(Task, task_id).number


def test_the_first_working_day_after_the_feast_is_foreseen(office: Office, app: Flask) -> None:
    task_id = feast_task(office)
    code, told = run(app, "preview", "--on", "2026-10-08", "--json")
    found = json.loads(told)
    assert (code, found["workday"]) == (0, True)
    rules = {(one["person"], one["rule"]) for one in found["reminders"]}
    assert ("李强", "超期1个工作日") in rules
    assert ("周敏", "超期1个工作日，拟催办单") in rules
    assert {one["number"] for one in found["reminders"]} == {number_of(office, task_id)}


def test_a_rest_day_says_so_and_sends_nothing(office: Office, app: Flask) -> None:
    feast_task(office)
    told = run(app, "preview", "--on", "2026-10-03")[1]
    assert "是休息日（国庆节）" in told
    assert "下一个工作日是10月8日" in told
    assert json.loads(run(app, "preview", "--on", "2026-10-03", "--json")[1])["reminders"] == []


def test_what_moved_because_of_a_holiday_names_the_holiday(office: Office, app: Flask) -> None:
    feast_task(office)
    told = run(app, "preview", "--on", "2026-09-30")[1]
    assert "原应在10月7日，遇国庆节，提前到9月30日" in told


def test_what_is_foreseen_is_what_is_told(office: Office, app: Flask) -> None:
    feast_task(office)
    office.settled()
    for day in (date(2026, 9, 27), date(2026, 9, 30), AFTER_FEAST, date(2026, 10, 20)):
        told = json.loads(run(app, "preview", "--on", day.isoformat(), "--json")[1])
        with clock.frozen(moment(day)):
            assert office.plan(moment(day), everything=True).told >= len(told["reminders"])


def test_why_tells_what_was_told_when_and_how(office: Office, app: Flask, sink: Sink) -> None:
    task_id = office.due_task()
    office.sweep(moment(TEN), sink)
    with clock.frozen(moment(TEN, 15)):
        code, told = run(app, "why", number_of(office, task_id), "--person", "李强")
    assert code == 0
    assert "到期前10天：站内消息4月20日09:00已发出；邮件4月20日09:00已发出" in told
    assert "到期前3天：到4月27日提醒" in told
    assert "这条只提醒台账管理员" in told


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"state": State.CLOSED}, "任务已销号，不再提醒"),
        ({"state": State.PAUSED, "before_pause": State.ACTIVE}, "任务现在是暂缓"),
    ],
)
def test_why_not_names_the_state(
    office: Office, app: Flask, change: dict[str, object], because: str
) -> None:
    task_id = office.due_task()
    office.change(task_id, **change)
    assert because in run(app, "why", number_of(office, task_id), "--person", "liqiang")[1]


def test_why_not_names_the_own_settings_and_the_missing_part(
    office: Office, app: Flask, sign_in_as: SignIn
) -> None:
    task_id = office.due_task()
    number = number_of(office, task_id)
    data = {"not_before": "10:00", "wanted": ["due_20"]}
    assert sign_in_as("liqiang").post("/reminders/settings", data=data).status_code == 303
    told = run(app, "why", number, "--person", "李强")[1]
    assert "到期前10天：本人在设置里关闭了这一类提醒" in told
    assert "本人设置了不收邮件" in told
    assert "本人设定10:00以后发" in told
    assert "黄海现在不是这项任务的责任人" in run(app, "why", number, "--person", "黄海")[1]


def test_why_on_a_day_answers_about_that_day(office: Office, app: Flask) -> None:
    task_id = office.due_task()
    words = ("why", number_of(office, task_id), "--person", "李强", "--on")
    assert "9月25日（星期五）是休息日（中秋节），不发任何提醒" in run(app, *words, "2026-09-25")[1]
    assert "9月20日（星期日）是工作日，是调休上班日" in run(app, *words, "2026-09-20")[1]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("why", "2025-999", "--person", "李强"), 1),
        (("why", "NUMBER", "--person", "没有的人"), 1),
        (("preview", "--on", "someday"), 2),
        (("preview", "--on", "0026-01-01"), 2),
        (("preview", "--on", "2026-10-08", "--unit", "nowhere"), 1),
        (("preview",), 2),
    ],
)
def test_slips_are_one_sentence(
    office: Office, app: Flask, words: tuple[str, ...], code: int
) -> None:
    number = number_of(office, office.due_task())
    found, told = run(app, *(number if one == "NUMBER" else one for one in words))
    assert found == code
    assert "Traceback" not in told


def test_a_dead_sender_and_a_held_flood_are_reasons_too(office: Office, app: Flask) -> None:
    number = number_of(office, office.due_task())
    with office.database.transaction() as session:
        beat(session, PULSE, holder="here:1", at=moment(TEN))
        held_back(session, TEN, {office.cast.town: 300}, at=moment(TEN))
    later = TEN + timedelta(days=1)
    with clock.frozen(moment(later, 10)):
        why = run(app, "why", number, "--person", "李强")[1]
        today = run(app, "preview", "--on", later.isoformat())[1]
        tomorrow = run(app, "preview", "--on", (later + timedelta(days=1)).isoformat())[1]
    for told in (why, today):
        assert "要发的提醒数量异常，300条已暂停" in told
        assert "定时提醒从4月20日09:00起没有在运行" in told
    assert "2026-04-20\t到期前10天：还没有发，原因见上面的说明" in why
    assert "没有在运行" not in tomorrow


@pytest.mark.parametrize(
    ("login", "status"),
    [("zhoumin", 200), ("liqiang", 200), ("sunzheng", 200), ("wutao", 404), ("heping", 403)],
)
def test_who_may_ask_why(office: Office, sign_in_as: SignIn, login: str, status: int) -> None:
    task_id = office.due_task()
    office.plan(moment(TEN))
    answer = sign_in_as(login).get(f"/reminders/tasks/{task_id}/why")
    assert answer.status_code == status
    if status == 200:
        person = office.cast["liqiang"].person_id
        shown = sign_in_as(login).get(f"/reminders/tasks/{task_id}/why?person={person}").text
        assert "到期前10天" in shown
        assert "站内消息4月20日09:00已发出" in shown


def test_the_page_of_what_goes_out_shows_others_only_to_the_clerk(
    office: Office, sign_in_as: SignIn
) -> None:
    office.due_task()
    address = f"/reminders/preview?on={TEN.isoformat()}"
    clerk, handler = sign_in_as("zhoumin").get(address), sign_in_as("liqiang").get(address)
    assert "王立新</h2>" in clerk.text
    assert "李强</h2>" in handler.text
    assert "王立新</h2>" not in handler.text
    assert "督促检查不够经常" not in sign_in_as("wutao").get(address).text
    assert sign_in_as("zhoumin").get("/reminders/preview?on=odd").status_code == 200


def test_after_the_deadline_moved_the_old_reminder_says_so(office: Office, app: Flask) -> None:
    task_id = office.due_task()
    office.change(task_id, due_on=TEN + timedelta(days=40))
    with clock.frozen(moment(TEN, 15)):
        told = run(app, "why", number_of(office, task_id), "--person", "李强")[1]
    assert "到期前10天：到5月20日提醒" in told


def signed_in_at(office: Office, browser: FlaskClient, at: datetime) -> FlaskClient:
    """Answer the browser as if it had been signed in at a moment."""
    with office.database.transaction() as session:
        session.execute(update(accounts.SignIn).values(started_at=at, seen_at=at))
    return browser


def test_one_day_of_one_person_is_explained_task_by_task(
    office: Office, sign_in_as: SignIn, sink: Sink
) -> None:
    told, quiet = office.due_task(), feast_task(office)
    office.sweep(moment(TEN), sink)
    later = moment(TEN + timedelta(days=3))
    with clock.frozen(later):
        clerk = signed_in_at(office, sign_in_as("zhoumin"), later)
        page = clerk.get(f"/reminders/preview?on={TEN.isoformat()}&person=李强").text
        assert "李强4月20日收到1项任务的提醒" in page
        said, _, silent = page.partition("没有提醒的，和原因")
        assert f"{number_of(office, told)} " in said
        assert "到期前10天：站内消息4月20日09:00已发出" in said
        assert f"{number_of(office, quiet)} " in silent
        assert "这一天不到提醒的日子，下一次是9月17日（到期前20天）" in silent
        office.change(quiet, state=State.PAUSED, before_pause=State.ACTIVE)
        page = clerk.get(f"/reminders/preview?on={TEN.isoformat()}&person=李强").text
        assert "任务暂缓期间不提醒" in page
        office.change(quiet, state=State.ACTIVE, before_pause=None)
        after = clerk.get(f"/reminders/preview?on={AFTER_FEAST}&person=liqiang").text
        assert "李强10月8日将收到" in after
        rest = clerk.get("/reminders/preview?on=2026-09-25&person=李强").text
        assert "9月25日（星期五）是休息日（中秋节），不发任何提醒" in rest
        assert "李强9月25日不会收到提醒" in rest


def test_of_others_only_whoever_keeps_the_ledger_may_ask(
    office: Office, sign_in_as: SignIn
) -> None:
    number = number_of(office, office.due_task())
    own = sign_in_as("liqiang").get("/reminders/preview?person=李强").text
    assert number in own
    other = sign_in_as("huanghai").get("/reminders/preview?person=李强").text
    assert "您只能查自己的提醒" in other
    assert number not in other
    nobody = sign_in_as("zhoumin").get("/reminders/preview?person=无此人").text
    assert "您管理的单位里没有叫“无此人”的人" in nobody
    # A neighbour's clerk is not even told that there is such a person, and how they hear.
    for asked in ("李强", "liqiang"):
        neighbour = sign_in_as("wutao").get(f"/reminders/preview?person={asked}").text
        assert f"您管理的单位里没有叫“{asked}”的人" in neighbour
        assert "每个工作日只汇总提醒一次" not in neighbour
    stranger = sign_in_as("liuyang").get("/reminders/preview?person=李强&on=2026-04-20").text
    assert number in stranger


def test_whoever_is_shown_only_their_own_is_led_to_the_reasons(
    office: Office, sign_in_as: SignIn
) -> None:
    office.due_task()
    asks = 'name="person"'
    assert asks in sign_in_as("zhoumin").get("/reminders/preview").text
    viewer = sign_in_as("sunzheng")
    own = viewer.get("/reminders/preview").text
    assert "没有要发给您的提醒" in own
    assert asks not in own
    assert "person=sunzheng" in own
    assert "没有在办的任务要经手" in viewer.get("/reminders/preview?person=sunzheng").text
    assert (
        "没有在办的任务" not in sign_in_as("liqiang").get("/reminders/preview?person=liqiang").text
    )


def test_a_day_that_is_over_points_to_what_was_really_sent(
    office: Office, sign_in_as: SignIn
) -> None:
    later = moment(TEN + timedelta(days=1))
    with clock.frozen(later):
        page = (
            signed_in_at(office, sign_in_as("zhoumin"), later)
            .get(f"/reminders/preview?on={TEN}")
            .text
        )
    assert "这一天已经过去" in page
    assert f"/reminders/delivery?on={TEN}" in page
    assert office.told() == []
