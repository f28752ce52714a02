"""A table of contents typed by hand (目录, below it the headings with or without their pages): left out, for it repeats."""

import re
from collections import Counter

from tracker.reports.rules.pieces import Line

_TITLE = re.compile("目 *[录次]")
_PAGE = re.compile(r"[ \t.…·_]{0,80}\d{0,3}$")
_FIRST_LINES = 15


def without_contents(lines: list[Line], folded: str) -> list[Line]:
    """Return the lines without those below 目录 that stand once more further down."""
    first = next(
        (
            at
            for at, line in enumerate(lines[:_FIRST_LINES])
            if _TITLE.fullmatch(_text(line, folded))
        ),
        None,
    )
    if first is None:
        return lines
    again = Counter(_name(line, folded) for line in lines[first + 1 :])
    behind = first + 1
    while behind < len(lines) and again[_name(lines[behind], folded)] > 1:
        again[_name(lines[behind], folded)] -= 1
        behind += 1
    return [*lines[:first], *lines[behind:]]


def _text(line: Line, folded: str) -> str:
    return folded[line.start : line.end].strip()


def _name(line: Line, folded: str) -> str:
    """Return a line without its page and white space."""
    return "".join(_PAGE.sub("", _text(line, folded)).split())
