"""What can be done to a paragraph of a draft."""

from enum import StrEnum


class Change(StrEnum):
    """One deed of a person on one paragraph."""

    REWORD = "reword"
    REDRAFT = "redraft"
    LEAVE_OUT = "leave_out"
    TAKE_IN = "take_in"
    PLACE = "place"
    ADD = "add"
    MOVE = "move"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _WORDS[self]


_WORDS = {
    Change.REWORD: "改写",
    Change.REDRAFT: "恢复为台账起草的内容",
    Change.LEAVE_OUT: "不写入报告",
    Change.TAKE_IN: "重新写入报告",
    Change.PLACE: "换到别的标题下",
    Change.ADD: "自拟一段",
    Change.MOVE: "上下移动",
}
