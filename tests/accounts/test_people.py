"""Administrators and people: creating, appointing, disabling, resetting, and what is refused."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import FROM, PASSWORD, Cast
from tests.conftest import NOW
from tracker.accounts.actions import appoint
from tracker.accounts.models import AccountEvent, Appointment, Person, Unit
from tracker.accounts.permissions import Role
from tracker.core.db import Database

SignInAs = Callable[[str], FlaskClient]
TODAY = NOW.date().isoformat()


@pytest.fixture
def admin(sign_in_as: SignInAs) -> FlaskClient:
    """The browser of the town's administrator."""
    return sign_in_as("heping")


def hats_in(unit_id: int, *roles: str) -> dict[str, object]:
    return {"unit_id": unit_id, "roles": list(roles), "post": "", "from_on": TODAY}


def version_of(database: Database, person_id: int) -> int:
    with database.reading() as session:
        return session.get_one(Person, person_id).version


def kinds(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(AccountEvent.kind).order_by(AccountEvent.id)))


def promote_to_county(database: Database, cast: Cast, login: str) -> None:
    with database.transaction() as session:
        person = session.get_one(Person, cast[login].person_id)
        county = session.get_one(Unit, cast.units["yunling"])
        appoint(session, person, county, (Role.VIEWER,), from_on=FROM)


@pytest.mark.parametrize("path", ["/people", "/people/new", "/units/2/new"])
@pytest.mark.parametrize(
    ("login", "status"),
    [("heping", 200), ("zhoumin", 403), ("liqiang", 403), ("chenguodong", 403), ("sunzheng", 403)],
)
def test_only_an_administrator_manages_people(
    sign_in_as: SignInAs, path: str, login: str, status: int
) -> None:
    assert sign_in_as(login).get(path).status_code == status


def test_the_list_shows_people_within_reach_and_nobody_else(admin: FlaskClient) -> None:
    page = admin.get("/people").text
    assert "周敏" in page
    assert "赵芳" in page
    assert "吴涛" not in page
    assert "郑华" not in page


def test_the_list_can_be_narrowed_by_unit_and_name(admin: FlaskClient, cast: Cast) -> None:
    village = admin.get(f"/people?unit={cast.units['qinghe-dongling']}").text
    assert "zhaofang" in village
    assert "zhoumin" not in village
    assert "没有找到人员" in admin.get(f"/people?unit={cast.units['baishi']}").text
    named = admin.get("/people?q=周").text
    assert "zhoumin" in named
    assert "liqiang" not in named


def test_a_new_person_gets_a_first_password_that_must_be_changed(
    admin: FlaskClient, client: FlaskClient, cast: Cast, database: Database
) -> None:
    typed = {"name": "孙丽", "login": "sunli"} | hats_in(cast.units["qinghe-xiping"], "handler")
    page = admin.post("/people/new", data=typed)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "private, no-store"
    password = page.text.split("<samp>")[1].split("</samp>")[0]
    client.post("/sign-in", data={"login": "sunli", "password": password})
    assert client.get("/people").headers["Location"] == "/password"
    assert kinds(database)[-3:] == ["account_created", "appointed", "signed_in"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"login": "liqiang"}, "已经有人用了"),
        ({"login": "李强"}, "登录名只能用"),
        ({"name": "  "}, "请填写姓名"),
        ({"roles": []}, "请至少选一个角色"),
        ({"email": "not a mail"}, "邮箱地址写得不对"),
        ({"from_on": "someday"}, "日期"),
    ],
)
def test_what_is_wrong_stands_beside_what_was_typed(
    admin: FlaskClient, cast: Cast, database: Database, change: dict[str, object], words: str
) -> None:
    before = kinds(database)
    typed = {"name": "孙丽", "login": "sunli"} | hats_in(cast.units["qinghe-xiping"], "handler")
    page = admin.post("/people/new", data=typed | change)
    assert page.status_code == 422
    assert words in page.text
    assert kinds(database) == before


def test_an_administrator_gives_no_hats_beyond_the_own_reach(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    typed = {"name": "孙丽", "login": "sunli"} | hats_in(cast.units["yunling"], "admin")
    assert admin.post("/people/new", data=typed).status_code == 422
    person_id = cast["liqiang"].person_id
    typed = hats_in(cast.units["baishi"], "clerk") | {"version": version_of(database, person_id)}
    assert admin.post(f"/people/{person_id}/appoint", data=typed).status_code == 422
    with database.reading() as session:
        assert session.scalars(select(Person).where(Person.login == "sunli")).first() is None
        held = select(Appointment.role).where(Appointment.person_id == person_id)
        assert list(session.scalars(held)) == ["handler"]


def test_an_administrator_can_not_raise_or_shut_the_own_account(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    me = cast["heping"].person_id
    version = {"version": version_of(database, me)}
    assert admin.get(f"/people/{me}").status_code == 200
    assert admin.get(f"/people/{me}/appoint").status_code == 403
    hats = hats_in(cast.town, "secretary") | version
    assert admin.post(f"/people/{me}/appoint", data=hats).status_code == 403
    for deed in ("disable", "password"):
        assert admin.post(f"/people/{me}/{deed}", data=version).status_code == 403
    with database.reading() as session:
        own = session.scalars(select(Appointment).where(Appointment.person_id == me)).one()
        assert own.role is Role.ADMIN
    end = {"until_on": TODAY} | version
    assert admin.post(f"/people/{me}/appointments/{own.id}/end", data=end).status_code == 403


def test_a_stranger_is_not_found_whatever_is_tried(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    stranger = cast["wutao"].person_id
    version = {"version": version_of(database, stranger)}
    assert admin.get(f"/people/{stranger}").status_code == 404
    assert admin.get("/people/99999").status_code == 404
    for deed in ("disable", "enable", "password"):
        assert admin.post(f"/people/{stranger}/{deed}", data=version).status_code == 404
    typed = version | {"name": "谁"}
    assert admin.post(f"/people/{stranger}", data=typed).status_code == 404
    hats = hats_in(cast.town, "clerk") | version
    assert admin.post(f"/people/{stranger}/appoint", data=hats).status_code == 404
    assert version_of(database, stranger) == version["version"]


def test_the_account_of_somebody_who_also_serves_above_is_not_taken_over(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    promote_to_county(database, cast, "chenguodong")
    person_id = cast["chenguodong"].person_id
    page = admin.get(f"/people/{person_id}")
    assert "管理范围以外" in page.text
    assert "重置密码" not in page.text
    version = {"version": version_of(database, person_id)}
    assert admin.post(f"/people/{person_id}/password", data=version).status_code == 403
    assert admin.post(f"/people/{person_id}/disable", data=version).status_code == 403


def test_disabling_ends_every_sign_in_and_enabling_opens_the_door_again(
    admin: FlaskClient, sign_in_as: SignInAs, client: FlaskClient, cast: Cast, database: Database
) -> None:
    person_id = cast["liqiang"].person_id
    handler = sign_in_as("liqiang")
    assert handler.get("/password").status_code == 200
    for deed, status in (("disable", 422), ("enable", 303)):
        version = {"version": version_of(database, person_id)}
        assert admin.post(f"/people/{person_id}/{deed}", data=version).status_code == 303
        assert handler.get("/password").status_code == 303
        typed = {"login": "liqiang", "password": PASSWORD}
        assert client.post("/sign-in", data=typed).status_code == status
    assert [one for one in kinds(database) if one in {"disabled", "enabled"}] == [
        "disabled",
        "enabled",
    ]


def test_disabling_twice_is_told(admin: FlaskClient, cast: Cast, database: Database) -> None:
    path = f"/people/{cast['liqiang'].person_id}/disable"
    admin.post(path, data={"version": version_of(database, cast["liqiang"].person_id)})
    again = {"version": version_of(database, cast["liqiang"].person_id)}
    page = admin.post(path, data=again)
    assert page.status_code == 422
    assert "已经停用了" in page.text


def test_a_reset_password_is_shown_once_and_the_old_one_is_worth_nothing(
    admin: FlaskClient, client: FlaskClient, cast: Cast, database: Database
) -> None:
    person_id = cast["liqiang"].person_id
    version = {"version": version_of(database, person_id)}
    page = admin.post(f"/people/{person_id}/password", data=version)
    password = page.text.split("<samp>")[1].split("</samp>")[0]
    assert admin.post(f"/people/{person_id}/password", data=version).status_code == 409
    assert (
        client.post("/sign-in", data={"login": "liqiang", "password": PASSWORD}).status_code == 422
    )
    assert (
        client.post("/sign-in", data={"login": "liqiang", "password": password}).status_code == 303
    )
    assert client.get("/").headers["Location"] == "/password"
    assert "password_reset" in kinds(database)


def test_appointing_and_ending_keep_history(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    person_id = cast["liqiang"].person_id
    hats = hats_in(cast.town, "leader", "viewer") | {"version": version_of(database, person_id)}
    assert admin.post(f"/people/{person_id}/appoint", data=hats).status_code == 303
    with database.reading() as session:
        held = select(Appointment).where(Appointment.person_id == person_id)
        added = [one for one in session.scalars(held) if one.role is Role.LEADER]
    end = {"until_on": TODAY, "version": version_of(database, person_id)}
    path = f"/people/{person_id}/appointments/{added[0].id}/end"
    assert admin.post(path, data=end).status_code == 303
    assert "2026年3月18日" in admin.get(f"/people/{person_id}").text
    end["version"] = version_of(database, person_id)
    assert admin.post(path, data=end).status_code == 422
    assert kinds(database)[-2:] == ["appointed", "appointment_ended"]


def test_the_same_hat_is_not_given_twice(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    person_id = cast["liqiang"].person_id
    hats = hats_in(cast.units["qinghe-finance"], "handler")
    hats["version"] = version_of(database, person_id)
    page = admin.post(f"/people/{person_id}/appoint", data=hats)
    assert page.status_code == 422
    assert "已经是责任人" in page.text


def test_a_stale_save_is_told_with_the_name_of_who_was_faster_and_loses_nothing(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    person_id = cast["liqiang"].person_id
    old = version_of(database, person_id)
    first = {"name": "李强", "phone": "0000-1111", "version": old}
    assert admin.post(f"/people/{person_id}", data=first).status_code == 303
    second = {"name": "李强", "phone": "0000-2222", "version": old}
    page = admin.post(f"/people/{person_id}", data=second)
    assert page.status_code == 409
    assert "这一条刚由何平改过" in page.text
    assert "0000-1111" in page.text
    assert 'value="0000-2222"' in page.text
    assert f'name="version" type="hidden" value="{version_of(database, person_id)}"' in page.text
    meant = second | {"version": version_of(database, person_id)}
    assert admin.post(f"/people/{person_id}", data=meant).status_code == 303


def test_a_stale_appointment_keeps_what_was_typed(
    admin: FlaskClient, cast: Cast, database: Database
) -> None:
    person_id = cast["liqiang"].person_id
    old = version_of(database, person_id)
    admin.post(f"/people/{person_id}", data={"name": "李强", "phone": "1", "version": old})
    hats = hats_in(cast.town, "leader") | {"post": "副镇长", "version": old}
    page = admin.post(f"/people/{person_id}/appoint", data=hats)
    assert page.status_code == 409
    assert 'value="副镇长"' in page.text
