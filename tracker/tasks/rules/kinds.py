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
    """What a figure of progress counts (量化成果)."""

    RULES = "rules"
    MONEY = "money"
    PENALTIES = "penalties"
    TRAININGS = "trainings"
    TRAINEES = "trainees"
    CHECKS = "checks"
    MEETINGS = "meetings"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return _FIGURE_WORDS[self][0]

    @property
    def unit(self) -> str:
        """Answer the measure word."""
        return _FIGURE_WORDS[self][1]


_FIGURE_WORDS = {
    FigureKind.RULES: ("制度", "项"),
    FigureKind.MONEY: ("资金", "万元"),
    FigureKind.PENALTIES: ("问责", "人次"),
    FigureKind.TRAININGS: ("培训", "期"),
    FigureKind.TRAINEES: ("参训", "人次"),
    FigureKind.CHECKS: ("检查", "次"),
    FigureKind.MEETINGS: ("会议", "次"),
}


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
