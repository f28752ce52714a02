"""Passwords, local addresses, ledgers, chains, and who may manage whom: tables of cases."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cast import Cast
from tracker.accounts.permissions import ManagedPerson, refusal_to_manage
from tracker.accounts.rules import (
    chain_of,
    keeps_ledger_by_default,
    local_path,
    minutes_locked,
    weakness,
)

AT = datetime(2026, 3, 18, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "password", ["Lvye#2026x", "abcD1234", "abc-1234", "ABC-1234", "密码Abc123", "kfma-7392-TRHW"]
)
def test_three_classes_and_eight_characters_will_do(password: str) -> None:
    assert weakness(password, "zhoumin") is None


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("Ab1-", "至少 8 位"),
        ("abcdefgh1", "三种"),
        ("12345678", "三种"),
        ("", "至少 8 位"),
        ("Zhoumin-2026", "登录名"),
        ("Aa1-" * 51, "最长"),
    ],
)
def test_a_weak_password_is_told_what_is_wrong(password: str, words: str) -> None:
    assert words in (weakness(password, "zhoumin") or "")


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/ledger",
        "/ledger?state=active&page=2",
        "/tasks/12#trail",
        "/ledger?q=东岭村",
        "/a/../b",
    ],
)
def test_a_path_of_this_site_is_followed(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "ledger",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "\t//evil.example",
        " //evil.example",
        "/ /evil.example",
        "https://evil.example",
        "https:evil.example",
        "http:///evil.example",
        "HTTPS://evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "@evil.example",
        "/x\\..\\evil",
        "/\x00/evil.example",
        "/\u2028/evil.example",
        "./ledger",
        "?next=/",
        "#top",
    ],
)
def test_an_address_that_could_leave_this_site_is_not(target: str) -> None:
    assert local_path(target) is None


@pytest.mark.parametrize(
    ("path", "name", "keeps"),
    [
        (None, "", True),
        ("/1/", "云岭县", True),
        ("/1/", "东城区", True),
        ("/1/", "青禾镇", False),
        ("/1/2/", "青禾镇", False),
        ("/1/2/", "云岭县", False),
    ],
)
def test_a_root_and_the_towns_of_a_county_keep_ledgers(
    path: str | None, name: str, *, keeps: bool
) -> None:
    assert keeps_ledger_by_default(path, name) is keeps


@pytest.mark.parametrize(
    ("steps", "chain"),
    [
        (["secretary", "leader", "clerk"], "leader,clerk,secretary"),
        (["secretary"], "secretary"),
        (["leader", "leader"], "leader"),
        (["clerk", "mayor"], "clerk"),
        (["mayor"], None),
        ([], None),
    ],
)
def test_a_chain_keeps_its_order_and_knows_only_its_steps(
    steps: list[str], chain: str | None
) -> None:
    assert chain_of(steps) == chain


@pytest.mark.parametrize(
    ("seconds", "minutes"), [(300, 5), (241, 5), (60, 1), (1, 1), (0, 0), (-9, 0)]
)
def test_a_lock_is_told_in_whole_minutes_never_too_few(seconds: int, minutes: int) -> None:
    assert minutes_locked(AT + timedelta(seconds=seconds), AT) == minutes


def test_an_administrator_manages_people_within_reach_but_nobody_beyond_and_never_oneself(
    cast: Cast,
) -> None:
    admin = cast["heping"]
    inside = frozenset({cast.units["qinghe"], cast.units["qinghe-finance"]})
    beyond = inside | {cast.units["yunling"]}
    assert refusal_to_manage(admin, ManagedPerson(cast["liqiang"].person_id, inside)) is None
    assert refusal_to_manage(admin, ManagedPerson(cast["liqiang"].person_id, beyond)) is not None
    assert refusal_to_manage(admin, ManagedPerson(admin.person_id, inside)) is not None
