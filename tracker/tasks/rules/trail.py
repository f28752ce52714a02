"""Chaining the rows of a trail by hash, so that any change, removal or swap shows; judging it by what was sealed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

FIRST = "0" * 64


class Sealed(NamedTuple):
    """What one list tells of one trail: on which day it stood where, with which hash."""

    day: date
    position: int
    hash: str


class Flaw(StrEnum):
    """What can be wrong with a trail."""

    EMPTY = "empty"
    BROKEN = "broken"
    CUT = "cut"
    SWAPPED = "swapped"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Fault:
    """One flaw: ``position`` is the step it begins at (or how many there are), ``sealed`` what contradicts it."""

    flaw: Flaw
    position: int = 0
    sealed: Sealed | None = None


def chained(content: Mapping[str, Any], previous_hash: str) -> str:
    """Answer the SHA-256 (hex) of a row's content and the hash of the row before it.

    The content is written as canonical JSON (sorted keys, no spaces, dates as ISO text), so that the hash is
    the same on every database.
    """
    text = json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str
    )
    return hashlib.sha256(f"{previous_hash}\n{text}".encode()).hexdigest()


def fault_of(
    rows: Iterable[tuple[int, Mapping[str, Any], str, str]], sealed: Sequence[Sealed]
) -> Fault | None:
    """Answer the first flaw of a trail, or None.

    Rows are (position, content, previous_hash, hash) in order of position, which counts from 1; ``sealed`` is
    what the lists tell of this trail, oldest first.
    """
    known = {one.position: one for one in sealed}
    expected, number = FIRST, 0
    for number, (position, content, previous_hash, kept) in enumerate(rows, start=1):
        broken = position != number or previous_hash != expected
        if broken or chained(content, previous_hash) != kept:
            return Fault(Flaw.BROKEN, number)
        if number in known and known[number].hash != kept:
            return Fault(Flaw.SWAPPED, number, known[number])
        expected = kept
    if sealed and sealed[-1].position > number:
        return Fault(Flaw.CUT, number, sealed[-1])
    return None if number else Fault(Flaw.EMPTY)
