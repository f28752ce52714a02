"""Moving between units, the list in organisational order, open tasks beside an account, and the log."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast
from tests.conftest import NOW
from tests.tasks.conftest import Made
from tracker.accounts.models import Appointment, Person
from tracker.accounts.permissions import Role
from tracker.core.db import Database
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]


def form(cast: Cast, database: Database, **change: Any) -> dict[str, Any]:
    with database.reading() as session:
        version = session.get_one(Person, cast["liqiang"].person_id).version
    return {
        "leaving_id": cast.units["qinghe-finance"],
        "unit_id": cast.units["qinghe-party"],
        "post": "党建办副主任",
        "from_on": "2026-03-10",
        "version": version,
        **change,
    }


def hats(database: Database, cast: Cast) -> list[tuple[int, Role, str | None, date, date | None]]:
    with database.reading() as session:
        rows = session.scalars(
            select(Appointment)
            .where(Appointment.person_id == cast["liqiang"].person_id)
            .order_by(Appointment.id)
        )
        return [(one.unit_id, one.role, one.post, one.from_on, one.until_on) for one in rows]


def test_a_move_ends_the_old_hat_the_day_before_and_keeps_the_role(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    path = f"/people/{cast['liqiang'].person_id}/move"
    admin = sign_in_as("heping")
    assert "财政所" in admin.get(path).text
    assert admin.post(path, data=form(cast, database)).status_code == 303
    old, new = hats(database, cast)
    assert old[3:] == (date(2025, 1, 1), date(2026, 3, 9))
    assert new == (
        cast.units["qinghe-party"],
        Role.HANDLER,
        "党建办副主任",
        date(2026, 3, 10),
        None,
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit_id": "qinghe-finance"}, "是同一个"),
        ({"from_on": "2025-01-01"}, "晚于原任职开始"),
        ({"from_on": ""}, "请填写日期"),
        ({"unit_id": "baishi"}, "调入单位"),
    ],
)
def test_a_move_that_cannot_be_is_told(
    sign_in_as: SignIn, cast: Cast, database: Database, change: dict[str, str], words: str
) -> None:
    wanted = {name: cast.units.get(value, value) for name, value in change.items()}
    path = f"/people/{cast['liqiang'].person_id}/move"
    page = sign_in_as("heping").post(path, data=form(cast, database, **wanted))
    assert (page.status_code, words in page.text) == (422, True)
    assert 'value="党建办副主任"' in page.text
    assert len(hats(database, cast)) == 1


def test_nobody_is_moved_into_a_hat_that_is_worn_there_already(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    who = cast["liqiang"].person_id
    with database.transaction() as session:
        session.add(
            Appointment(
                person_id=who,
                unit_id=cast.units["qinghe-party"],
                role=Role.HANDLER,
                from_on=date(2026, 3, 10),
            )
        )
    before = hats(database, cast)
    page = sign_in_as("heping").post(f"/people/{who}/move", data=form(cast, database))
    assert (page.status_code, "李强在这个单位已经是责任人" in page.text) == (422, True)
    assert hats(database, cast) == before


def test_a_stale_move_is_told_and_keeps_what_was_typed(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    path = f"/people/{cast['liqiang'].person_id}/move"
    page = sign_in_as("heping").post(path, data=form(cast, database, version=99))
    assert (page.status_code, 'value="党建办副主任"' in page.text) == (409, True)


def test_nobody_is_moved_by_a_clerk_by_oneself_or_from_elsewhere(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    data = form(cast, database)
    path = "/people/{}/move"
    clerk, admin = sign_in_as("zhoumin"), sign_in_as("heping")
    assert clerk.post(path.format(cast["liqiang"].person_id), data=data).status_code == 403
    assert admin.post(path.format(cast["heping"].person_id), data=data).status_code == 403
    assert admin.post(path.format(cast["wutao"].person_id), data=data).status_code == 404


def test_people_stand_in_organisational_order(sign_in_as: SignIn) -> None:
    page = sign_in_as("heping").get("/people").text
    order = ["陈国栋", "王立新", "黄海", "周敏", "刘洋", "孙正", "何平", "赵芳", "李强"]
    places = [page.index(f">{name}</a>") for name in order]
    assert places == sorted(places)


def test_whose_hat_has_a_last_day_to_come_keeps_the_place_until_then(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    with database.transaction() as session:
        hat = session.scalars(
            select(Appointment).where(Appointment.person_id == cast["chenguodong"].person_id)
        ).one()
        hat.until_on = NOW.date()
    page = sign_in_as("heping").get("/people").text
    assert page.index(">陈国栋</a>") < page.index(">王立新</a>")


def test_people_are_found_by_post(sign_in_as: SignIn) -> None:
    page = sign_in_as("heping").get("/people?q=财政所所长").text
    assert "李强" in page
    assert "周敏" not in page


def test_an_account_shows_its_open_tasks_without_their_words_to_an_administrator(
    sign_in_as: SignIn, cast: Cast, made: Made
) -> None:
    task = made(State.ACTIVE)
    path = f"/people/{cast['liqiang'].person_id}/tasks"
    admin = sign_in_as("heping").get(path)
    assert task.number in admin.text
    assert task.title not in admin.text
    assert "请先由台账管理员办理批量移交" in admin.text
    assert sign_in_as("zhoumin").get(path).status_code == 403
    assert sign_in_as("heping").get(f"/people/{cast['wutao'].person_id}/tasks").status_code == 404


def test_one_account_with_both_hats_goes_straight_to_the_handover(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    made(State.ACTIVE)
    with database.transaction() as session:
        session.add(
            Appointment(
                person_id=cast["zhoumin"].person_id,
                unit_id=cast.town,
                role=Role.ADMIN,
                from_on=date(2025, 1, 1),
            )
        )
    page = sign_in_as("zhoumin").get(f"/people/{cast['liqiang'].person_id}/tasks").text
    assert f"/handover?ledger={cast.town}&amp;person={cast['liqiang'].person_id}" in page


@pytest.mark.parametrize(
    ("login", "status"), [("heping", 200), ("sunzheng", 200), ("zhoumin", 403), ("liqiang", 403)]
)
def test_who_reads_the_log(sign_in_as: SignIn, login: str, status: int) -> None:
    assert sign_in_as(login).get("/people/log").status_code == status


def test_the_log_tells_in_words_and_only_of_the_own_units(
    sign_in_as: SignIn, cast: Cast, database: Database, client: FlaskClient
) -> None:
    admin = sign_in_as("heping")
    admin.post(f"/people/{cast['liqiang'].person_id}/move", data=form(cast, database))
    client.post("/sign-in", data={"login": "wutao", "password": "wrong"})
    client.post("/sign-in", data={"login": "liqiang", "password": "wrong"})
    page = admin.get("/people/log").text
    assert "调动" in page
    assert "财政所 → 党建办公室" in page
    assert "登录失败" in page
    assert "wutao" not in page
    assert "handler" not in page
    assert "李强" in admin.get("/people/log?q=李强").text
    assert "没有找到记录" in admin.get("/people/log?q=没有这个人").text
