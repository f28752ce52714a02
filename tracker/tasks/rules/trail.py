"""Chaining the rows of a trail by hash, so that any change, removal or swap shows."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

FIRST = "0" * 64


def chained(content: Mapping[str, Any], previous_hash: str) -> str:
    """Answer the SHA-256 (hex) of a row's content and the hash of the row before it.

    The content is written as canonical JSON (sorted keys, no spaces, dates as ISO text), so that the hash is
    the same on every database.
    """
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def first_break(rows: Iterable[tuple[int, Mapping[str, Any], str, str]]) -> int | None:
    """Answer the position of the first row that does not fit its chain, or None.

    Rows are (position, content, previous_hash, hash) in order of position, which counts from 1.
    """
    expected = FIRST
    for number, (position, content, previous_hash, kept) in enumerate(rows, start=1):
        broken = position != number or previous_hash != expected
        if broken or chained(content, previous_hash) != kept:
            return number
        expected = kept
    return None
