"""Units and accounts from the command line: results, refusals, usage errors, exit codes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select
from sqlalchemy.engine import URL

from tests.apps import application
from tests.cast import PASSWORD
from tests.conftest import NOW, settings_for
from tracker.accounts.models import AccountEvent, Appointment, Installation, Person, Unit
from tracker.core import clock
from tracker.core.db import Database


@pytest.fixture
def fresh(empty_url: URL, tmp_path: Path) -> Iterator[Flask]:
    """An application in which nobody is set up."""
    with application(settings_for(empty_url, tmp_path)) as app, clock.frozen(NOW):
        yield app


@pytest.fixture
def runner(fresh: Flask) -> FlaskCliRunner:
    """Its command line."""
    return fresh.test_cli_runner()


@pytest.fixture
def kept(fresh: Flask) -> Database:
    """What it writes."""
    found: Database = fresh.extensions["database"]
    return found


def create_town(runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["units", "create", "qinghe", "青禾镇"]).exit_code == 0


def create_clerk(runner: FlaskCliRunner, *more: str, password: str = PASSWORD) -> Result:
    args = ["accounts", "create", "zhoumin", "--name", "周敏", "--unit", "qinghe"]
    return runner.invoke(args=[*args, "--password-stdin", *more], input=f"{password}\n")


def test_the_first_unit_sets_up_the_installation(runner: FlaskCliRunner, kept: Database) -> None:
    result = runner.invoke(args=["units", "create", "qinghe", "青禾镇"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "已新建单位青禾镇（qinghe），单独建台账。\n"
    with kept.reading() as session:
        assert session.get(Installation, 1) is not None
        assert session.scalars(select(AccountEvent.kind)).all() == ["unit_created"]


def test_units_are_listed_as_a_tree_and_as_json(runner: FlaskCliRunner) -> None:
    for code, name, *more in (
        ("yunling", "云岭县"),
        ("qinghe", "青禾镇", "--parent", "yunling"),
        ("dongling", "东岭村", "--parent", "qinghe"),
        ("housing", "住建局", "--parent", "yunling", "--no-ledger"),
    ):
        assert runner.invoke(args=["units", "create", code, name, *more]).exit_code == 0
    lines = runner.invoke(args=["units", "list"]).stdout.splitlines()
    assert lines == [
        "yunling  云岭县  单独建台账",
        "  qinghe  青禾镇  单独建台账",
        "    dongling  东岭村  随上级台账",
        "  housing  住建局  随上级台账",
    ]
    told = json.loads(runner.invoke(args=["units", "list", "--json"]).stdout)
    assert told[1:3] == [
        {"code": "qinghe", "name": "青禾镇", "parent": "yunling", "keeps_ledger": True},
        {"code": "dongling", "name": "东岭村", "parent": "qinghe", "keeps_ledger": False},
    ]


def test_a_village_below_a_town_at_the_root_works_in_the_ledger_of_the_town(
    runner: FlaskCliRunner, kept: Database
) -> None:
    create_town(runner)
    runner.invoke(args=["units", "create", "dongling", "东岭村", "--parent", "qinghe"])
    with kept.reading() as session:
        village = session.scalars(select(Unit).where(Unit.code == "dongling")).one()
    assert not village.keeps_ledger


def test_an_account_is_created_and_can_sign_in(
    runner: FlaskCliRunner, fresh: Flask, kept: Database
) -> None:
    create_town(runner)
    result = create_clerk(runner, "--role", "clerk", "--role", "系统管理员", "--no-change")
    assert result.stdout == "已新建账号 zhoumin（周敏），角色：台账管理员、系统管理员。\n"
    with kept.reading() as session:
        person = session.scalars(select(Person)).one()
        assert not person.must_change_password
        assert session.scalars(select(Appointment.role).order_by(Appointment.id)).all() == [
            "clerk",
            "admin",
        ]
    fresh.config["WTF_CSRF_ENABLED"] = False
    typed = {"login": "zhoumin", "password": PASSWORD}
    assert fresh.test_client().post("/sign-in", data=typed).status_code == 303


def test_without_no_change_the_password_is_a_first_one(
    runner: FlaskCliRunner, kept: Database
) -> None:
    create_town(runner)
    assert create_clerk(runner, "--role", "clerk").exit_code == 0
    with kept.reading() as session:
        assert session.scalars(select(Person)).one().must_change_password


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (["units", "create", "qinghe", "另一个镇"], 1, "已经有了"),
        (["units", "create", "青禾", "青禾镇"], 1, "单位代码只能用"),
        (["units", "create", "a", " "], 1, "请填写单位名称"),
        (["units", "create", "a", "甲村", "--parent", "nowhere"], 1, "没有代码为“nowhere”的单位"),
        (["units", "create", "a"], 2, "缺少参数“名称”"),
        (["units", "create", "a", "甲", "--colour", "red"], 2, "没有 --colour 这个选项"),
        (["units", "paint"], 2, "没有“paint”这个命令"),
        (["accounts", "create", "x"], 2, "缺少选项 --name"),
    ],
)
def test_a_refusal_is_one_chinese_sentence_on_standard_error(
    runner: FlaskCliRunner, kept: Database, args: list[str], code: int, words: str
) -> None:
    create_town(runner)
    result = runner.invoke(args=args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) == 1
    with kept.reading() as session:
        assert len(session.scalars(select(Unit)).all()) == 1


@pytest.mark.parametrize(
    ("more", "password", "code", "words"),
    [
        (["--role", "clerk"], "weak", 1, "至少 8 位"),
        (["--role", "clerk"], "", 2, "标准输入里没有密码"),
        (["--role", "mayor"], PASSWORD, 2, "没有“mayor”这个角色"),
        (["--role", "clerk", "--unit", "nowhere"], PASSWORD, 1, "没有代码为“nowhere”的单位"),
        ([], PASSWORD, 2, "缺少选项 --role"),
    ],
)
def test_an_account_that_will_not_do_is_refused_whole(
    runner: FlaskCliRunner, kept: Database, more: list[str], password: str, code: int, words: str
) -> None:
    create_town(runner)
    result = create_clerk(runner, *more, password=password)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    with kept.reading() as session:
        assert session.scalars(select(Person)).all() == []


def test_a_password_is_never_taken_from_the_command_line(runner: FlaskCliRunner) -> None:
    create_town(runner)
    args = ["accounts", "create", "zhoumin", "--name", "周敏", "--unit", "qinghe"]
    result = runner.invoke(args=[*args, "--role", "clerk"])
    assert result.exit_code == 2
    assert "--password-stdin" in result.stderr


@pytest.mark.parametrize("args", [["units", "--help"], ["accounts", "create", "--help"]])
def test_help_is_chinese(runner: FlaskCliRunner, args: list[str]) -> None:
    told = runner.invoke(args=args).stdout
    assert told.startswith("用法：")
    for english in ("Usage", "Options", "Show this", "required", "Commands"):
        assert english not in told


def test_a_database_without_tables_is_told_how_to_get_them(tmp_path: Path) -> None:
    url = URL.create("sqlite", database=str(tmp_path / "x.db"))
    with application(settings_for(url, tmp_path)) as app:
        result = app.test_cli_runner().invoke(args=["units", "list"])
    assert result.exit_code == 1
    assert "db upgrade" in result.stderr
