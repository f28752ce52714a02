"""Robots on their page, and the texts that go into groups only when a person agreed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOW
from tests.reminders.conftest import TEN, Office, moment
from tests.reminders.robot_server import SECRET, Robots
from tracker.reminders.models import Message, Robot
from tracker.reminders.rules.states import Channel, MessageState

SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def app(app: Flask, robots: Robots) -> Flask:
    """The application, allowed to reach the server."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, private_hosts=frozenset({robots.host}))
    return app


def add(browser: FlaskClient, robots: Robots, kind: str, **more: str) -> int:
    data = {"channel": kind, "name": f"群{kind}", "url": robots.url(kind), "secret": SECRET, **more}
    return browser.post("/reminders/robots/new", data=data).status_code


def test_a_clerk_adds_a_robot_tries_it_and_takes_it_away(
    office: Office, sign_in_as: SignIn, robots: Robots
) -> None:
    browser = sign_in_as("zhoumin")
    assert add(browser, robots, "dingtalk") == 303
    shown = browser.get("/reminders/robots").text
    assert "群dingtalk" in shown
    assert SECRET not in shown
    assert "access_token" not in shown
    browser.post("/reminders/robots/1/test")
    assert "测试消息" in robots.bodies[0]["text"]["content"]
    assert "已接收测试消息" in browser.get("/reminders/robots").text
    robots.codes.append(310000)
    browser.post("/reminders/robots/1/test")
    assert "没有接通：钉钉安全设置不符" in browser.get("/reminders/robots").text
    assert browser.post("/reminders/robots/1/remove").status_code == 303
    with office.database.reading() as session:
        assert session.get_one(Robot, 1).sealed_url == ""
    assert browser.post("/reminders/robots/1/test").status_code == 404


@pytest.mark.parametrize(("login", "status"), [("wutao", 404), ("liqiang", 403), ("sunzheng", 403)])
def test_nobody_else_touches_a_robot(
    sign_in_as: SignIn, robots: Robots, login: str, status: int
) -> None:
    assert add(sign_in_as("zhoumin"), robots, "wecom") == 303
    assert sign_in_as(login).post("/reminders/robots/1/test").status_code == status
    assert sign_in_as(login).post("/reminders/robots/1/remove").status_code == status
    assert robots.bodies == []


def test_slips_about_a_robot_are_told_and_the_key_is_never_shown_again(
    sign_in_as: SignIn, robots: Robots
) -> None:
    browser = sign_in_as("zhoumin")
    assert add(browser, robots, "wecom", url="http://10.0.0.1/hook") == 422
    assert add(browser, robots, "wecom", name="") == 422
    assert add(browser, robots, "webhook", secret="short") == 422
    assert add(browser, robots, "wecom") == 303
    assert add(browser, robots, "wecom") == 422  # the same name


def test_a_group_hears_only_what_a_person_agreed_to(
    office: Office, sign_in_as: SignIn, robots: Robots
) -> None:
    office.task(due_on=NOW.date(), given_at=moment(date(2026, 3, 2)))
    browser = sign_in_as("zhoumin")
    add(browser, robots, "wecom")
    assert "今天到期1项" in browser.get("/reminders/robots").text
    office.sweep(NOW)
    assert robots.bodies == []
    answer = browser.post("/reminders/robots/post", data={"text": "请看台账", "robots": ["1"]})
    assert answer.status_code == 303
    office.sweep(NOW)
    office.sweep(NOW)
    assert [one["text"]["content"] for one in robots.bodies] == ["请看台账"]
    log = browser.get("/reminders/delivery?channel=wecom").text
    assert "企业微信群（群wecom）" in log
    assert "已发出" in log


def test_a_text_that_names_who_is_late_asks_once_more(
    office: Office, sign_in_as: SignIn, robots: Robots
) -> None:
    office.task(due_on=NOW.date() - timedelta(days=3), given_at=moment(date(2026, 3, 2)))
    browser = sign_in_as("zhoumin")
    add(browser, robots, "wecom")
    assert "李强" not in browser.get("/reminders/robots").text
    wanted = {"text": "李强的还没报", "robots": ["1"]}
    answer = browser.post("/reminders/robots/post", data=wanted)
    assert (answer.status_code, "等于公开通报" in answer.text) == (422, True)
    wanted["named"] = "y"
    assert browser.post("/reminders/robots/post", data=wanted).status_code == 303


def test_a_dead_group_rests_without_costing_attempts_or_stopping_others(
    office: Office, sign_in_as: SignIn, robots: Robots
) -> None:
    browser = sign_in_as("zhoumin")
    add(browser, robots, "wecom")
    add(browser, robots, "wecom", name="坏群", url="http://127.0.0.1:9/wecom")
    assert "坏群" not in browser.get("/reminders/robots").text  # not allowed, so not kept
    settings = office.app.extensions["settings"]
    allowed = frozenset({robots.host, "127.0.0.1:9"})
    office.app.extensions["settings"] = replace(settings, private_hosts=allowed)
    assert add(browser, robots, "wecom", name="坏群", url="http://127.0.0.1:9/wecom") == 303
    browser.post("/reminders/robots/post", data={"text": "请看台账", "robots": ["1", "2"]})
    for minute in range(7):
        office.sweep(NOW + timedelta(minutes=minute))
    with office.database.reading() as session:
        states = {
            one.robot_id: (one.state, one.attempts)
            for one in session.scalars(select(Message).where(Message.channel == Channel.WECOM))
        }
        assert states[1] == (MessageState.SENT, 1)
        assert states[2] == (MessageState.WAITING, 0)
        assert session.get_one(Robot, 2).paused_until is not None
    assert "坏群" in browser.get("/reminders/delivery").text


def test_a_webhook_is_told_each_digest_unless_the_person_does_not_want_it(
    office: Office, sign_in_as: SignIn, robots: Robots
) -> None:
    add(sign_in_as("zhoumin"), robots, "webhook")
    office.due_task()
    robots.bodies.clear()
    sign_in_as("wanglixin").post("/reminders/settings", data={"not_before": "08:30", "mail": "y"})
    office.sweep(moment(TEN))
    told = [one["to"]["name"] for one in robots.bodies if one["event"] == "digest"]
    assert "李强" in told
    assert "王立新" not in told
    assert all(one["items"][0]["url"].startswith("http") for one in robots.bodies)
