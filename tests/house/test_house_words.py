"""Words with one place: the clock, the commit, the names of files, the first sentence of each."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TRACKER = ROOT / "tracker"
SOURCES = sorted(TRACKER.rglob("*.py"))
PYTHON = [ROOT / "app.py", *SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
DOORS = re.compile(r"(^|/)(views|jobs|commands|guard|scheduler|channels)(/|\.py$)")
MEANT_FOR_ALL = {"utils", "helpers", "common", "base", "manager", "misc"}
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
SILENCED_CODE = re.compile(
    r"#\s*noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*(?P<reason>\s+\S.*)?$"
    r"|#\s*type:\s*ignore\[[a-z-]+(?:,\s?[a-z-]+)*\](?P<why>\s+#?\s*\S.*)?$"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> set[str]:
    """Answer every ``x.y(…)`` in a file, as text."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        ast.unparse(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_doors_ask_the_clock(path: Path) -> None:
    asked = {one for one in calls(path) if one in {"clock.now", "clock.today"}}
    assert not asked or DOORS.search(path.relative_to(TRACKER).as_posix()), asked


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_clock_reads_the_time(path: Path) -> None:
    if path == TRACKER / "core" / "clock.py":
        return
    read = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
    assert not calls(path) & read


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_database_commits(path: Path) -> None:
    committing = {one for one in calls(path) if one.endswith(".commit")}
    assert not committing or path == TRACKER / "core" / "db.py", committing


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_name_is_meant_for_everything(path: Path) -> None:
    assert not set(path.relative_to(TRACKER).with_suffix("").parts) & MEANT_FOR_ALL


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_a_file_opens_with_a_sentence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not tree.body:
        return
    told = ast.get_docstring(tree)
    assert told, "say in one sentence what lives here"
    assert told.split("\n\n")[0].rstrip().endswith((".", "?")), told


@pytest.mark.parametrize("path", PYTHON, ids=name_of)
def test_what_is_silenced_names_the_code_and_the_reason(path: Path) -> None:
    told = ""  # the comment above, which may speak for several lines
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if SILENCED.search(line) and "re.compile" not in line and 'r"' not in line:
            names_code = SILENCED_CODE.search(line)
            assert names_code, f"line {number} names no code: {line.strip()}"
            assert told or names_code["reason"] or names_code["why"], (
                f"line {number} gives no reason: {line.strip()}"
            )
        else:
            told = line.strip() if line.strip().startswith("#") else ""
