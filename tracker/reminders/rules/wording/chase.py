"""Texts that a person copies to chase another by hand; the program never sends them."""

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.reminders.rules.wording.brief import (
    Brief,
    address,
    day_words,
    last_words,
    overdue_words,
)
from tracker.tasks.rules.lifecycle import OWED, REVIEWS, State
from tracker.workdays.rules import WorkCalendar


def can_chase(handler: str, state: State) -> bool:
    """Answer whether there is somebody to chase: a handler, and work that is still owed."""
    return handler != "" and state in OWED and state is not State.UNASSIGNED


def chase_text(brief: Brief, today: date, calendar: WorkCalendar) -> str:
    """Answer a text that a clerk can copy into a chat to the handler, before or after the deadline."""
    who = f"{address(brief.handler, brief.handler_post)}，您好。"
    leader = address(brief.leader, brief.leader_post) if brief.leader else "责任领导"
    if brief.due_on is None:
        return (
            f"{who}{brief.name}这一项，近期的进展麻烦发我一下，我来登记。{last_words(brief, today)}"
        )
    if brief.state in REVIEWS:
        return f"{who}{brief.name}的销号材料已经收到，正在走程序（{brief.state.label}），有要补的我再找您。"
    if brief.due_on < today:
        return _chase_overdue(brief, who, leader, today, calendar)
    hand_in = max(today, calendar.on_or_before(brief.due_on - timedelta(days=4)))
    due = day_words(brief.due_on, today)
    when = "今天下班前" if hand_in == today else f"{day_words(hand_in, today)}前"
    return (
        f"{who}{brief.name}这项{due}到期。{last_words(brief, today)}"
        f"麻烦{when}把佐证材料和一两句成效发给我，由我登记。"
        f"如果来不及，请在到期前向{leader}说明，办理延期。"
    )


def _chase_overdue(brief: Brief, who: str, leader: str, today: date, calendar: WorkCalendar) -> str:
    answer_by = calendar.plus(today, 2)
    return (
        f"{who}{brief.name}这项{overdue_words(brief, today)}，还没有收到材料。请今天回个话："
        f"能办结的，{day_words(answer_by, today)}前把材料给我；一时办不结的，写明原因和预计时间，"
        f"我向{leader}报告。"
    )


def chase_all(briefs: Sequence[Brief], today: date, calendar: WorkCalendar) -> str:
    """Answer one text about everything that one person owes; the briefs share their handler."""
    if len(briefs) == 1:
        return chase_text(briefs[0], today, calendar)
    first = briefs[0]
    answer_by = day_words(calendar.plus(today, 2), today)
    lines = [
        f"{number}. {one.name}：{_where_it_stands(one, today)}"
        for number, one in enumerate(briefs, start=1)
    ]
    return (
        f"{address(first.handler, first.handler_post)}，您好。有{len(briefs)}项整改想和您对一下：\n"
        + "\n".join(lines)
        + f"\n能办结的，麻烦{answer_by}前把材料和一两句成效发我，我来登记；"
        + "一时办不结的，说一下原因和预计时间，需要延期的到期前提出来。"
    )


def _where_it_stands(brief: Brief, today: date) -> str:
    if brief.due_on is None:
        return last_words(brief, today)
    if brief.due_on < today:
        return f"{overdue_words(brief, today)}。"
    due = "今天到期" if brief.due_on == today else f"{day_words(brief.due_on, today)}到期"
    return f"{due}，{last_words(brief, today)}"
