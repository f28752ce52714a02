"""One-time links: made by an administrator, used once, worth nothing after a day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import PASSWORD, Cast
from tests.conftest import NOW
from tracker.accounts.models import PasswordLink, Person
from tracker.core import clock
from tracker.core.db import Database

SignIn = Callable[[str], FlaskClient]
NEW = "Shanhe#2026y"
CHOSEN = {"new_password": NEW, "again": NEW}


@pytest.fixture
def link(sign_in_as: SignIn, cast: Cast, database: Database) -> str:
    """The path of a link for 李强, as the administrator is shown it."""
    return link_for(sign_in_as("heping"), cast["liqiang"].person_id, database)


def link_for(admin: FlaskClient, person_id: int, database: Database) -> str:
    with database.reading() as session:
        version = session.get_one(Person, person_id).version
    page = admin.post(f"/people/{person_id}/link", data={"version": version})
    assert page.status_code == 200
    return page.text.split('<samp class="link-words">http://localhost')[1].split("</samp>")[0]


def enter(client: FlaskClient, password: str) -> int:
    return client.post("/sign-in", data={"login": "liqiang", "password": password}).status_code


def test_a_link_lets_a_person_choose_a_password_once(link: str, client: FlaskClient) -> None:
    assert enter(client, PASSWORD) == 422  # the old one is worth nothing from here on
    assert "李强" in client.get(link).text
    there = client.post(link, data=CHOSEN).headers["Location"]
    assert (
        'value="liqiang"' in client.get(there).text
    )  # what the link knows need not be typed again
    assert enter(client, NEW) == 303
    assert client.get("/ledger").status_code == 200  # no first password to change
    again = client.post(link, data=CHOSEN)
    assert (again.status_code, "已经失效" in again.text) == (410, True)


def test_a_link_is_kept_as_a_hash_only(link: str, database: Database) -> None:
    with database.reading() as session:
        kept = session.scalars(select(PasswordLink)).one()
    assert kept.token_hash not in link
    assert link.rpartition("/")[2] not in kept.token_hash


def test_a_link_expires_after_a_day(link: str, client: FlaskClient) -> None:
    with clock.frozen(NOW + timedelta(hours=25)):
        assert client.get(link).status_code == 410
        assert client.post(link, data=CHOSEN).status_code == 410
    assert client.get(link).status_code == 200


def test_a_newer_link_ends_the_older_one(
    link: str, sign_in_as: SignIn, cast: Cast, database: Database, client: FlaskClient
) -> None:
    newer = link_for(sign_in_as("heping"), cast["liqiang"].person_id, database)
    assert client.get(link).status_code == 410
    assert client.get(newer).status_code == 200


def test_disabling_ends_a_link(
    link: str, sign_in_as: SignIn, cast: Cast, database: Database, client: FlaskClient
) -> None:
    person_id = cast["liqiang"].person_id
    with database.reading() as session:
        version = session.get_one(Person, person_id).version
    sign_in_as("heping").post(f"/people/{person_id}/disable", data={"version": version})
    assert client.get(link).status_code == 410


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"new_password": "short", "again": "short"}, "至少 8 位"),
        ({"new_password": NEW, "again": "other"}, "不一样"),
        ({"new_password": "short", "again": "other"}, "至少 8 位"),
        ({}, "请填写新密码"),
    ],
)
def test_a_weak_choice_is_told_and_the_link_stays(
    link: str, client: FlaskClient, typed: dict[str, str], words: str
) -> None:
    page = client.post(link, data=typed)
    assert (page.status_code, words in page.text) == (422, True)
    assert client.get(link).status_code == 200


def test_an_invented_link_is_worth_nothing(client: FlaskClient) -> None:
    assert client.get("/choose-password/invented").status_code == 410
    assert client.post("/choose-password/invented", data=CHOSEN).status_code == 410


@pytest.mark.parametrize(("login", "status"), [("zhoumin", 403), ("wutao", 403), ("sunzheng", 403)])
def test_only_an_administrator_makes_links(
    sign_in_as: SignIn, cast: Cast, login: str, status: int
) -> None:
    path = f"/people/{cast['liqiang'].person_id}/link"
    assert sign_in_as(login).post(path, data={"version": 1}).status_code == status


def test_nobody_makes_a_link_for_oneself_or_a_stranger(sign_in_as: SignIn, cast: Cast) -> None:
    admin = sign_in_as("heping")
    for login, status in (("heping", 403), ("wutao", 404)):
        path = f"/people/{cast[login].person_id}/link"
        assert admin.post(path, data={"version": 1}).status_code == status


def test_a_stale_page_makes_no_link(sign_in_as: SignIn, cast: Cast, database: Database) -> None:
    path = f"/people/{cast['liqiang'].person_id}/link"
    assert sign_in_as("heping").post(path, data={"version": 99}).status_code == 303
    with database.reading() as session:
        assert session.scalars(select(PasswordLink)).all() == []


def test_a_new_person_can_be_let_in_by_a_link(
    sign_in_as: SignIn, cast: Cast, client: FlaskClient
) -> None:
    typed = {
        "name": "孙丽",
        "login": "sunli",
        "unit_id": cast.units["qinghe-xiping"],
        "roles": ["handler"],
        "post": "",
        "from_on": NOW.date().isoformat(),
        "give": "link",
    }
    page = sign_in_as("heping").post("/people/new", data=typed)
    path = page.text.split('<samp class="link-words">http://localhost')[1].split("</samp>")[0]
    assert client.post(path, data=CHOSEN).status_code == 303
    assert client.post("/sign-in", data={"login": "sunli", "password": NEW}).status_code == 303
