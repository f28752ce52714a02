"""Sentences that an office writes itself, with places that the program fills."""

import re

from tracker.core.errors import InvalidError
from tracker.reminders.rules.wording.brief import Occasion, address, day_words, last_words

_PLACE = re.compile(r"\{([^{}]*)\}")
_LONGEST = 200
# name of the place and what it is filled with, as the settings page tells
PLACES = {
    "编号": "任务编号，如2026-007",
    "任务": "任务名称",
    "责任人": "责任人姓名",
    "称呼": "对责任人的称呼，如李站长",
    "责任领导": "责任领导姓名",
    "时限": "整改时限，如6月30日",
    "天数": "离时限还有几天；超期时是超期几天",
    "状态": "任务现在的状态",
    "最近进展": "最近一次进展是哪天的",
}


def check_template(text: str) -> None:
    """Refuse a sentence that cannot be filled.

    Raises:
        InvalidError: too long, a place that nobody knows, or a brace left over.
    """
    if len(text) > _LONGEST:
        raise InvalidError(f"提醒文字最长{_LONGEST}个字。", "template")
    unknown = [one for one in _PLACE.findall(text) if one not in PLACES]
    if unknown:
        known = "、".join(f"{{{one}}}" for one in PLACES)
        raise InvalidError(f"没有“{{{unknown[0]}}}”这个代填项，可用的有：{known}。", "template")
    if re.search(r"[{}]", _PLACE.sub("", text)):
        raise InvalidError("大括号没有成对，代填项请写成{时限}这样。", "template")


def fill(text: str, occasion: Occasion) -> str:
    """Answer the sentence with its places filled; a place without a value becomes 未定."""
    brief, today = occasion.brief, occasion.today
    values = {
        "编号": brief.number,
        "任务": brief.title,
        "责任人": brief.handler,
        "称呼": address(brief.handler, brief.handler_post),
        "责任领导": brief.leader,
        "时限": day_words(brief.due_on, today) if brief.due_on else "",
        "天数": str(abs((brief.due_on - today).days)) if brief.due_on else "",
        "状态": brief.state.label,
        "最近进展": last_words(brief, today).rstrip("。"),
    }
    return _PLACE.sub(lambda match: values.get(match[1], "") or "未定", text)
