"""`reports extract`, `text`, `repeats`: the result alone on standard output, no database needed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner
from sqlalchemy import make_url

from tests.apps import application
from tests.conftest import settings_for
from tests.reports.papers import LAST_YEAR, NOTHING, REPORT


@pytest.fixture
def database_file(tmp_path: Path) -> Path:
    """Where a database would lie, if anybody made one."""
    return tmp_path / "none.db"


@pytest.fixture
def run(database_file: Path, tmp_path: Path) -> Iterator["Terminal"]:
    """A terminal before an application without a database."""
    with application(settings_for(make_url(f"sqlite:///{database_file}"), tmp_path)) as app:
        yield Terminal(app.test_cli_runner())


class Terminal:
    """Runs commands and answers with code, output and error output."""

    def __init__(self, runner: FlaskCliRunner) -> None:
        self.runner = runner

    def __call__(self, *args: str) -> Result:
        return self.runner.invoke(args=["reports", *args])


def written(folder: Path, name: str, content: str | bytes) -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def test_extract_prints_the_contract_as_json_and_makes_no_database(
    run: "Terminal", tmp_path: Path, database_file: Path
) -> None:
    file = written(tmp_path, "报告.txt", REPORT)
    result = run("extract", file, "--json")
    found = json.loads(result.stdout)
    plain = run("text", file).stdout
    assert (result.exit_code, result.stderr) == (0, "")
    assert (found["file"], found["year"], found["stated_count"]) == ("报告.txt", 2025, 4)
    assert len(found["problems"]) == 3
    for one in (*found["problems"], *found["measures"], *found["last_year"]):
        assert plain[one["start"] : one["end"]] == one["text"]
    assert not database_file.exists()


def test_text_prints_not_a_character_more_than_the_text(run: "Terminal", tmp_path: Path) -> None:
    file = written(tmp_path, "a.txt", "第一行\r\n第二行\r\n")
    assert run("text", file).stdout_bytes == "第一行\n第二行".encode()


def test_extract_without_json_is_a_list_for_people(run: "Terminal", tmp_path: Path) -> None:
    shown = run("extract", written(tmp_path, "a.txt", REPORT)).stdout
    assert "存在问题：3个（文中说有4个方面）" in shown
    assert "1. （一）理论学习不够深入" in shown
    assert "整改时限：2026年6月底前" in shown
    assert "请留意" in shown


def test_a_report_without_problems_is_a_result_and_no_failure(
    run: "Terminal", tmp_path: Path
) -> None:
    result = run("extract", written(tmp_path, "a.txt", NOTHING), "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["problems"]) == (0, [])
    assert "no_problems" in [one["code"] for one in found["warnings"]]


def test_repeats_index_the_problems_of_both_files(run: "Terminal", tmp_path: Path) -> None:
    files = written(tmp_path, "a.txt", LAST_YEAR), written(tmp_path, "b.txt", REPORT)
    found = json.loads(run("repeats", *files, "--json").stdout)
    assert [(one["earlier"], one["later"]) for one in found["pairs"]] == [(0, 2)]
    assert set(found["pairs"][0]) == {"earlier", "later", "score", "why"}
    assert "重复出现的问题：1个" in run("repeats", *files).stdout


def test_reports_without_problems_have_no_repeats(run: "Terminal", tmp_path: Path) -> None:
    files = written(tmp_path, "a.txt", NOTHING), written(tmp_path, "b.txt", REPORT)
    assert json.loads(run("repeats", *files, "--json").stdout) == {"pairs": [], "candidates": []}


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("空.docx", b"", 2, "文件是空的"),
        ("照片.docx", b"\x89PNG\r\n\x1a\n", 2, "这不是Word文件"),
        ("程序.exe", b"MZ", 2, "不支持这种文件"),
        ("大.docx", bytes(21 * 1024 * 1024), 1, "不能超过20 MB"),
    ],
)
@pytest.mark.parametrize("command", ["extract", "text"])
def test_a_bad_file_is_one_sentence_on_standard_error(
    run: "Terminal", tmp_path: Path, command: str, name: str, content: bytes, code: int, words: str
) -> None:
    result = run(command, written(tmp_path, name, content))
    assert (result.exit_code, result.stdout) == (code, "")
    assert words in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "args",
    [("extract",), ("extract", "没有的文件.txt"), ("repeats", "没有.txt", "没有.txt"), ("no",)],
)
def test_wrong_usage_is_told_in_chinese(run: "Terminal", args: tuple[str, ...]) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "。" in result.stderr
    assert "Error" not in result.stderr
