"""Kinds of tasks, and the words in which results are told to superiors."""

from enum import StrEnum


class TaskKind(StrEnum):
    """整改类型: how long the work is meant to take; proposes the deadline."""

    AT_ONCE = "at_once"
    BY_STAGES = "by_stages"
    LASTING = "lasting"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"at_once": "立行立改", "by_stages": "限期整改", "lasting": "持续整改"}[self.value]


class ResultWord(StrEnum):
    """The result as told to superiors; 基本完成 only ever comes from a person."""

    DONE = "done"
    MOSTLY_DONE = "mostly_done"
    UNDER_WAY = "under_way"
    SUSTAINED = "sustained"
    NOT_DONE = "not_done"

    @property
    def label(self) -> str:
        """Answer the word in tables for superiors."""
        return {
            "done": "已完成",
            "mostly_done": "基本完成",
            "under_way": "正在推进",
            "sustained": "长期坚持",
            "not_done": "未完成",
        }[self.value]


class FigureKind(StrEnum):
    """What a figure of progress counts (量化成果); 资金 is what has been put right, beside what it must be."""

    RULES = "rules"
    MONEY = "money"
    MONEY_INVOLVED = "money_involved"
    MONEY_OWED = "money_owed"
    PENALTIES = "penalties"
    TRAININGS = "trainings"
    TRAINEES = "trainees"
    CHECKS = "checks"
    FOUND = "found"
    MENDED = "mended"
    MEETINGS = "meetings"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _FIGURE_WORDS[self][0]

    @property
    def unit(self) -> str:
        """Answer the measure word."""
        return _FIGURE_WORDS[self][1]

    @property
    def sorts(self) -> "tuple[FigureSort, ...]":
        """Answer what can be told of such a figure more exactly; nothing for most."""
        return _SORTS_OF.get(self, ())


_FIGURE_WORDS = {
    FigureKind.RULES: ("制度", "项"),
    FigureKind.MONEY: ("资金", "万元"),
    FigureKind.MONEY_INVOLVED: ("涉及资金", "万元"),
    FigureKind.MONEY_OWED: ("应整改资金", "万元"),
    FigureKind.PENALTIES: ("问责", "人次"),
    FigureKind.TRAININGS: ("培训", "期"),
    FigureKind.TRAINEES: ("参训", "人次"),
    FigureKind.CHECKS: ("检查", "次"),
    FigureKind.FOUND: ("检查发现", "个"),
    FigureKind.MENDED: ("发现已改", "个"),
    FigureKind.MEETINGS: ("会议", "次"),
}


class FigureSort(StrEnum):
    """More exactly: new or revised rules, how money was put right, in what form people were called to account."""

    NEW = "new"
    REVISED = "revised"
    REPAID = "repaid"
    COLLECTED = "collected"
    RESTORED = "restored"
    ADJUSTED = "adjusted"
    TALK = "talk"
    CRITICISM = "criticism"
    ADMONITION = "admonition"
    SANCTION = "sanction"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _SORT_WORDS[self]


_SORT_WORDS = {
    FigureSort.NEW: "新订",
    FigureSort.REVISED: "修订",
    FigureSort.REPAID: "清退",
    FigureSort.COLLECTED: "收缴",
    FigureSort.RESTORED: "归还原渠道",
    FigureSort.ADJUSTED: "调账",
    FigureSort.TALK: "谈话提醒",
    FigureSort.CRITICISM: "批评教育",
    FigureSort.ADMONITION: "诫勉",
    FigureSort.SANCTION: "党纪政务处分",
}
_SORTS_OF = {
    FigureKind.RULES: (FigureSort.NEW, FigureSort.REVISED),
    FigureKind.MONEY: (
        FigureSort.REPAID,
        FigureSort.COLLECTED,
        FigureSort.RESTORED,
        FigureSort.ADJUSTED,
    ),
    FigureKind.PENALTIES: (
        FigureSort.TALK,
        FigureSort.CRITICISM,
        FigureSort.ADMONITION,
        FigureSort.SANCTION,
    ),
}


class Finding(StrEnum):
    """What the review of a sustained task found in a quarter (季度复核)."""

    HOLDS = "holds"
    RELAPSED = "relapsed"
    DONE = "done"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"holds": "继续坚持", "relapsed": "出现反复", "done": "复核完成"}[self.value]


class EvidenceKind(StrEnum):
    """What a piece of evidence is (佐证材料)."""

    MINUTES = "minutes"
    ATTENDANCE = "attendance"
    RULE = "rule"
    PHOTO = "photo"
    NOTICE = "notice"
    RECEIPT = "receipt"
    SIGNED_FORM = "signed_form"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "minutes": "会议记录",
            "attendance": "签到表",
            "rule": "制度文件",
            "photo": "照片",
            "notice": "通知通报",
            "receipt": "票据凭证",
            "signed_form": "签批件",
            "other": "其他",
        }[self.value]


class ExtensionState(StrEnum):
    """What has become of a request for more time."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    LAPSED = "lapsed"  # the task was closed, joined or ended before anybody answered
