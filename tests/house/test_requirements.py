"""REQUIRE_ALL=1: what was skipped for a missing tool fails, what may be missing does not."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOOKS = (
    "from tests.requirements_plugin import pytest_make_collect_report, pytest_runtest_makereport\n"
)


@pytest.mark.parametrize("at", ["test", "module"])
@pytest.mark.parametrize(
    ("reason", "require_all", "passes"),
    [
        ("Chromium is not installed", "0", True),
        ("Chromium is not installed", "1", False),
        ("../shared is not here", "1", True),
        ("about SQLite's file", "1", True),
    ],
)
def test_a_missing_tool_fails_only_when_all_is_required(
    tmp_path: Path, at: str, reason: str, require_all: str, *, passes: bool
) -> None:
    skip = f"pytest.skip({reason!r}, allow_module_level=True)"
    body = f"    {skip}\n" if at == "test" else "    pass\n"
    head = f"{skip}\n" if at == "module" else ""
    (tmp_path / "conftest.py").write_text(HOOKS, encoding="utf-8")
    (tmp_path / "test_it.py").write_text(
        f"import pytest\n{head}def test_it():\n{body}def test_beside():\n    pass\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "REQUIRE_ALL": require_all},
        capture_output=True,
        text=True,
        check=False,
    )
    ran_nothing = 5  # pytest's code when every file was skipped
    assert (done.returncode in {0, ran_nothing}) is passes, done.stdout
