"""What may become of reminders, messages and attempts, with the words for each."""

from enum import StrEnum


class FactState(StrEnum):
    """What has become of a due reminder; every one ends here, none is skipped silently."""

    TOLD = "told"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    HELD = "held"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "told": "已提醒",
            "superseded": "已由更近的提醒代替",
            "expired": "停机过久未发",
            "held": "数量异常，经核对未发",
        }[self.value]


class HoldState(StrEnum):
    """What was decided about a day on which far too much was due."""

    ASKING = "asking"
    RELEASED = "released"
    REFUSED = "refused"
    LAPSED = "lapsed"  # nobody said anything that day; the next one asked anew


class Channel(StrEnum):
    """By what a message travels."""

    INBOX = "inbox"
    MAIL = "mail"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    WEBHOOK = "webhook"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "inbox": "站内消息",
            "mail": "邮件",
            "wecom": "企业微信群",
            "dingtalk": "钉钉群",
            "feishu": "飞书群",
            "webhook": "数据接口",
        }[self.value]


# Chat groups are told only what a person agreed to; the others are told what concerns one person.
GROUPS = (Channel.WECOM, Channel.DINGTALK, Channel.FEISHU)
ROBOTS = (*GROUPS, Channel.WEBHOOK)
PERSONAL = (Channel.MAIL, Channel.WEBHOOK)


class MessageState(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "waiting": "等待发送",
            "leased": "正在发送",
            "sent": "已发出",
            "dead": "发送失败",
            "cancelled": "不再需要",
            "expired": "过期未发",
        }[self.value]


class Outcome(StrEnum):
    """How an attempt to send ended; an attempt without one was cut off (结果不明)."""

    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"
    UNREACHABLE = "unreachable"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "sent": "对方已接收",
            "refused": "对方拒收",
            "later": "对方要求稍后再试",
            "unreachable": "连接不上",
            "unknown": "结果不明",
        }[self.value]


class Dropped(StrEnum):
    """Why a reminder was left out of a message at the moment of sending."""

    CLOSED = "closed"
    CHANGED = "changed"
    NOT_CONCERNED = "not_concerned"
    OVERTAKEN = "overtaken"
    RULE_OFF = "rule_off"
    ANSWERED = "answered"

    @property
    def label(self) -> str:
        """Answer the words on screen."""
        return {
            "closed": "任务已不在办理中",
            "changed": "时限、责任人或状态已变动",
            "not_concerned": "本人已不经手这项任务",
            "overtaken": "等待期间已经说过更新的情况",
            "rule_off": "这条提醒规则已经停用",
            "answered": "延期申请已经有了别的结果",
        }[self.value]
