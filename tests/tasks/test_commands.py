"""`tasks list`, `tasks show`, `trail verify`: results on standard output, refusals in one sentence."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from tests.cast import Cast
from tests.conftest import ENGINE
from tests.factories.tasks import at_work, deed, open_task, order
from tests.tasks.conftest import Made
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.access import task_at_work
from tracker.tasks.models import Task
from tracker.tasks.queries.words import few_that_tell
from tracker.tasks.rules.lifecycle import State

Run = Callable[..., Result]
# What somebody with the database's own password could do.
UNGUARD = {
    "sqlite": ("drop trigger trace_no_update", "drop trigger trace_no_delete"),
    "postgresql": ("drop trigger trace_append_only on trace",),
}


@pytest.fixture
def run(app: Flask) -> Run:
    """Run a command as on a terminal."""
    runner = app.test_cli_runner()
    return lambda *args: runner.invoke(args=list(args))


def json_of(result: Result) -> Any:
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_the_ledger_is_listed_for_one_unit_and_year(
    run: Run, database: Database, cast: Cast, made: Made
) -> None:
    made(State.ACTIVE)
    with database.transaction() as session:
        open_task(session, cast, year=2024)
        open_task(session, cast, town="baishi")
    rows = json_of(run("tasks", "list", "--unit", "qinghe", "--json"))
    assert [(one["number"], one["state"]) for one in rows] == [
        ("2025-001", "active"),
        ("2024-001", "unassigned"),
    ]
    only = json_of(run("tasks", "list", "--unit", "qinghe", "--year", "2024", "--json"))
    assert [one["number"] for one in only] == ["2024-001"]
    lines = run("tasks", "list", "--unit", "qinghe").stdout.splitlines()
    assert lines[0].split("\t")[:3] == ["2025-001", "整改中", "按序时推进"]


def test_a_long_ledger_is_listed_to_its_end(run: Run, database: Database, cast: Cast) -> None:
    with database.transaction() as session:
        for _ in range(51):
            open_task(session, cast)
    assert len(json_of(run("tasks", "list", "--unit", "qinghe", "--json"))) == 51


def test_what_is_looked_up_can_be_kept_anew(run: Run, database: Database, cast: Cast) -> None:
    with database.transaction() as session:
        task = open_task(session, cast, text="渡槽没有清淤。")
        task_id, version = task.id, task.version
    told = run("tasks", "rebuild-search")
    assert (told.exit_code, told.stdout) == (0, "检索索引已重建。\n")
    with database.reading() as session:
        assert few_that_tell(session, "渡槽", most=10) == frozenset({task_id})
        assert session.get_one(Task, task_id).version == version


def test_as_of_a_day_counts_the_day_done_not_the_day_entered(
    run: Run, database: Database, cast: Cast
) -> None:
    start, today = clock.now() - timedelta(days=20), clock.today()
    clerk, handler, leader = (cast[one] for one in ("zhoumin", "liqiang", "wanglixin"))
    with clock.frozen(start), database.transaction() as session:
        task = open_task(session, cast)
        wanted = order(cast, due_on=today + timedelta(days=10))
        actions.assign(session, at_work(session, clerk, task), deed(clerk), wanted)
    with database.transaction() as session:
        signed = deed(handler, on=today - timedelta(days=15))
        actions.sign_for(session, task_at_work(session, handler, task.id), signed)
        asked = deed(handler, note="汛期停工")
        later = today + timedelta(days=40)
        work = task_at_work(session, handler, task.id)
        actions.ask_extension(session, work, asked, proposed_on=later)
        work = task_at_work(session, leader, task.id)
        actions.grant_extension(session, work, deed(leader))

    def stood(back: int) -> list[tuple[str, str]]:
        day = (today - timedelta(days=back)).isoformat()
        rows = json_of(run("tasks", "list", "--unit", "qinghe", "--as-of", day, "--json"))
        return [(one["state"], one["due_on"]) for one in rows]

    first, moved = wanted.due_on, later
    assert first is not None
    assert stood(21) == []
    assert stood(20) == [("assigned", first.isoformat())]
    assert stood(15) == [("active", first.isoformat())]
    assert stood(0) == [("active", moved.isoformat())]


def test_one_task_is_shown_whole(run: Run, made: Made) -> None:
    made(State.CLOSED)
    record = json_of(run("tasks", "show", "2025-001", "--unit", "qinghe", "--json"))
    assert (record["state"], record["light"]) == ("closed", "done")
    assert [one["step_label"] for one in record["trail"]][-3:] == ["领导审签", "初审", "审定"]
    assert record["evidence"][0]["paper_place"] == "党建办3号盒"
    shown = run("tasks", "show", "2025-001", "--unit", "qinghe").stdout
    assert "审定  陈国栋" in shown
    assert "2026年3月18日 10:00录入" in shown


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("list --unit nowhere", 1, "没有代码为“nowhere”的单位"),
        ("show 2025-009 --unit qinghe", 1, "没有编号“2025-009”"),
        ("list", 2, "--unit"),
        ("list --unit qinghe --year soon", 2, "--year 的值不对"),
        ("list --unit qinghe --as-of 2026-02-30", 2, "--as-of 的值不对"),
        ("list --unit qinghe --as-of 2099-01-01", 1, "截至日不能晚于今天"),
        ("show", 2, "缺少"),
        ("fly", 2, "没有“fly”这个命令"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    run: Run, words: str, code: int, sentence: str
) -> None:
    result = run("tasks", *words.split())
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr


def test_a_whole_trail_is_verified(run: Run, database: Database, cast: Cast, made: Made) -> None:
    made(State.CLOSED)
    with database.transaction() as session:
        open_task(session, cast, town="baishi")
    everything = run("trail", "verify")
    assert (everything.exit_code, everything.stdout) == (
        0,
        "核对2项任务、10条办理经过，全部完整。\n",
    )
    assert "核对1项任务、9条" in run("trail", "verify", "--unit", "qinghe").stdout
    assert run("trail", "verify", "--unit", "nowhere").exit_code == 1


@pytest.mark.parametrize(
    ("forgery", "line"),
    [
        ("update trace set note = '补记' where position = 4", "2025-001：从第4步起与存证不符。"),
        ("update trace set done_on = '2026-01-01' where position = 1", "从第1步起"),
        ("delete from trace where position = 5", "2025-001：从第5步起与存证不符。"),
        ("delete from trace", "2025-001：没有任何办理经过。"),
    ],
)
def test_a_forged_trail_is_found(
    run: Run, database: Database, made: Made, forgery: str, line: str
) -> None:
    made(State.CLOSED)
    with database.transaction() as session:
        for statement in UNGUARD[ENGINE]:
            session.execute(text(statement))
        session.execute(text(forgery))
    result = run("trail", "verify")
    assert result.exit_code == 1
    assert line in result.stdout
    assert "1项的办理经过被改动过" in result.stderr
