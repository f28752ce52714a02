"""Bulk handover (批量移交): what is asked for, in what part a task changes hands, and what becomes of each."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.errors import InvalidError

# What stands in the place of a name while the successor is not named.
PENDING = "待定"


class Part(StrEnum):
    """In what part somebody has to do with a task."""

    HANDLER = "handler"
    LEADER = "leader"
    LEAD_UNIT = "lead_unit"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"handler": "责任人", "leader": "责任领导", "lead_unit": "牵头单位"}[self.value]


class Outcome(StrEnum):
    """What became of one task in a handover."""

    MOVED = "moved"
    KEPT = "kept"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"moved": "已移交", "kept": "保留时任", "refused": "没有移交"}[self.value]


@dataclass(frozen=True, slots=True)
class Successor:
    """Who takes over: a person, or a unit that leads from now on; while ``pending`` the person is only the contact."""

    holder_id: int
    name: str
    post: str
    pending: bool = False

    @property
    def text(self) -> str:
        """Answer what stands in the ledger."""
        return PENDING if self.pending else self.name


@dataclass(frozen=True, slots=True)
class Pick:
    """One line of the preview: a task, the part in it, and who held it when the line was shown."""

    task_id: int
    part: Part
    holder_id: int | None


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a part: the person reminded and counted or the unit, what the ledger says, the post of the time."""

    holder_id: int | None
    text: str
    post: str


def held_next(held: Holder, holder_name: str, to: Successor) -> Holder:
    """Answer who holds a part after a handover.

    A wording that is nobody's own name (各村党组织书记) stays, only the contact behind it changes; a person's
    own name, an open place (待定) and an empty one give way to the successor.
    """
    own = held.text in {"", PENDING, holder_name}
    if not own:
        return Holder(to.holder_id, held.text, "")
    return Holder(to.holder_id, to.text, "" if to.pending else to.post)


def check_order(
    part: Part | None, from_id: int | None, to_id: int, effective_on: date, today: date
) -> None:
    """Check a handover as a whole.

    Raises:
        InvalidError: giver and taker are the same, or the day lies in the future.
    """
    if from_id == to_id and part is Part.LEAD_UNIT:
        raise InvalidError("移交的和接收的是同一个单位，请核对。", "to_unit_id")
    if from_id == to_id:
        raise InvalidError("移交人和接收人是同一个人，请核对。", "to_id")
    if effective_on > today:
        raise InvalidError("移交日期不能晚于今天，请到那一天再办理。", "effective_on")
