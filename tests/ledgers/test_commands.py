"""The ledger out and in on a terminal: what is printed, what is written, how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.ledgers.books import plain, row
from tests.ledgers.conftest import Made
from tracker.core.db import Database
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State


def run(app: Flask, *words: str) -> Any:
    return app.test_cli_runner().invoke(args=["tasks", *words])


def tasks_in(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Task)) or 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(plain(row(), row("账目不清", number=2, handler="各村书记")))
    return path


def test_a_ledger_goes_out_and_comes_back_without_change(
    app: Flask, database: Database, made: Made, tmp_path: Path
) -> None:
    made(State.ACTIVE)
    made(State.CLOSED)
    out = tmp_path / "out.xlsx"
    told = run(app, "export", "--unit", "qinghe", "--out", str(out))
    assert (told.exit_code, told.stdout) == (0, "已导出任务2项。\n")
    told = run(app, "import", str(out), "--unit", "qinghe")
    assert (told.exit_code, told.stdout) == (0, "与台账一致，无需更新。\n")
    assert tasks_in(database) == 2


def test_a_check_tells_and_writes_nothing(app: Flask, database: Database, file: Path) -> None:
    told = run(app, "import", str(file), "--unit", "qinghe", "--check")
    assert told.exit_code == 0
    assert "将列入问题2个，任务2项" in told.stdout
    assert "第5行 请留意：没有这样的账号" in told.stderr
    assert tasks_in(database) == 0


def test_an_import_writes_all_rows(app: Flask, database: Database, file: Path) -> None:
    told = run(app, "import", str(file), "--unit", "qinghe", "--year", "2025", "--json")
    assert told.exit_code == 0
    result = json.loads(told.stdout)
    assert (result["problems"], result["tasks"], result["changed"]) == (2, 2, 0)
    assert result["doubts"][0] | {"words": ""} == {
        "row": 5,
        "column": "handler",
        "words": "",
        "must": False,
    }
    assert tasks_in(database) == 2
    again = run(app, "import", str(file), "--unit", "qinghe", "--year", "2025")
    assert again.exit_code == 1
    assert "台账里已有同样的问题（2025-001）" in again.stderr
    assert tasks_in(database) == 2


def test_one_row_that_must_be_mended_keeps_all_out(
    app: Flask, database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(plain(row(), row("账目不清", state="差不多了")))
    told = run(app, "import", str(path), "--unit", "qinghe")
    assert told.exit_code == 1
    assert told.stderr.splitlines()[-1] == "有1行必须先改好，没有写入任何内容。"
    assert tasks_in(database) == 0


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"1,2", "台账要用Excel工作簿"),
        ("a.xlsx", b"<html></html>", "这不是Excel文件"),
        ("a.xlsx", plain(head=("甲", "乙")), "没有认出表头"),
        ("a.xlsx", plain(), "表头下面没有一行内容"),
    ],
)
def test_what_cannot_be_read_ends_with_2_and_one_sentence(
    app: Flask, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    told = run(app, "import", str(path), "--unit", "qinghe")
    assert told.exit_code == 2
    assert told.stderr.startswith(words)
    assert told.stderr.count("\n") == 1


def test_a_file_or_folder_that_is_not_there_is_told(app: Flask, tmp_path: Path) -> None:
    told = run(app, "import", str(tmp_path / "none.xlsx"), "--unit", "qinghe")
    assert (told.exit_code, told.stderr) == (2, "找不到这个文件，或者没有权限打开。\n")
    told = run(app, "export", "--unit", "qinghe", "--out", str(tmp_path / "no" / "out.xlsx"))
    assert told.exit_code == 1
    assert "不能写入" in told.stderr


def test_an_unknown_unit_is_refused_with_1(app: Flask, file: Path) -> None:
    told = run(app, "import", str(file), "--unit", "nowhere")
    assert (told.exit_code, told.stderr.count("\n")) == (1, 1)


def test_a_number_that_one_ledger_has_needs_no_unit(app: Flask, made: Made) -> None:
    task = made(State.ACTIVE)
    told = run(app, "show", task.number, "--json")
    assert told.exit_code == 0
    assert json.loads(told.stdout)["number"] == task.number
    assert run(app, "show", "2025-999").stderr == "没有编号为“2025-999”的任务。\n"
