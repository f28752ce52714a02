"""Files and functions stay small."""

import ast
from pathlib import Path

TRACKER = Path(__file__).resolve().parents[2] / "tracker"
LONGEST_FILE = 250
LONGEST_FUNCTION = 40


def sources() -> dict[str, str]:
    return {
        path.relative_to(TRACKER).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TRACKER.rglob("*.py"))
    }


def test_no_file_is_long() -> None:
    lengths = {name: len(source.splitlines()) for name, source in sources().items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_long() -> None:
    lengths = {
        f"{name} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, source in sources().items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}
