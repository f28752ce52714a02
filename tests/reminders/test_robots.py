"""Group robots and webhooks against servers that recompute signatures and answer errors as the real ones do."""

import socket
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import NOW
from tests.reminders.robot_server import SECRET, Robots
from tracker.core.errors import InvalidError
from tracker.core.sealing import seal, unseal
from tracker.reminders.channels.http import UnreachableError, check_address, is_public, post
from tracker.reminders.channels.robots import RobotDoor
from tracker.reminders.models import Robot
from tracker.reminders.rules.robots import Wanted, cut_bytes
from tracker.reminders.rules.states import Channel, Outcome

SignIn = Callable[[str], FlaskClient]
KEY = "a-key-for-tests-only"
GROUPS = [Channel.WECOM, Channel.DINGTALK, Channel.FEISHU]


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
        "64:ff9b::a01:203",  # a gateway hands it on to 10.1.2.3
        "64:ff9b:1::a01:203",
        "2002:7f00:1::",  # 6to4 for 127.0.0.1
        "::7f00:1",
        "::ffff:0:127.0.0.1",
        "fec0::1",
    ],
)
def test_no_inner_address_counts_as_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:4700::1111"]
)
def test_addresses_of_the_internet_stay_reachable(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/机器人",
        "https://例子.example/",
        "https://a.example/a b",
        "https://a\x00.example/",
    ],
)
def test_an_address_that_no_request_line_can_hold_is_refused_and_stops_nobody_else(
    url: str,
) -> None:
    with pytest.raises(InvalidError):
        check_address(url, frozenset())
    with pytest.raises(UnreachableError):
        post(Wanted(url, b"{}"), frozenset())


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "localhost", "127.1"])
def test_odd_spellings_of_the_own_machine_are_refused_at_connect_time(host: str) -> None:
    with pytest.raises(UnreachableError):
        post(Wanted(f"https://{host}/x", b"{}"), frozenset())


@pytest.mark.parametrize(
    "answers", [["8.8.8.8", "127.0.0.1"], ["127.0.0.1", "8.8.8.8"], ["::ffff:10.0.0.1"]]
)
def test_a_name_with_any_inner_address_is_refused(
    monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (one, 443)) for one in answers]
    )
    with pytest.raises(UnreachableError, match="内部网络"):
        post(Wanted("https://robot.example/x", b"{}"), frozenset())


def test_a_name_that_changes_its_mind_after_the_check_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, dialled = ["8.8.8.8", "127.0.0.1", "127.0.0.1"], []

    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (names.pop(0), 443))]

    def dial(address: tuple[str, int], **_: object) -> None:
        dialled.append(address)
        raise OSError

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket, "create_connection", dial)
    with pytest.raises(UnreachableError):
        post(Wanted("https://robot.example/x", b"{}"), frozenset())
    assert dialled == [("8.8.8.8", 443)]  # the very address that was checked, never the name again


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
