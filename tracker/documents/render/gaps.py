"""Gaps in any Word file set in yellow: 【待补：…】 where a person must still write."""

from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

from tracker.documents.render.wordxml import RUN, element, put
from tracker.documents.rules.paper import split_gaps


def mark_gaps(root: Any) -> None:
    """Part the runs below an element so that every gap stands in yellow, the rest as it was."""
    for text in list(root.iter(qn("w:t"))):
        run = text.getparent()
        parts = split_gaps(text.text or "")
        plain = len(run.findall(qn("w:t"))) == 1 and run.tag == qn("w:r")
        if plain and any(is_gap for _, is_gap in parts):
            _part(run, parts)


def _part(run: Any, parts: tuple[tuple[str, bool], ...]) -> None:
    for words, is_gap in parts:
        copied = deepcopy(run)
        text = copied.find(qn("w:t"))
        text.text = words
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if is_gap:
            put(copied.get_or_add_rPr(), element("highlight", val="yellow"), RUN)
        run.addprevious(copied)
    run.getparent().remove(run)
