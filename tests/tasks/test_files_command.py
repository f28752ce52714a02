"""`files check`: every file against its hash and its row; orphans are found and, when wished, removed."""

import os
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.builders.pictures import photo
from tests.tasks.conftest import Filled, Made, SignIn
from tests.tasks.test_destroying import PDF, Handed, destroy, handed
from tracker.core.config import Settings
from tracker.core.files import FileStore
from tracker.tasks.rules.lifecycle import State

__all__ = ["handed"]  # a fixture of the tests beside these


def check(app: Flask, *options: str) -> Result:
    return app.test_cli_runner().invoke(args=["files", "check", *options])


def kept(settings: Settings, content: bytes, *, days_old: int = 0) -> Path:
    """Keep a file that no row tells of, as a process killed before its commit leaves it."""
    sha256 = FileStore(settings.evidence_path).keep(content)
    path = settings.evidence_path / sha256[:2] / sha256
    moment = path.stat().st_mtime - days_old * 86_400
    os.utime(path, (moment, moment))
    return path


def test_everything_in_order_is_said_in_one_line(app: Flask, made: Made, handed: Handed) -> None:
    handed(made(State.ACTIVE))
    done = check(app)
    assert (done.exit_code, done.stdout) == (0, "文件1个，全部完好；没有登记的0个。\n")


def test_a_file_without_a_row_is_found_and_removed_only_when_old_and_wished(
    app: Flask, settings: Settings, made: Made, handed: Handed
) -> None:
    handed(made(State.ACTIVE))
    old, young = kept(settings, b"old", days_old=400), kept(settings, b"young")
    moment = 4_000_000_000  # the young one is of tomorrow, whatever the clock of the tests says
    os.utime(young, (moment, moment))
    found = check(app)
    assert (found.exit_code, f"没有登记\t{old.name}" in found.stdout) == (0, True)
    assert young.name not in found.stdout
    assert old.exists()
    assert "已删除没有登记的文件1个" in check(app, "--remove-orphans").stdout
    assert [old.exists(), young.exists()] == [False, True]


@pytest.mark.parametrize("damage", ["丢失", "损坏"])
def test_a_lost_or_damaged_file_is_told_with_exit_code_1(
    app: Flask, settings: Settings, made: Made, handed: Handed, damage: str
) -> None:
    piece = handed(made(State.ACTIVE))
    assert piece.file_hash is not None
    path = settings.evidence_path / piece.file_hash[:2] / piece.file_hash
    if damage == "丢失":
        path.unlink()
    else:
        path.write_bytes(b"something else")
    done = check(app)
    assert (done.exit_code, f"{damage}\t{piece.file_hash}" in done.stdout) == (1, True)
    assert "请从备份恢复" in done.stderr


def test_a_destroyed_file_is_not_missed(
    app: Flask, sign_in_as: SignIn, made: Made, handed: Handed
) -> None:
    destroy(sign_in_as("heping"), handed(made(State.ACTIVE)))
    done = check(app)
    assert (done.exit_code, done.stdout) == (0, "文件0个，全部完好；没有登记的0个。\n")


def test_a_backup_holds_what_stands_and_neither_previews_nor_what_was_destroyed(
    app: Flask,
    sign_in_as: SignIn,
    made: Made,
    handed: Handed,
    filled: Filled,
    tmp_path: Path,
) -> None:
    task = made(State.ACTIVE)
    gone, stays = handed(task), handed(task, photo(), "现场.jpg")
    destroy(sign_in_as("heping"), gone)
    out = tmp_path / "backup.tar"
    done = app.test_cli_runner().invoke(args=["backup", "make", "--out", str(out)])
    assert "材料文件 1 个" in done.output
    content = out.read_bytes()
    assert PDF not in content
    assert str(stays.file_hash).encode() in content
    assert b"small.jpg" not in content
    assert filled(task)["seen"] > 0
