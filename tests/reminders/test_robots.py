"""Group robots and webhooks against servers that recompute signatures and answer errors as the real ones do."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOW
from tests.reminders.conftest import TEN, Office, moment
from tests.reminders.robot_server import SECRET, Robots, robots_running
from tracker.core.errors import InvalidError
from tracker.core.sealing import seal, unseal
from tracker.reminders.channels.http import UnreachableError, check_address, is_public, post
from tracker.reminders.channels.robots import RobotDoor
from tracker.reminders.models import Message, Robot
from tracker.reminders.rules.robots import Wanted, cut_bytes
from tracker.reminders.rules.states import Channel, MessageState, Outcome

SignIn = Callable[[str], FlaskClient]
KEY = "a-key-for-tests-only"
GROUPS = [Channel.WECOM, Channel.DINGTALK, Channel.FEISHU]


@pytest.fixture
def robots() -> Iterator[Robots]:
    with robots_running() as found:
        yield found


@pytest.fixture
def app(app: Flask, robots: Robots) -> Flask:
    """The application, allowed to reach the server."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, private_hosts=frozenset({robots.host}))
    return app


def robot(robots: Robots, channel: Channel, secret: str = SECRET, kind: str = "") -> Robot:
    return Robot(
        channel=channel,
        name="整改工作群",
        sealed_url=seal(KEY, robots.url(kind or channel.value)),
        sealed_secret=seal(KEY, secret) if secret else "",
    )


def door(robots: Robots) -> RobotDoor:
    return RobotDoor(KEY, {robots.host})


@pytest.mark.parametrize("channel", GROUPS)
def test_a_text_reaches_the_group_with_a_proper_signature(robots: Robots, channel: Channel) -> None:
    handed = door(robots).say(robot(robots, channel), "今天到期3项", at=NOW)
    assert handed.outcome is Outcome.SENT
    assert "今天到期3项" in str(robots.bodies)


@pytest.mark.parametrize(("channel", "code"), [(Channel.DINGTALK, 310000), (Channel.FEISHU, 19021)])
def test_a_wrong_key_is_refused_and_told(robots: Robots, channel: Channel, code: int) -> None:
    handed = door(robots).say(robot(robots, channel, "SECwrong"), "今天到期3项", at=NOW)
    assert (handed.outcome, handed.code) == (Outcome.REFUSED, code)
    assert "签" in handed.answer


@pytest.mark.parametrize(
    ("channel", "code", "outcome"),
    [
        (Channel.WECOM, 93000, Outcome.REFUSED),
        (Channel.WECOM, 45009, Outcome.LATER),
        (Channel.DINGTALK, 130101, Outcome.LATER),
        (Channel.FEISHU, 11232, Outcome.LATER),
        (Channel.FEISHU, 19001, Outcome.REFUSED),
    ],
)
def test_an_error_in_an_answer_of_200_is_no_success(
    robots: Robots, channel: Channel, code: int, outcome: Outcome
) -> None:
    robots.codes.append(code)
    handed = door(robots).say(robot(robots, channel), "今天到期3项", at=NOW)
    assert (handed.outcome, handed.code) == (outcome, code)


@pytest.mark.parametrize(
    ("status", "outcome"), [(500, Outcome.LATER), (429, Outcome.LATER), (404, Outcome.REFUSED)]
)
def test_http_errors_are_told_apart(robots: Robots, status: int, outcome: Outcome) -> None:
    robots.status = status
    handed = door(robots).say(robot(robots, Channel.WECOM), "今天到期3项", at=NOW)
    assert handed.outcome is outcome


def test_an_answer_that_no_robot_gives_is_no_success(robots: Robots) -> None:
    handed = door(robots).say(robot(robots, Channel.WECOM, kind="nonsense"), "话", at=NOW)
    assert handed.outcome is Outcome.REFUSED


def test_redirects_are_not_followed(robots: Robots) -> None:
    robots.status, robots.location = 302, robots.url("wecom")
    handed = door(robots).say(robot(robots, Channel.WECOM), "话", at=NOW)
    assert handed.outcome is Outcome.REFUSED
    assert len(robots.paths) == 1


def test_long_texts_are_cut_by_bytes_between_characters(robots: Robots) -> None:
    handed = door(robots).say(robot(robots, Channel.WECOM), "整改" * 3000, at=NOW)
    assert handed.outcome is Outcome.SENT
    sent = robots.bodies[0]["text"]["content"]
    assert 2030 < len(sent.encode()) <= 2048
    assert sent.endswith("其余请登录查看）")
    assert cut_bytes("整改", 6) == "整改"


def test_people_are_mentioned_by_phone_where_the_robot_can(robots: Robots) -> None:
    for channel in GROUPS:
        handed = door(robots).say(robot(robots, channel), "话", at=NOW, phones=["13800000001"])
        assert handed.outcome is Outcome.SENT
    wecom, dingtalk, feishu = robots.bodies
    assert wecom["text"]["mentioned_mobile_list"] == ["13800000001"]
    assert dingtalk["at"]["atMobiles"] == ["13800000001"]
    assert "13800000001" not in str(feishu)


def test_a_webhook_can_check_who_speaks_and_knows_a_repetition(robots: Robots) -> None:
    for _ in range(2):
        event = {"event": "digest", "subject": "今天到期3项"}
        handed = door(robots).tell(robot(robots, Channel.WEBHOOK), event, event_id="abc", at=NOW)
        assert handed.outcome is Outcome.SENT
    assert {one["X-Tracker-Event"] for one in robots.headers} == {"abc"}
    wrong = robot(robots, Channel.WEBHOOK, "another-secret-16")
    assert door(robots).tell(wrong, {}, event_id="x", at=NOW).outcome is Outcome.REFUSED


def test_an_address_inside_is_reached_only_when_allowed(robots: Robots) -> None:
    handed = RobotDoor(KEY, frozenset()).say(robot(robots, Channel.WECOM), "话", at=NOW)
    assert handed.outcome is Outcome.UNREACHABLE
    assert "内部网络" in handed.answer
    assert robots.bodies == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.9",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "100.64.0.1",
    ],
)
def test_no_inner_address_counts_as_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "localhost", "127.1"])
def test_odd_spellings_of_the_own_machine_are_refused_at_connect_time(host: str) -> None:
    with pytest.raises(UnreachableError):
        post(Wanted(f"https://{host}/x", b"{}"), frozenset())


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/x",
        "https://",
        "http://a.example/x",
        "https://u:p@a.example",
        "x",
        "https://a:b/",
    ],
)
def test_addresses_that_are_none_are_refused_when_typed(url: str) -> None:
    with pytest.raises(InvalidError):
        check_address(url, frozenset())
    assert check_address("HTTPS://Qyapi.Example/x", frozenset()) == "qyapi.example"


def test_secrets_are_sealed_and_open_only_with_the_key() -> None:
    sealed = seal(KEY, SECRET)
    assert SECRET not in sealed
    assert unseal(KEY, sealed) == SECRET
    with pytest.raises(InvalidError):
        unseal("another key altogether", sealed)


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
