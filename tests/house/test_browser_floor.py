"""Scripts keep to what the browsers of offices know (Chromium 86), and the first pages come quickly on a thin line."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Cast

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "tracker" / "static" / "js").rglob("*.js"))
_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
# What Chromium 86 does not know, with the version that brought it.
TOO_NEW = {
    "Array.at 92": r"\.at\(-?\w+\)",
    "Array.findLast 97": r"\.findLast(?:Index)?\(",
    "Array.toSorted 110": r"\.to(?:Sorted|Reversed|Spliced)\(",
    "Object.groupBy 117": r"\.groupBy\(",
    "Object.hasOwn 93": r"\bObject\.hasOwn\(",
    "structuredClone 98": r"\bstructuredClone\(",
    "crypto.randomUUID 92": r"\brandomUUID\(",
    "AbortSignal.timeout 103": r"\bAbortSignal\.(?:timeout|any)\(",
    "URL.canParse 120": r"\bURL\.canParse\(",
    "Intl.Segmenter 87": r"\bIntl\.Segmenter\b",
    "Error.cause 93": r"\{\s*cause\s*[:}]",
    "checkVisibility 105": r"\.checkVisibility\(",
    "showPicker 99": r"\.showPicker\(",
    "inert 102": r"\.inert\b",
    "popover 114": r"\bpopover\b",
    "requestClose 134": r"\.requestClose\(",
    "static block 94": r"\bstatic\s*\{",
    "private in 91": r"#\w+ in \w",
    "await outside a function 89": r"^(?:const \w+ = )?await ",
    "selector :has 105, :is 88, :where 88": r":(?:has|is|where)\(",
}
_NAMED = re.compile(r'(?:href|src)="(/static/[^"?#]+)[^"]*"')
MOST_BYTES = 150 * 1024


def too_new(text: str) -> list[str]:
    """Answer what a script uses that the oldest browser does not know."""
    code = _COMMENT.sub("", text)
    return [what for what, pattern in TOO_NEW.items() if re.search(pattern, code, re.MULTILINE)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_uses_only_what_chromium_86_knows(path: Path) -> None:
    assert too_new(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line", ["rows.at(-1);", "await load();", "one.closest(':is(a, b)');", "if (#it in other) {}"]
)
def test_what_is_too_new_is_noticed(line: str) -> None:
    assert len(too_new(line)) == 1
    assert too_new(f"// {line}") == []


def transferred(browser: FlaskClient, path: str) -> int:
    """Answer how many bytes a page takes with all that it names, each compressed as it is sent."""
    page = browser.get(path)
    assert page.status_code == 200
    total = len(gzip.compress(page.data))
    for name in sorted(set(_NAMED.findall(page.text))):
        with browser.get(name) as answer:
            assert answer.status_code == 200, name
            total += len(gzip.compress(answer.data))
    return total


def test_the_first_pages_take_little(
    app: Flask, sign_in_as: Callable[[str], FlaskClient], cast: Cast
) -> None:
    del cast
    assert transferred(app.test_client(), "/sign-in") <= MOST_BYTES
    for login in ("zhoumin", "liqiang", "chenguodong"):
        assert transferred(sign_in_as(login), "/") <= MOST_BYTES
