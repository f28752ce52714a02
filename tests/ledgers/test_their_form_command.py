"""`ledgers fill`: the file beside the template, what was left over on standard error, honest exit codes."""

from pathlib import Path

import pytest
from flask import Flask

from tests.cast import Cast
from tests.factories.tasks import open_task
from tests.ledgers.their_form_books import PROBLEMS, listed_book, opened, saved
from tracker.core.db import Database


@pytest.fixture
def template(tmp_path: Path, database: Database, cast: Cast) -> Path:
    """The superior's workbook, and its problems in our ledger."""
    with database.transaction() as session:
        for text in PROBLEMS:
            open_task(session, cast, title=text[:8], text=text)
    path = tmp_path / "县里的表.xlsx"
    path.write_bytes(saved(listed_book()))
    return path


def test_a_template_is_filled_and_what_did_not_match_is_told(app: Flask, template: Path) -> None:
    out = template.with_name("填好.xlsx")
    found = app.test_cli_runner().invoke(
        args=["ledgers", "fill", str(template), "--unit", "qinghe", "--out", str(out)]
    )
    assert found.exit_code == 0, found.output
    assert "已填好" in found.stdout
    assert "没有对上：第7行 3-9 招商引资力度不大" in found.stderr
    sheet = opened(out.read_bytes()).active
    assert sheet is not None
    assert [sheet.cell(row, 6).value for row in (5, 6, 7)] == ["否", "否", None]


@pytest.mark.parametrize(
    ("name", "content", "code", "sentence"),
    [
        ("没有.xlsx", None, 2, "找不到文件"),
        ("坏.xlsx", b"x", 2, "这不是Excel文件"),
        ("旧.xls", b"x", 1, "另存为.xlsx"),
    ],
)
def test_what_cannot_be_filled_ends_with_one_sentence(
    app: Flask,
    cast: Cast,
    tmp_path: Path,
    name: str,
    content: bytes | None,
    code: int,
    sentence: str,
) -> None:
    assert cast.town
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    found = app.test_cli_runner().invoke(
        args=["ledgers", "fill", str(path), "--unit", "qinghe", "--out", str(tmp_path / "out.xlsx")]
    )
    assert (found.exit_code, sentence in found.stderr) == (code, True), found.stderr
    assert not (tmp_path / "out.xlsx").exists()


def test_a_unit_that_is_not_there_is_named(app: Flask, template: Path) -> None:
    found = app.test_cli_runner().invoke(
        args=["ledgers", "fill", str(template), "--unit", "nowhere", "--out", f"{template}.out"]
    )
    assert found.exit_code == 1
    assert "没有代码为“nowhere”的单位" in found.stderr


def test_the_superiors_own_file_is_not_written_over(app: Flask, template: Path) -> None:
    before = template.read_bytes()
    found = app.test_cli_runner().invoke(
        args=["ledgers", "fill", str(template), "--unit", "qinghe", "--out", str(template)]
    )
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.strip() == "不能写回上级的原表，请在 --out 换一个文件名。"
    assert template.read_bytes() == before
