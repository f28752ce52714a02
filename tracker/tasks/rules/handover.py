"""Bulk handover (批量移交): in what part a task changes hands, and what becomes of each."""

from enum import StrEnum


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
