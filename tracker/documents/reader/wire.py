"""A plain document as JSON and back: what the child prints and the parent believes only when it is sound."""

import json
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from tracker.documents.rules.failures import (
    Fault,
    FileReadingError,
    Refusal,
    RefusedFileError,
    UnreadableFileError,
)
from tracker.documents.rules.plain import (
    Block,
    BlockKind,
    Cell,
    HiddenMark,
    PlainDocument,
    Remark,
)


def pack(document: PlainDocument) -> bytes:
    """Write a document as one JSON object in UTF-8."""
    blocks = [
        [
            block.start,
            block.end,
            block.kind.value,
            block.heading_level,
            block.mark_end,
            block.table,
            [[cell.start, cell.end, cell.column, cell.width, cell.height] for cell in block.cells],
            block.hidden,
        ]
        for block in document.blocks
    ]
    remarks = [[remark.code, remark.start, remark.end] for remark in document.remarks]
    answer = {
        "text": document.text,
        "blocks": blocks,
        "remarks": remarks,
        "sheets": document.sheet_names,
        "marks": [[mark.name, mark.label, mark.text] for mark in document.marks],
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def pack_failure(failure: FileReadingError) -> bytes:
    """Write a failure as one JSON object in UTF-8."""
    if isinstance(failure, RefusedFileError):
        return json.dumps({"refused": failure.code.value}).encode("ascii")
    code = failure.code if isinstance(failure, UnreadableFileError) else Fault.CRASHED
    return json.dumps({"unreadable": code.value}).encode("ascii")


def unpack(answer: bytes, ending: str) -> PlainDocument:
    """Read what a child printed.

    Raises:
        RefusedFileError, UnreadableFileError: the child said so, or its answer makes no sense.
    """
    try:
        facts = json.loads(answer)
        failure = failure_in(facts, ending)
        document = None if failure else _document(facts)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableFileError(Fault.CRASHED, ending) from error
    if failure is not None:
        raise failure
    if document is None or not _is_sound(document):
        raise UnreadableFileError(Fault.CRASHED, ending)
    return document


def failure_in(facts: dict[str, Any], ending: str) -> FileReadingError | None:
    """Answer the failure that a child told of, if it did."""
    if "refused" in facts:
        return RefusedFileError(Refusal(facts["refused"]))
    if "unreadable" in facts:
        return UnreadableFileError(Fault(facts["unreadable"]), ending)
    return None


def _document(facts: dict[str, Any]) -> PlainDocument:
    blocks = tuple(
        Block(
            start,
            end,
            BlockKind(kind),
            level,
            mark_end,
            table,
            tuple(Cell(*cell) for cell in cells),
            tuple(hidden),
        )
        for start, end, kind, level, mark_end, table, cells, hidden in facts["blocks"]
    )
    remarks = tuple(Remark(*remark) for remark in facts["remarks"])
    text, names = facts["text"], tuple(facts.get("sheets", ()))
    marks = tuple(HiddenMark(*mark) for mark in facts["marks"])
    words = (text, *names, *(name for block in blocks for name in block.hidden))
    words += tuple(word for mark in marks for word in (mark.name, mark.label, mark.text))
    if not all(isinstance(one, str) for one in words):
        raise TypeError
    return PlainDocument(text, blocks, remarks, names, marks)


def _is_sound(document: PlainDocument) -> bool:
    """Tell whether the blocks tile the text, joined by one line feed each, and the cells their rows."""
    text = document.text
    if not all(_spans_are_numbers(block) for block in document.blocks):
        return False
    spans = [(block.start, block.end) for block in document.blocks]
    if not spans:
        return not text
    if spans[0][0] != 0 or spans[-1][1] != len(text):
        return False
    joined = all(after == end + 1 and text[end] == "\n" for (_, end), (after, _) in pairwise(spans))
    return joined and all(_row_is_sound(block) for block in document.blocks)


def _spans_are_numbers(block: Block) -> bool:
    return _all_integers((block.start, block.end, block.mark_end)) and block.start <= block.end


def _row_is_sound(block: Block) -> bool:
    if not block.start <= block.mark_end <= block.end:
        return False
    at = block.start
    for cell in block.cells:
        if not _all_integers((cell.start, cell.end, cell.column, cell.width, cell.height)):
            return False
        if not at <= cell.start <= cell.end <= block.end:
            return False
        at = cell.end
    return True


def _all_integers(values: Iterable[object]) -> bool:
    return all(isinstance(value, int) and not isinstance(value, bool) for value in values)
