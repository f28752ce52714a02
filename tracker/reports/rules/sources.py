"""Where problems come from, each source with the verb that sentences take and the titles it is known by."""

import re
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


# In the order in which they are looked for: 巡察反馈问题整改 is about the inspection, whoever reports it.
_TITLES = (
    (Source.INSPECTION, re.compile("巡视|巡察")),
    (Source.AUDIT, re.compile("审计")),
    (Source.DEMOCRATIC_LIFE, re.compile("民主生活会|组织生活会|对照检查|检视剖析")),
    (Source.PETITION, re.compile("信访")),
    (Source.DEBRIEFING, re.compile("点评|评议|述职评")),
    (Source.SUPERVISION, re.compile("督查|督导|通报|专项检查|检查反馈|考核反馈")),
)
# The office that writes is no source: 审计局党组…情况报告 is a report like others.
_OFFICES = re.compile(
    "(?:审计|信访|巡察|督查)(?:局|处|办公室|办|室|站|科|中心)|巡察(?:机构|干部|队伍)"
)


def source_of_title(title: str) -> Source:
    """Propose the source by a paper's title; a title that names none is the unit's own report."""
    told = _OFFICES.sub("", title)
    return next((source for source, named in _TITLES if named.search(told)), Source.SELF_CHECK)
