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
    ("工作日历", "calendar3", "workdays.year", Permission.SIGNED_IN),
    ("代理", "person-check", "accounts.stand_ins", Permission.STAND_INS),
    ("人员", "people", "accounts.people", Permission.PEOPLE_MANAGE),
    ("单位", "diagram-3", "accounts.units", Permission.UNIT_SETTINGS),
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


def places_named(who: Viewer, text: str) -> Iterator[tuple[str, str, str]]:
    """Answer label, icon and address of the pages whose word holds a text, of those that the viewer may open."""
    for label, icon, endpoint, right in (*NAV, *_BEHIND):
        if text in label and may(who, right):
            yield label, icon, url_for(endpoint)


def help_telling(text: str) -> Iterator[tuple[str, str]]:
    """Answer title and address of the help that speaks of a text."""
    for topic in topics_telling(text):
        yield topic.title, url_for("help.topic", key=topic.key)
