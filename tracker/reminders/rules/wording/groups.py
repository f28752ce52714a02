"""The text proposed for a chat group: counts, never names."""

from collections.abc import Iterable
from datetime import date

from tracker.reminders.rules.wording.brief import day_words


def group_text(unit: str, today: date, *, due_today: int, due_soon: int, late: int) -> str:
    """Answer what could be said in a group today; empty when there is nothing to say."""
    parts = [
        f"今天到期{due_today}项" if due_today else "",
        f"一周内到期{due_soon}项" if due_soon else "",
        f"已过时限{late}项" if late else "",
    ]
    told = "，".join(one for one in parts if one)
    if not told:
        return ""
    return (
        f"【整改台账】{day_words(today, today)}，{unit}整改任务{told}。"
        "请各责任人对照台账看一下自己的事项，材料准备好的及时报送，来不及的请到期前提出延期。"
    )


def named_in(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Answer which of some names stand in a text."""
    return tuple(sorted(one for one in names if one in text))
