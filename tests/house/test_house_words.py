"""Words with one place: the clock, the commit, the names of files, the first sentence of each."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRACKER = ROOT / "tracker"
SOURCES = sorted(TRACKER.rglob("*.py"))
PYTHON = [ROOT / "app.py", *SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]
DOORS = re.compile(r"(^|/)(views|jobs|commands|guard|scheduler|channels)(/|\.py$)")
CLOCK = TRACKER / "core" / "clock.py"
DATABASE = TRACKER / "core" / "db.py"
READS_TIME = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}
MEANT_FOR_ALL = {"utils", "helpers", "common", "base", "manager", "misc"}
SILENCED = re.compile(r"#\s*(?:noqa|type:\s*ignore)")
SILENCED_CODE = re.compile(
    r"#\s*noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*(?P<reason>\s+\S.*)?$"
    r"|#\s*type:\s*ignore\[[a-z-]+(?:,\s?[a-z-]+)*\](?P<why>\s+#?\s*\S.*)?$"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def calls(path: Path) -> frozenset[str]:
    """Answer every ``x.y(…)`` in a file, as text."""
    return frozenset(
        ast.unparse(node.func)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    )


def test_only_doors_ask_the_clock() -> None:
    asking = [name_of(one) for one in SOURCES if calls(one) & {"clock.now", "clock.today"}]
    assert [name for name in asking if not DOORS.search(name)] == []


def test_only_the_clock_reads_the_time() -> None:
    assert [name_of(one) for one in SOURCES if calls(one) & READS_TIME] == [name_of(CLOCK)]


def test_only_the_database_commits() -> None:
    committing = [one for one in SOURCES if any(call.endswith(".commit") for call in calls(one))]
    assert [name_of(one) for one in committing] == [name_of(DATABASE)]


def test_no_name_is_meant_for_everything() -> None:
    parts = {one: set(one.relative_to(TRACKER).with_suffix("").parts) for one in SOURCES}
    assert [name_of(one) for one in SOURCES if parts[one] & MEANT_FOR_ALL] == []


def test_every_file_opens_with_a_sentence() -> None:
    def opens(path: Path) -> bool:
        told = ast.get_docstring(parsed(path)) or ""
        return told.split("\n\n")[0].rstrip().endswith((".", "?"))

    assert [name_of(one) for one in PYTHON if parsed(one).body and not opens(one)] == []


def test_what_is_silenced_names_the_code_and_the_reason() -> None:
    assert [told for one in PYTHON for told in silenced_without_reason(one)] == []


def silenced_without_reason(path: Path) -> list[str]:
    found: list[str] = []
    comment = ""  # the one above, which may speak for several lines
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not SILENCED.search(line) or 'r"' in line:
            comment = line.strip() if line.strip().startswith("#") else ""
            continue
        told = SILENCED_CODE.search(line)
        if told is None or not (comment or told["reason"] or told["why"]):
            found.append(f"{name_of(path)}:{number}")
    return found
