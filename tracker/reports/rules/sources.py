"""Where problems come from, each source with the verb that sentences take."""

from enum import StrEnum


class Source(StrEnum):
    """The kind of paper that a batch of problems came with (问题来源)."""

    SELF_CHECK = "self_check"
    DEMOCRATIC_LIFE = "democratic_life"
    INSPECTION = "inspection"
    AUDIT = "audit"
    DEBRIEFING = "debriefing"
    SUPERVISION = "supervision"
    PETITION = "petition"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _WORDS[self][0]

    @property
    def verb(self) -> str:
        """Answer the verb of sentences about problems from this source."""
        return _WORDS[self][1]


_WORDS = {
    Source.SELF_CHECK: ("主体责任报告自查", "查摆"),
    Source.DEMOCRATIC_LIFE: ("民主生活会", "查摆"),
    Source.INSPECTION: ("巡视巡察", "反馈"),
    Source.AUDIT: ("审计", "指出"),
    Source.DEBRIEFING: ("述职评议", "点评"),
    Source.SUPERVISION: ("督查检查", "通报"),
    Source.PETITION: ("信访", "反映"),
    Source.OTHER: ("其他", "提出"),
}
