"""`reports import`: one report or a folder, in whose name, confirmed or not, again without harm."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.builders.office import para, word
from tests.builders.office import run as office_run
from tests.cast import Cast
from tests.reports.papers import LAST_YEAR, NOTHING, REPORT
from tests.reports.workbooks import STRANGE, workbook
from tracker.core.db import Database
from tracker.reports.models import Batch, ColumnName, Finding
from tracker.reports.rules.labels import Field
from tracker.tasks.models import Task


def run(app: Flask, *args: str) -> Result:
    return app.test_cli_runner().invoke(args=["reports", "import", *args])


def batches(database: Database) -> list[Batch]:
    with database.reading() as session:
        return list(session.query(Batch).order_by(Batch.id))


def tasks(database: Database) -> int:
    with database.reading() as session:
        return session.query(Task).count()


@pytest.fixture
def report(tmp_path: Path) -> str:
    """A report as a file."""
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    return str(path)


def test_tracked_changes_and_taught_columns_count_here_too(
    app: Flask, database: Database, cast: Cast, tmp_path: Path
) -> None:
    changed, rows = tmp_path / "a.docx", tmp_path / "b.xlsx"
    changed.write_bytes(
        word(f"<w:p><w:ins>{office_run('二、存在问题')}</w:ins></w:p>{para('一是记录不全。')}")
    )
    rows.write_bytes(workbook(*STRANGE))
    with database.transaction() as session:
        session.add(ColumnName(unit_id=cast.town, header="事项描述", field=Field.PROBLEM))
    for path in (changed, rows):
        told = run(app, str(path), "--unit", "qinghe", "--year", "2025")
        assert told.exit_code == 0
        assert ("已按全部接受修订读取" in told.stderr) == (path is changed)
    assert [one.text for one in found(batches(database)[1], database)] == [
        STRANGE[1][0],
        STRANGE[2][0],
    ]


def found(batch: Batch, database: Database) -> list[Finding]:
    with database.reading() as session:
        return list(session.query(Finding).filter_by(batch_id=batch.id).order_by(Finding.position))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports, one without problems, a broken one and things that are no reports."""
    made = tmp_path / "papers"
    (made / "deeper").mkdir(parents=True)
    for name, content in {
        "a.txt": REPORT.encode(),
        "deeper/b.txt": LAST_YEAR.encode(),
        "c.txt": NOTHING.encode(),
        "d.docx": b"\x89PNG\r\n\x1a\n",
        "~$a.docx": b"lock",
        ".hidden.txt": b"x",
        "photo.png": b"x",
    }.items():
        (made / name).write_bytes(content)
    return made


def test_a_report_waits_to_be_checked_unless_confirmed(
    app: Flask, cast: Cast, database: Database, report: str
) -> None:
    result = run(app, report, "--unit", "qinghe", "--year", "2024")
    [batch] = batches(database)
    assert result.exit_code == 0
    assert (batch.year, batch.confirmed_at, batch.created_by_id) == (
        2024,
        None,
        cast["zhoumin"].person_id,
    )
    assert tasks(database) == 0
    assert "新导入1份" in result.stdout


def test_confirmed_problems_become_tasks_once(app: Flask, database: Database, report: str) -> None:
    first = run(app, report, "--unit", "qinghe", "--confirm")
    assert "任务3项" in first.stdout
    second = run(app, report, "--unit", "qinghe", "--confirm")
    assert second.exit_code == 0
    assert "与已导入的一致，无需更新" in second.stderr
    assert tasks(database) == 3
    assert batches(database)[0].year == 2025


def test_what_was_imported_before_can_be_confirmed_later(
    app: Flask, database: Database, report: str
) -> None:
    run(app, report, "--unit", "qinghe")
    run(app, report, "--unit", "qinghe", "--confirm")
    assert (len(batches(database)), tasks(database)) == (1, 3)


def test_a_folder_is_imported_whole_with_a_line_per_file_and_failures_collected(
    app: Flask, database: Database, folder: Path
) -> None:
    result = run(app, str(folder), "--unit", "qinghe", "--confirm")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert len(lines) == 4
    assert "[4/4] deeper/b.txt：列入台账，问题2个，任务2项。" in lines
    assert any("d.docx：没有导入：这不是Word文件" in line for line in lines)
    assert any("c.txt：没有" in line for line in lines)
    assert result.stdout == "新导入3份，已有0份，没有导入1份；问题5个，任务5项。\n"
    again = run(app, str(folder), "--unit", "qinghe", "--confirm")
    assert again.stdout.startswith("新导入0份，已有3份，没有导入1份")
    assert tasks(database) == 5


def test_it_is_done_in_the_name_of_the_person_named(
    app: Flask, cast: Cast, database: Database, report: str
) -> None:
    run(app, report, "--unit", "qinghe", "--by", "liuyang")
    assert batches(database)[0].created_by_id == cast["liuyang"].person_id


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--unit", "qinghe", "--by", "liqiang"), 1, "没有找到"),
        (("--unit", "qinghe", "--by", "chenguodong"), 1, "只有台账管理员"),
        (("--unit", "qinghe", "--by", "wutao"), 1, "没有找到"),
        (("--unit", "qinghe", "--by", "nobody"), 1, "没有登录名"),
        (("--unit", "yunling"), 1, "还没有台账管理员"),
        (("--unit", "nowhere"), 1, "没有代码"),
        (("--unit", "qinghe", "--year", "25"), 1, "四位数"),
        ((), 2, "--unit"),
    ],
)
def test_who_may_not_is_told_in_one_sentence(
    app: Flask, database: Database, report: str, args: tuple[str, ...], code: int, words: str
) -> None:
    result = run(app, report, *args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert not batches(database)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("没有.txt", None, 2, "找不到这个文件"),
        ("空.docx", b"", 2, "文件是空的"),
        ("大.docx", bytes(21 * 1024 * 1024), 1, "不能超过20 MB"),
        ("无年份.txt", "没有年份的话。".encode(), 1, "请用 --year 写明"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence(
    app: Flask, tmp_path: Path, name: str, content: bytes | None, code: int, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run(app, str(tmp_path / name), "--unit", "qinghe")
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr


def test_an_empty_folder_is_refused(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(app, str(tmp_path / "empty"), "--unit", "qinghe")
    assert (result.exit_code, result.stderr) == (1, "文件夹里没有可以读取的报告。\n")
