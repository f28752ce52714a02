"""Each template parses, is used, and trusts nothing."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, nodes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
ALL = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
NAMED = re.compile(r"[\"']([a-z0-9_/-]+\.(?:html|txt))[\"']")
TRUSTING = re.compile(r"\|\s*safe\b|\bautoescape\s+false|\bMarkup\(")


def text_of(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def sources() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tracker").rglob("*.py"))]


@cache
def named_in_code() -> set[str]:
    return {name for source in sources() for name in NAMED.findall(source) if "/" in name}


@cache
def built_in_code() -> list[re.Pattern[str]]:
    """Answer the names that code puts together, such as f"tasks/_{step}.html", as patterns."""
    built = [
        "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9_]*"
            for part in node.values
        )
        for source in sources()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
    ]
    return [re.compile(one) for one in built if one.endswith((r"\.html", r"\.txt"))]


@cache
def named_in_templates() -> set[str]:
    return {name for template in ALL for name in NAMED.findall(text_of(template))}


@pytest.mark.parametrize("name", ALL)
def test_a_template_parses_and_says_what_it_is(name: str) -> None:
    environment = Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES))
    parsed = environment.parse(text_of(name))
    assert isinstance(parsed, nodes.Template)
    if name.endswith(".html"):
        assert text_of(name).lstrip().startswith("{#"), "open with one sentence in {# … #}"


@pytest.mark.parametrize("name", ALL)
def test_a_template_is_used(name: str) -> None:
    built = any(one.fullmatch(name) for one in built_in_code())
    assert built or name in named_in_code() | named_in_templates()


def test_no_code_names_a_template_that_is_not_there() -> None:
    assert sorted(named_in_code() - set(ALL)) == []


@pytest.mark.parametrize("name", ALL)
def test_a_template_trusts_nothing(name: str) -> None:
    assert not TRUSTING.search(text_of(name))


@pytest.mark.parametrize("name", ALL)
def test_a_link_to_a_file_shows_the_page_that_answers_instead(name: str) -> None:
    # With the attribute `download` a browser saves the page for signing in under the name of the file.
    assert not re.search(r"<a\b(?:\{\{.*?\}\}|[^>{])*\sdownload\b", text_of(name))
