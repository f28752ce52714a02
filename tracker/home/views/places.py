"""Where one can go: the entries of the navigation, and the pages that stand behind them."""

from collections.abc import Iterator

from flask import url_for

from tracker.accounts.permissions import Permission, Viewer, may
from tracker.help.queries import topics_telling

Place = tuple[str, str, str, Permission]

# label, icon, endpoint, the right that shows it
NAV: tuple[Place, ...] = (
    ("首页", "house", "home.index", Permission.SIGNED_IN),
    ("我的待办", "list-task", "tasks.mine", Permission.TASK_STEP),
    ("整改台账", "table", "tasks.ledger", Permission.LEDGER_READ),
    ("提醒", "bell", "reminders.inbox", Permission.SIGNED_IN),
    ("整改概况", "graph-up", "home.overview", Permission.LEDGER_READ),
    ("报告与来文", "file-earmark-text", "reports.index", Permission.LEDGER_READ),
    ("年终材料", "file-earmark-word", "yearend.show", Permission.LEDGER_READ),
    ("人员", "people", "accounts.people", Permission.PEOPLE_MANAGE),
    ("单位", "diagram-3", "accounts.units", Permission.UNIT_SETTINGS),
    ("工作日历", "calendar3", "workdays.year", Permission.SIGNED_IN),
    ("代理", "person-check", "accounts.stand_ins", Permission.STAND_INS),
    ("账号日志", "clock-history", "accounts.log", Permission.LOG_READ),
    ("佐证材料管理", "paperclip", "tasks.room", Permission.EVIDENCE_MANAGE),
    ("提醒发送记录", "envelope", "reminders.delivery", Permission.HEALTH_READ),
)

# What has no entry of its own, and is found by its word.
_BEHIND: tuple[Place, ...] = (
    ("上传报告或来文", "upload", "reports.upload", Permission.REPORT_IMPORT),
    ("新增问题", "plus-lg", "tasks.open_problem", Permission.REPORT_IMPORT),
    ("今日要催", "telephone", "reminders.to_chase", Permission.REPORT_IMPORT),
    ("季度复核", "infinity", "tasks.quarterly", Permission.REPORT_IMPORT),
    ("调度会", "people", "ledgers.meetings", Permission.REPORT_IMPORT),
    ("人员移交", "person-check", "tasks.handovers", Permission.HAND_OVER),
    ("导入台账", "file-earmark-excel", "ledgers.imports", Permission.REPORT_IMPORT),
    ("填报表（分发、回收、汇总）", "inbox", "ledgers.return_rounds", Permission.REPORT_IMPORT),
    ("套表（填上级的表）", "file-earmark-excel", "ledgers.their_forms", Permission.REPORT_IMPORT),
    ("报送记录", "send", "ledgers.submissions_list", Permission.LEDGER_READ),
    ("文书箱（提醒单、催办单、督办单）", "envelope", "ledgers.letters", Permission.REPORT_IMPORT),
    ("打印表单", "printer", "ledgers.prints", Permission.LEDGER_READ),
    ("佐证催交清单", "paperclip", "ledgers.missing", Permission.REPORT_IMPORT),
    ("提醒规则", "sliders", "reminders.rules", Permission.REMINDER_RULES),
    ("群消息", "chat-left-text", "reminders.robots", Permission.REMINDER_RULES),
    ("我的提醒设置", "gear", "reminders.wishes", Permission.SIGNED_IN),
    ("我的账号和密码", "key", "accounts.password", Permission.SIGNED_IN),
    ("人员批量导入", "people", "ledgers.roster", Permission.PEOPLE_MANAGE),
    ("使用帮助", "question-circle", "help.index", Permission.SIGNED_IN),
)

# What has nothing to show to a person of an office or a village that keeps no ledger.
_OF_A_LEDGER = frozenset({"home.overview", "reports.index", "yearend.show"})

# Under which entry the pages of a feature stand, and which of them stand under another.
_ENTRIES = {
    "accounts": "accounts.people",
    "ledgers": "tasks.ledger",
    "reminders": "reminders.inbox",
    "reports": "reports.index",
    "tasks": "tasks.ledger",
    "workdays": "workdays.year",
    "yearend": "yearend.show",
}
_ELSEWHERE = {
    "accounts.new_unit": "accounts.units",
    "accounts.new_unit_above": "accounts.units",
    "accounts.password": "",
    "accounts.stand_ins_of": "accounts.stand_ins",
    "accounts.unit": "accounts.units",
    "ledgers.check_roster": "accounts.people",
    "ledgers.roster": "accounts.people",
    "ledgers.save_roster": "accounts.people",
    "reminders.rest_days": "workdays.year",
    "tasks.destroy": "tasks.room",
    "tasks.removal": "tasks.room",
    "tasks.reorganise": "accounts.units",
    "tasks.tasks_of_person": "accounts.people",
}


def entries(who: Viewer) -> Iterator[Place]:
    """Answer the navigation of a viewer: what they may open and will find something behind."""
    return (place for place in NAV if _has_sense(who, place))


def entry_of(endpoint: str) -> str:
    """Answer the endpoint of the entry under which a page stands; "" for a page under none."""
    if any(endpoint == entry for _, _, entry, _ in NAV):
        return endpoint
    return _ELSEWHERE.get(endpoint, _ENTRIES.get(endpoint.split(".", 1)[0], ""))


def _has_sense(who: Viewer, place: Place) -> bool:
    _, _, endpoint, right = place
    bare = endpoint in _OF_A_LEDGER and not who.ledgers and not may(who, Permission.REPORT_IMPORT)
    return may(who, right) and not bare


def places_named(who: Viewer, text: str) -> Iterator[tuple[str, str, str]]:
    """Answer label, icon and address of the pages whose word holds a text, of those that the viewer may open."""
    for place in (*NAV, *_BEHIND):
        label, icon, endpoint, _ = place
        if text in label and _has_sense(who, place):
            yield label, icon, url_for(endpoint)


def help_telling(text: str) -> Iterator[tuple[str, str]]:
    """Answer title and address of the help that speaks of a text."""
    for topic in topics_telling(text):
        yield topic.title, url_for("help.topic", key=topic.key)
