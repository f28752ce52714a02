"""The commands about the database as a whole."""

from pathlib import Path

from flask import Flask

from tests.cast import PASSWORD
from tracker.core.backup import read_manifest
from tracker.core.files import FileStore


def test_upgrading_twice_does_nothing_the_second_time(app: Flask) -> None:
    runner = app.test_cli_runner()
    first, second = (runner.invoke(args=["db", "upgrade"]) for _ in range(2))
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == second.stdout
    assert "最新" in first.stdout


def test_a_backup_is_made_and_restored_by_commands(app: Flask, tmp_path: Path) -> None:
    runner, out = app.test_cli_runner(), str(tmp_path / "backup.tar")
    FileStore(app.extensions["settings"].evidence_path).keep(b"minutes")
    made = runner.invoke(args=["backup", "make", "--out", out])
    assert (made.exit_code, made.stderr) == (0, "")
    assert "材料文件 1 个" in made.stdout
    refused = runner.invoke(args=["backup", "restore", out])
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "--replace" in refused.stderr
    restored = runner.invoke(args=["backup", "restore", out, "--replace"])
    assert restored.exit_code == 0
    assert "已恢复 2026-03-18 的备份" in restored.stdout
    app.config["WTF_CSRF_ENABLED"] = False
    typed = {"login": "zhoumin", "password": PASSWORD}
    assert app.test_client().post("/sign-in", data=typed).status_code == 303


def test_a_file_that_is_no_backup_is_wrong_usage(app: Flask, tmp_path: Path) -> None:
    other = tmp_path / "report.docx"
    other.write_bytes(b"PK\x03\x04")
    result = app.test_cli_runner().invoke(args=["backup", "restore", str(other), "--replace"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不是本程序的备份" in result.stderr


def test_a_backup_of_a_newer_program_is_refused(app: Flask, tmp_path: Path) -> None:
    runner, out = app.test_cli_runner(), tmp_path / "backup.tar"
    runner.invoke(args=["backup", "make", "--out", str(out)])
    content = out.read_bytes()
    revision = read_manifest(out).revision.encode()
    out.write_bytes(
        content.replace(b'"revision": "' + revision, b'"revision": "9999'[: 13 + len(revision)])
    )
    result = runner.invoke(args=["backup", "restore", str(out), "--replace"])
    assert result.exit_code == 1
    assert "先升级程序" in result.stderr
