"""The blueprint of reminders, and what all its pages share."""

from flask import Blueprint, request, url_for

from tracker.accounts.guard import viewer
from tracker.accounts.permissions import Permission, may
from tracker.reminders.pages.tabs import Tab

bp = Blueprint("reminders", __name__, url_prefix="/reminders")

# word, endpoint, the right that shows it
_PAGES = (
    ("我的提醒", "reminders.inbox", Permission.SIGNED_IN),
    ("今日要催", "reminders.to_chase", Permission.REPORT_IMPORT),
    ("将要发出", "reminders.preview", Permission.LEDGER_READ),
    ("群消息", "reminders.robots", Permission.REMINDER_RULES),
    ("提醒规则", "reminders.rules", Permission.REMINDER_RULES),
    ("发送记录", "reminders.delivery", Permission.HEALTH_READ),
    ("我的设置", "reminders.wishes", Permission.SIGNED_IN),
)


def tabs() -> tuple[Tab, ...]:
    """Answer the pages about reminders that the viewer may open; what lies below one belongs to it."""
    pages = {word: url_for(endpoint) for word, endpoint, right in _PAGES if may(viewer(), right)}
    here = max((one for one in pages.values() if request.path.startswith(one)), key=len)
    return tuple(Tab(word, url, active=url == here) for word, url in pages.items())


def page_number() -> int:
    """Answer the asked page of a list, else the first."""
    asked = request.args.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) <= len("100000") else 1
