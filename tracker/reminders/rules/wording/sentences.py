"""The sentences of reminders, as a colleague would write them."""

from collections.abc import Callable
from datetime import timedelta

from tracker.reminders.rules.ladder import Part, Wording
from tracker.reminders.rules.wording.brief import (
    Occasion,
    day_words,
    last_words,
    overdue_words,
)
from tracker.reminders.rules.wording.templates import fill
from tracker.tasks.rules.lifecycle import REVIEWS, State

_DAY = timedelta(days=1)


def sentence(occasion: Occasion) -> str:
    """Answer the sentence of a reminder, without the task's name in front."""
    if occasion.rule.template:
        return fill(occasion.rule.template, occasion)
    return _SENTENCES[occasion.rule.wording](occasion)


def _left_words(occasion: Occasion) -> str:
    brief, today = occasion.brief, occasion.today
    if brief.due_on is None:
        return "没有时限"
    left = (brief.due_on - today).days
    due = day_words(brief.due_on, today)
    if left == 0:
        return "今天到期"
    if left < 0:
        return f"{due}到期，已经超期{-left}天"
    if occasion.calendar.on_or_after(today + _DAY) > brief.due_on:
        return f"{due}到期，到期前都是休息日，今天是最后一个工作日"
    return f"明天（{due}）到期" if left == 1 else f"{due}到期，还有{left}天"


def _assigned(occasion: Occasion) -> str:
    brief = occasion.brief
    due = f"，整改时限{day_words(brief.due_on, occasion.today)}" if brief.due_on else ""
    if occasion.part is Part.LEADER:
        return f"已交办{brief.handler or '责任人'}{due}，请您负责督促。"
    ask = "请签收后办理" if brief.state is State.ASSIGNED else "请按完成标准办理"
    leader = f"，责任领导{brief.leader}" if brief.leader else ""
    return f"交给您办理{due}{leader}。{ask}，责任单位不对的可以提请调整。"


def _unsigned(occasion: Occasion) -> str:
    days = occasion.rule.offset
    if occasion.part is Part.LEADER:
        return (
            f"交办{days}个工作日了，{occasion.brief.handler or '责任人'}还没有签收，请您过问一下。"
        )
    return f"交办{days}个工作日了，还没有签收，请今天签收或提请调整。"


def _due(occasion: Occasion) -> str:
    brief = occasion.brief
    left = _left_words(occasion)
    if brief.state is State.UNASSIGNED:
        return f"{left}，还没有交办。"
    if brief.state in REVIEWS:
        return f"{left}，已申请销号，{brief.state.label}。"
    if occasion.part is not Part.HANDLER:
        return f"{brief.handler or '责任人'}负责，{left}。{last_words(brief, occasion.today)}"
    if occasion.rule.offset == 0:
        return f"{left}。能办结的请今天申请销号，办不结的请今天申请延期。"
    return f"{left}。{last_words(brief, occasion.today)}请把材料准备起来，来不及的请提前申请延期。"


def _overdue(occasion: Occasion) -> str:
    brief = occasion.brief
    words = overdue_words(brief, occasion.today)
    if brief.state in REVIEWS:
        return f"{words}，已申请销号，{brief.state.label}。"
    return f"{words}，还没有销号。能办结的请尽快报材料，办不结的请写明原因和预计时间。"


def _chase(occasion: Occasion) -> str:
    brief = occasion.brief
    words = overdue_words(brief, occasion.today)
    if brief.state in REVIEWS:
        return f"{words}，已申请销号，{brief.state.label}。"
    if brief.state is State.UNASSIGNED:
        return f"{words}，还没有交办。"
    return f"{brief.handler or '责任人'}负责，{words}。催办的话已经拟好，可以直接复制发给本人。"


def _supervise(occasion: Occasion) -> str:
    words = overdue_words(occasion.brief, occasion.today)
    return f"{occasion.brief.handler or '责任人'}负责，{words}。是否下发督办单，请酌定。"


def _propose(occasion: Occasion) -> str:
    words = overdue_words(occasion.brief, occasion.today)
    return f"{occasion.brief.handler or '责任人'}负责，{words}。是否提请通报或约谈，请酌定，系统不会自动发出。"


def _declined(occasion: Occasion) -> str:
    why = f"理由：{occasion.brief.note}" if occasion.brief.note else ""
    return f"责任人提请调整责任单位，请重新交办。{why}"


def _returned(occasion: Occasion) -> str:
    why = f"意见：{occasion.brief.note}" if occasion.brief.note else ""
    return f"销号申请已退回，请按意见补办后重新申请。{why}"


def _waiting(occasion: Occasion) -> str:
    brief = occasion.brief
    if _must_name(occasion):
        return (
            f"{brief.handler or '责任人'}已申请销号，到了审定这一步。书记参与过本轮整改或前面已经签过，"
            "不能审定，请先指定另一位领导或上级单位负责人，也可以提交党委会。"
        )
    return f"{brief.handler or '责任人'}已申请销号，现在{brief.state.label}，请您办理。"


def _named(occasion: Occasion) -> str:
    brief = occasion.brief
    asked = f"最近的延期申请：{brief.extension}。" if brief.extension else ""
    if brief.state is State.FINAL_REVIEW:
        return f"书记请您代为审定。{brief.handler or '责任人'}已申请销号，请您办理。{asked}"
    return f"书记请您代为审定：申请销号、申请延期到了书记这一步，由您办理。{asked}"


def _asked(occasion: Occasion) -> str:
    brief = occasion.brief
    asks = f"{brief.handler or '责任人'}申请延期{_in_brackets(brief.extension)}"
    if _must_name(occasion):
        return f"{asks}。书记参与过本轮整改，不能由书记定，请先指定另一位领导或上级单位负责人。"
    return f"{asks}，请您定。"


def _decided(occasion: Occasion) -> str:
    return f"延期申请有了答复{_in_brackets(occasion.brief.extension)}，{_left_words(occasion)}。"


def _must_name(occasion: Occasion) -> bool:
    return occasion.lacks_acceptor and occasion.part is Part.SECRETARY


def _in_brackets(text: str) -> str:
    return f"（{text}）" if text else ""


def _progress(occasion: Occasion) -> str:
    return f"这个月还没有填报进展，{last_words(occasion.brief, occasion.today)}有进展的请填报一下。"


def _review(_occasion: Occasion) -> str:
    return "长期坚持事项本季度还没有复核，请在季末前核实有没有反复，登记复核结果。"


_SENTENCES: dict[Wording, Callable[[Occasion], str]] = {
    Wording.ASSIGNED: _assigned,
    Wording.UNSIGNED: _unsigned,
    Wording.DECLINED: _declined,
    Wording.RETURNED: _returned,
    Wording.NAMED: _named,
    Wording.WAITING: _waiting,
    Wording.ASKED: _asked,
    Wording.DECIDED: _decided,
    Wording.PROGRESS: _progress,
    Wording.REVIEW: _review,
    Wording.DUE: _due,
    Wording.OVERDUE: _overdue,
    Wording.CHASE: _chase,
    Wording.SUPERVISE: _supervise,
    Wording.PROPOSE: _propose,
}
