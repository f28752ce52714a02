"""What a newcomer meets first: the list of targets, and one clear sentence when something is missing."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command in the project's folder, with the settings of this process and some others."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def program(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_make_alone_lists_every_target_with_a_sentence() -> None:
    listed = run("make", "--no-print-directory").stdout.splitlines()
    targets = re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert [line.split()[1] for line in listed] == targets
    assert all(line.endswith(".") for line in listed)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (None, "缺少 python3"),
        ("case $2 in *version_info*) exit 1;; esac; echo Python 3.9.2", "3.11 或更新"),
        ("case $2 in *ensurepip*) exit 1;; esac", "缺少 python3-venv"),
    ],
)
def test_setup_says_what_is_missing(tmp_path: Path, body: str | None, words: str) -> None:
    python = program(tmp_path / "python3", body) if body else str(tmp_path / "nothing-here")
    done = run("sh", ".ci/setup", "requirements.txt", PYTHON=python)
    assert done.returncode == 1
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_taken_port_is_told_with_a_way_out(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("sh", ".ci/serve", PORT=str(port), INSTANCE_PATH=str(tmp_path))
    assert done.returncode == 1
    assert f"端口 {port} 已被占用" in done.stderr
    assert f"PORT={port + 1}" in done.stderr


def test_a_wrong_setting_is_told_before_anything_starts(tmp_path: Path) -> None:
    done = run("sh", ".ci/serve", PORT="many", INSTANCE_PATH=str(tmp_path))
    assert done.returncode != 0
    assert "PORT 应为" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_migration_needs_its_sentence() -> None:
    done = run("sh", ".ci/migration")
    assert done.returncode == 2
    assert "请写明改了什么" in done.stderr
