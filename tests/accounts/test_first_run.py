"""The first run: nobody is set up, so every page leads to the one that sets up."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.engine import URL

from tests.apps import application
from tests.conftest import NOW, settings_for
from tracker.accounts.models import AccountEvent, Appointment, Installation, Person, Unit
from tracker.core import clock
from tracker.core.db import Database

TYPED = {
    "unit_name": "青禾镇",
    "code": "qinghe",
    "name": "周敏",
    "post": "党建办主任",
    "login": "zhoumin",
    "password": "Lvye#2026x",
    "again": "Lvye#2026x",
    "clerk": "same",
}
OTHER = TYPED | {"clerk": "other", "clerk_name": "刘洋", "clerk_login": "liuyang"}


@pytest.fixture
def fresh(empty_url: URL, tmp_path: Path) -> Iterator[FlaskClient]:
    """A browser in front of a database in which nobody is set up."""
    with application(settings_for(empty_url, tmp_path)) as app, clock.frozen(NOW):
        app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
        yield app.test_client()


@pytest.fixture
def kept(fresh: FlaskClient) -> Database:
    """What that browser's application writes."""
    found: Database = fresh.application.extensions["database"]
    return found


@pytest.mark.parametrize("path", ["/", "/sign-in", "/people", "/units/1", "/password"])
def test_every_page_leads_to_the_first_run(fresh: FlaskClient, path: str) -> None:
    assert fresh.get(path).headers["Location"] == "/first-run"


def test_one_person_can_be_administrator_and_clerk(fresh: FlaskClient, kept: Database) -> None:
    page = fresh.post("/first-run", data=TYPED)
    assert page.status_code == 200
    assert "导入报告" in page.text
    assert fresh.get("/people").status_code == 200
    with kept.reading() as session:
        assert [row.role for row in session.scalars(select(Appointment))] == ["clerk", "admin"]
        unit = session.scalars(select(Unit)).one()
        kinds = session.scalars(select(AccountEvent.kind)).all()
    assert (unit.code, unit.name, unit.keeps_ledger) == ("qinghe", "青禾镇", True)
    assert {"account_created", "unit_created"} <= set(kinds)


def test_another_clerk_gets_a_first_password_that_is_shown_once(fresh: FlaskClient) -> None:
    page = fresh.post("/first-run", data=OTHER).text
    password = page.split("<samp>")[1].split("</samp>")[0]
    browser = fresh.application.test_client()
    browser.post("/sign-in", data={"login": "liuyang", "password": password})
    assert browser.get("/people").headers["Location"] == "/password"
    assert password not in fresh.get("/people").text


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"unit_name": " "}, "请填写单位名称"),
        ({"code": "青禾"}, "单位代码只能用"),
        ({"login": "z"}, "登录名只能用"),
        ({"password": "weak", "again": "weak"}, "至少 8 位"),
        ({"again": "Lvye#2026y"}, "不一样"),
        ({"password": "weak"}, "至少 8 位"),  # told together with what else is wrong
        ({"clerk": "other"}, "请填写台账管理员的姓名"),
        ({"clerk_name": "刘洋"}, "上面选的是“我自己”"),
        (OTHER | {"clerk_login": "zhoumin"}, "已经有人用了"),
        (OTHER | {"clerk_login": "-"}, "登录名只能用"),
    ],
)
def test_nothing_is_written_while_something_is_wrong(
    fresh: FlaskClient, kept: Database, change: dict[str, str], words: str
) -> None:
    page = fresh.post("/first-run", data=TYPED | change)
    assert page.status_code == 422
    assert words in page.text
    assert "党建办主任" in page.text
    with kept.reading() as session:
        for table in (Installation, Unit, Person, Appointment):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_the_first_run_happens_once(fresh: FlaskClient, kept: Database) -> None:
    fresh.post("/first-run", data=TYPED)
    stranger = fresh.application.test_client()
    assert stranger.get("/first-run").headers["Location"] == "/"
    again = stranger.post("/first-run", data=TYPED | {"code": "other", "login": "intruder"})
    assert again.status_code == 422
    assert "已经初始化过" in again.text
    with kept.reading() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 1
