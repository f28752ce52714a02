"""Nothing unexpected lies beside app.py, and nothing prescribed is missing."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRESCRIBED = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "app.py",
    "docs",
    "migrations",
    "package.json",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "templates",
    "tests",
    "tracker",
}


def test_the_top_level_is_the_prescribed_one() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("about a clone; an unpacked archive has no list of files")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert {line.split("/")[0].strip('"') for line in listed.splitlines()} == PRESCRIBED


def test_app_py_makes_the_application_and_nothing_else() -> None:
    code = [
        line
        for line in (ROOT / "app.py").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(('"""', "from "))
    ]
    assert code == ["app = create_app()"]


def test_every_requirement_is_pinned_exactly() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert line.startswith(("#", "-r ")) or "==" in line, f"{name}: {line}"
            assert "://" not in line, f"{name}: {line}"
