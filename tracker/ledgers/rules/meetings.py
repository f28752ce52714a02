"""调度会: what kinds of meeting there are, and what a meeting needs before its record is closed."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.core.errors import ConflictError, InvalidError


class MeetingKind(StrEnum):
    """What kind of meeting went through the ledger."""

    DISPATCH = "dispatch"
    COMMITTEE = "committee"
    SPECIAL = "special"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"dispatch": "调度会", "committee": "党委会", "special": "专题会"}[self.value]


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What is told about a meeting besides its items."""

    held_on: date
    kind: MeetingKind
    chair: str = ""
    present: str = ""
    decisions: str = ""

    @property
    def mark(self) -> str:
        """Answer what tells these facts from others."""
        return _mark(self.held_on.isoformat(), self.kind, self.chair, self.present, self.decisions)


@dataclass(frozen=True, slots=True)
class Said:
    """本次情况 and 需协调 of one item."""

    text: str = ""
    to_coordinate: str = ""

    def __bool__(self) -> bool:
        """Answer whether anything was said."""
        return bool(self.text or self.to_coordinate)

    @property
    def mark(self) -> str:
        """Answer what tells these words from others."""
        return _mark(self.text, self.to_coordinate)


FACTS = 0
"""Stands for the meeting itself where a number of a task tells an item."""


@dataclass(frozen=True, slots=True)
class Typing:
    """An open page that somebody types on: its own name, and the marks of what it showed when it was opened.

    ``seen`` is by task, ``FACTS`` for the meeting itself.
    """

    page: str = ""
    seen: Mapping[int, str] = field(default_factory=dict)

    def is_stale(self, item: int, kept: str, written_from: str) -> bool:
        """Tell whether another page has changed an item since this one showed it; ``kept`` is its mark now."""
        return written_from != self.page and self.seen.get(item) != kept


@dataclass(frozen=True, slots=True)
class Clash:
    """An item that two people changed: by whom it was kept last, and what is kept."""

    item: int
    changed_by: str
    kept: Said | MeetingFacts

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """Answer what is kept, each part with its name."""
        if isinstance(self.kept, Said):
            return (("本次情况", self.kept.text), ("需协调", self.kept.to_coordinate))
        return (
            ("会议类别", self.kept.kind.label),
            ("主持人", self.kept.chair),
            ("参加人员", self.kept.present),
            ("议定事项", self.kept.decisions),
        )


def _mark(*texts: str) -> str:
    return format(zlib.crc32("\0".join(texts).encode()), "08x")


def check_end(*, held_on: date, today: date, chair: str, said: int) -> None:
    """Check that a meeting can be closed.

    Raises:
        InvalidError: its day lies ahead, nobody chaired it, or nothing was said.
    """
    if held_on > today:
        raise InvalidError("会议日期还没有到，开完会再结束；现在可以先存着。", "held_on")
    if not chair:
        raise InvalidError("请填写主持人。", "chair")
    if not said:
        raise InvalidError("还没有填写任何一项的情况。")


def check_open(*, ended: bool) -> None:
    """Check that a meeting can still be written on.

    Raises:
        ConflictError: its record is closed.
    """
    if ended:
        raise ConflictError("这次会议已经结束，记录不能再改；进展写错了请到任务里更正。")
