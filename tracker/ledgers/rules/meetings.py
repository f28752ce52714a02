"""调度会: what kinds of meeting there are, and what a meeting needs before its record is closed."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Said:
    """本次情况 and 需协调 of one item."""

    text: str = ""
    to_coordinate: str = ""

    def __bool__(self) -> bool:
        """Answer whether anything was said."""
        return bool(self.text or self.to_coordinate)


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
