"""Signing in, the lock, signing out, changing a password."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import PASSWORD
from tests.conftest import NOW
from tracker.accounts.models import AccountEvent, Person, SignIn
from tracker.core import clock
from tracker.core.db import Database

WRONG = "登录名或密码不对"
NEW = "Qingshan-77"


def try_in(client: FlaskClient, login: str, password: str, target: str = "") -> tuple[int, str]:
    answer = client.post("/sign-in", data={"login": login, "password": password, "next": target})
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_the_right_password_leads_to_the_first_page(client: FlaskClient) -> None:
    assert try_in(client, "zhoumin", PASSWORD) == (303, "/")
    assert client.get("/password").status_code == 200


def test_a_wrong_password_is_told_and_what_was_typed_is_kept(client: FlaskClient) -> None:
    status, page = try_in(client, "zhoumin", "nonsense")
    assert status == 422
    assert WRONG in page
    assert 'value="zhoumin"' in page
    assert "nonsense" not in page


def test_signing_in_leads_back_to_where_one_wanted_to_go(client: FlaskClient) -> None:
    asked = client.get("/people?page=2")
    assert asked.headers["Location"] == "/sign-in?next=/people?page%3D2"
    assert "/people?page=2" in client.get(asked.headers["Location"]).text
    assert try_in(client, "heping", PASSWORD, "/people?page=2") == (303, "/people?page=2")


def test_whoever_asked_for_a_file_signed_out_goes_back_to_the_page_that_offers_it(
    client: FlaskClient,
) -> None:
    client.set_cookie("taking", "1")
    for page, leads_to in (
        ("http://localhost/ledger?open=1", "/ledger?open%3D1"),
        ("http://elsewhere.example/ledger", "/ledgers/export?open%3D1"),
    ):
        asked = client.get("/ledgers/export?open=1", headers={"Referer": page})
        assert asked.headers["Location"] == f"/sign-in?next={leads_to}"


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https:evil.example", "/%0d%0a/../\\x"]
)
def test_signing_in_never_leads_to_another_site(client: FlaskClient, target: str) -> None:
    assert try_in(client, "zhoumin", PASSWORD, target) == (303, "/")


@pytest.mark.parametrize("login", ["zhoumin", "nobody-here", "x" * 4000])
def test_five_failures_lock_a_name_whether_or_not_somebody_has_it(
    client: FlaskClient, login: str
) -> None:
    for _ in range(5):
        status, page = try_in(client, login, "nonsense")
        assert status == 422
        assert WRONG in page
    status, page = try_in(client, login, PASSWORD)
    assert status == 429
    assert "请 5 分钟后再试" in page


def test_a_lock_ends_after_five_minutes_and_says_how_long_it_still_lasts(
    client: FlaskClient,
) -> None:
    for _ in range(5):
        try_in(client, "zhoumin", "nonsense")
    with clock.frozen(NOW + timedelta(minutes=3, seconds=30)):
        assert "请 2 分钟后再试" in try_in(client, "zhoumin", PASSWORD)[1]
    with clock.frozen(NOW + timedelta(minutes=5)):
        assert try_in(client, "zhoumin", PASSWORD) == (303, "/")


def test_a_success_between_failures_starts_the_count_again(client: FlaskClient, app: Flask) -> None:
    for _ in range(4):
        try_in(client, "zhoumin", "nonsense")
    assert try_in(client, "zhoumin", PASSWORD) == (303, "/")
    for _ in range(4):
        try_in(app.test_client(), "zhoumin", "nonsense")
    assert try_in(app.test_client(), "zhoumin", PASSWORD) == (303, "/")


def test_a_disabled_account_gets_the_same_answer_as_an_unknown_one(
    client: FlaskClient, database: Database
) -> None:
    with database.transaction() as session:
        session.scalars(select(Person).where(Person.login == "zhoumin")).one().disabled_at = NOW
    assert WRONG in try_in(client, "zhoumin", PASSWORD)[1]


def test_a_cookie_is_worth_nothing_after_signing_out(app: Flask, client: FlaskClient) -> None:
    try_in(client, "zhoumin", PASSWORD)
    kept = client.get_cookie("tracker")
    assert kept is not None
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    thief = app.test_client()
    thief.set_cookie("tracker", kept.value)
    assert thief.get("/password").headers["Location"] == "/sign-in?next=/password"


def test_signing_out_by_a_link_changes_nothing(client: FlaskClient) -> None:
    try_in(client, "zhoumin", PASSWORD)
    assert client.get("/sign-out").status_code == 405
    assert client.get("/password").status_code == 200


def test_a_sign_in_ends_after_half_an_hour_without_a_request(client: FlaskClient) -> None:
    try_in(client, "zhoumin", PASSWORD)
    with clock.frozen(NOW + timedelta(minutes=29)):
        assert client.get("/password").status_code == 200
    with clock.frozen(NOW + timedelta(minutes=58)):
        assert client.get("/password").status_code == 200
    with clock.frozen(NOW + timedelta(minutes=89)):
        assert client.get("/password").status_code == 303


def test_a_sign_in_ends_after_twelve_hours_at_the_latest(client: FlaskClient) -> None:
    try_in(client, "zhoumin", PASSWORD)
    for half_hours in range(1, 25):
        with clock.frozen(NOW + half_hours * timedelta(minutes=29, seconds=59)):
            assert client.get("/password").status_code == 200
    with clock.frozen(NOW + timedelta(hours=12, seconds=1)):
        assert client.get("/password").status_code == 303


def test_disabling_somebody_takes_effect_at_the_next_request(
    client: FlaskClient, database: Database
) -> None:
    try_in(client, "zhoumin", PASSWORD)
    with database.transaction() as session:
        session.scalars(select(Person).where(Person.login == "zhoumin")).one().disabled_at = NOW
    assert client.get("/password").status_code == 303


def test_a_first_password_must_be_changed_before_anything_else(
    client: FlaskClient, database: Database
) -> None:
    with database.transaction() as session:
        person = session.scalars(select(Person).where(Person.login == "heping")).one()
        person.must_change_password = True
    try_in(client, "heping", PASSWORD)
    assert client.get("/people").headers["Location"] == "/password"
    assert "首次登录" in client.get("/password").text
    typed = {"old_password": PASSWORD, "new_password": NEW, "again": NEW}
    assert client.post("/password", data=typed).status_code == 303
    assert client.get("/people").status_code == 200


def test_changing_the_password_ends_every_other_sign_in(app: Flask, client: FlaskClient) -> None:
    other = app.test_client()
    try_in(other, "zhoumin", PASSWORD)
    try_in(client, "zhoumin", PASSWORD)
    typed = {"old_password": PASSWORD, "new_password": NEW, "again": NEW}
    assert client.post("/password", data=typed).status_code == 303
    assert client.get("/password").status_code == 200
    assert other.get("/password").status_code == 303
    assert try_in(app.test_client(), "zhoumin", PASSWORD)[0] == 422
    assert try_in(app.test_client(), "zhoumin", NEW)[0] == 303


@pytest.mark.parametrize(
    ("old", "new", "again", "words"),
    [
        ("nonsense", NEW, NEW, "原密码不对"),
        (PASSWORD, "short", "short", "至少 8 位"),
        (PASSWORD, PASSWORD, PASSWORD, "不能和原密码一样"),
        (PASSWORD, NEW, NEW + "x", "不一样"),
    ],
)
def test_a_password_that_will_not_do_is_told_beside_its_field(
    sign_in_as: Callable[[str], FlaskClient], old: str, new: str, again: str, words: str
) -> None:
    browser = sign_in_as("zhoumin")
    answer = browser.post(
        "/password", data={"old_password": old, "new_password": new, "again": again}
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert browser.get("/password").status_code == 200


def test_the_database_keeps_neither_passwords_nor_tokens(
    client: FlaskClient, database: Database
) -> None:
    try_in(client, "zhoumin", PASSWORD)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    with database.reading() as session:
        hashes = session.scalars(select(SignIn.token_hash)).all()
        kept = session.scalars(select(Person.password_hash)).all()
    assert token not in hashes
    assert all(one and one.startswith("$argon2id$") for one in kept)


def test_signing_in_and_being_refused_are_in_the_log(
    client: FlaskClient, database: Database
) -> None:
    for password in (*["nonsense"] * 5, PASSWORD):
        try_in(client, "zhoumin", password)
    with clock.frozen(NOW + timedelta(minutes=6)):
        try_in(client, "zhoumin", PASSWORD)
    with database.reading() as session:
        log = session.execute(
            select(AccountEvent.kind, AccountEvent.subject)
            .where(AccountEvent.kind.in_(["sign_in_refused", "locked", "signed_in"]))
            .order_by(AccountEvent.id)
        ).all()
    assert [tuple(one) for one in log] == [
        *[("sign_in_refused", "zhoumin")] * 4,
        ("locked", "zhoumin"),
        ("sign_in_refused", "zhoumin"),
        ("signed_in", "zhoumin"),
    ]


def test_guessing_the_old_password_at_an_open_browser_locks_the_name(
    client: FlaskClient, database: Database
) -> None:
    try_in(client, "zhoumin", PASSWORD)
    guess = {"old_password": "Wrong#2026", "new_password": NEW, "again": NEW}
    answers = [client.post("/password", data=guess).status_code for _ in range(6)]
    assert answers == [422, 422, 422, 422, 422, 429]
    right = guess | {"old_password": PASSWORD}
    page = client.post("/password", data=right)
    assert (page.status_code, "请 5 分钟后再试" in page.text) == (429, True)
    assert try_in(client, "zhoumin", PASSWORD)[0] == 429
    with database.reading() as session:
        kinds = list(session.scalars(select(AccountEvent.kind)))
    assert kinds.count("locked") == 1
    with clock.frozen(NOW + timedelta(minutes=6)):
        assert client.post("/password", data=right).status_code == 303
