"""Which help belongs to which screen: one table, in the order in which a year brings the work.

The words of each topic are in ``templates/help/topics``, its picture is in ``static/help`` and made by ``make pictures``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

TopicKey = str


class Moment(StrEnum):
    """When in the year people come to a screen; the value is the word on the list of all help."""

    BEGINNING = "刚开始用"
    REPORT_IN = "收到报告"
    ASSIGNING = "交办"
    CHASING = "催办"
    CLOSING = "办理和销号"
    YEAR_END = "报送和年终"
    KEEPING = "人员和设置"


@dataclass(frozen=True, slots=True)
class Topic:
    """The help of one screen or of a few that belong together; ``key`` is its address."""

    key: TopicKey
    title: str
    moment: Moment
    endpoints: tuple[str, ...]
    narrow: bool = False  # its picture shows a phone

    @property
    def file(self) -> str:
        """Answer the name of its words and its picture, without an ending."""
        return self.key.replace("-", "_")


def _topic(
    key: TopicKey, title: str, moment: Moment, endpoints: str, *, narrow: bool = False
) -> Topic:
    return Topic(key, title, moment, tuple(endpoints.split()), narrow)


_ALL = (
    _topic("sign-in", "登录", Moment.BEGINNING, "accounts.sign_in accounts.choose_password"),
    _topic("first-run", "第一次使用", Moment.BEGINNING, "accounts.first_run"),
    _topic("home", "首页", Moment.BEGINNING, "home.index"),
    _topic("find", "查找", Moment.BEGINNING, "home.find"),
    _topic("account", "我的账号", Moment.BEGINNING, "accounts.password"),
    _topic("wishes", "我的提醒设置", Moment.BEGINNING, "reminders.wishes"),
    _topic(
        "reports", "报告与来文", Moment.REPORT_IN, "reports.index reports.upload reports.columns"
    ),
    _topic(
        "check",
        "核对报告",
        Moment.REPORT_IN,
        "reports.check reports.add reports.split reports.correct reports.describe",
    ),
    _topic("new-problem", "新增问题", Moment.REPORT_IN, "tasks.open_problem"),
    _topic(
        "imports",
        "导入Excel台账",
        Moment.REPORT_IN,
        "ledgers.imports ledgers.import_columns ledgers.check_import",
    ),
    _topic("ledger", "整改台账", Moment.ASSIGNING, "tasks.ledger"),
    _topic(
        "columns",
        "栏目和常用视图",
        Moment.ASSIGNING,
        "ledgers.columns ledgers.new_view ledgers.ask_to_drop_view",
    ),
    _topic(
        "assigning",
        "批量交办和调整",
        Moment.ASSIGNING,
        "ledgers.assigning ledgers.adjusting ledgers.prolonging ledgers.changing_kinds",
    ),
    _topic("measures", "措施完成情况", Moment.ASSIGNING, "tasks.measures"),
    _topic("meetings", "调度会", Moment.ASSIGNING, "ledgers.meetings ledgers.meeting"),
    _topic(
        "to-chase",
        "今日要催",
        Moment.CHASING,
        "reminders.to_chase reminders.open_chase reminders.copy_text",
    ),
    _topic("inbox", "提醒", Moment.CHASING, "reminders.inbox"),
    _topic("why", "为什么收到或没收到提醒", Moment.CHASING, "reminders.why"),
    _topic("preview", "将要发出的提醒", Moment.CHASING, "reminders.preview"),
    _topic(
        "returns",
        "填报表",
        Moment.CHASING,
        "ledgers.return_rounds ledgers.return_round",
    ),
    _topic("paste", "粘贴进展", Moment.CHASING, "ledgers.paste"),
    _topic(
        "letters", "文书箱", Moment.CHASING, "ledgers.letters ledgers.letter ledgers.new_letter"
    ),
    _topic("missing", "佐证催交清单", Moment.CHASING, "ledgers.missing"),
    _topic("mine", "我的待办", Moment.CLOSING, "tasks.mine", narrow=True),
    _topic("task", "一项任务", Moment.CLOSING, "tasks.show"),
    _topic("step", "办理一步", Moment.CLOSING, "tasks.step", narrow=True),
    _topic("correct", "更正", Moment.CLOSING, "tasks.correct"),
    _topic("share", "一份材料用于几项任务", Moment.CLOSING, "tasks.share tasks.removal"),
    _topic("filing", "整文件夹归入", Moment.CLOSING, "ledgers.filing"),
    _topic("quarterly", "季度复核", Moment.CLOSING, "tasks.quarterly"),
    _topic("prints", "打印与文书", Moment.CLOSING, "ledgers.prints"),
    _topic("overview", "整改概况", Moment.YEAR_END, "home.overview"),
    _topic(
        "their-forms",
        "套表",
        Moment.YEAR_END,
        "ledgers.their_forms ledgers.their_form_columns ledgers.their_form_preview",
    ),
    _topic(
        "submissions",
        "报送记录",
        Moment.YEAR_END,
        "ledgers.submissions_list ledgers.new_submission ledgers.submission",
    ),
    _topic("year", "年终材料", Moment.YEAR_END, "yearend.show yearend.behind"),
    _topic("closing", "年终收尾", Moment.YEAR_END, "yearend.show_closing"),
    _topic(
        "draft",
        "报告草稿",
        Moment.YEAR_END,
        "yearend.editor yearend.passage yearend.layout yearend.wording yearend.versions yearend.compare_versions",
    ),
    _topic("pledges", "承诺事项", Moment.YEAR_END, "yearend.pledges"),
    _topic("editions", "其他文稿", Moment.YEAR_END, "yearend.editions"),
    _topic(
        "papers",
        "报告文稿",
        Moment.YEAR_END,
        "yearend.papers yearend.check_paper yearend.back_paper yearend.insert_paper yearend.file",
    ),
    _topic("whereabouts", "问题去向对照表", Moment.YEAR_END, "yearend.whereabouts"),
    _topic(
        "people",
        "人员",
        Moment.KEEPING,
        "accounts.people accounts.person accounts.new_person accounts.appoint accounts.move tasks.tasks_of_person",
    ),
    _topic("roster", "从表格导入人员", Moment.KEEPING, "ledgers.roster"),
    _topic(
        "units",
        "单位",
        Moment.KEEPING,
        "accounts.units accounts.unit accounts.new_unit accounts.new_unit_above tasks.reorganise",
    ),
    _topic(
        "handover",
        "人员移交",
        Moment.KEEPING,
        "tasks.handover tasks.handovers tasks.handover_list",
    ),
    _topic("stand-ins", "代理", Moment.KEEPING, "accounts.stand_ins accounts.stand_ins_of"),
    _topic("rules", "提醒规则", Moment.KEEPING, "reminders.rules reminders.rule"),
    _topic("robots", "群消息", Moment.KEEPING, "reminders.robots reminders.robot"),
    _topic("delivery", "提醒发送记录", Moment.KEEPING, "reminders.delivery"),
    _topic(
        "workdays",
        "工作日历",
        Moment.KEEPING,
        "workdays.year workdays.day workdays.open_import reminders.rest_days",
    ),
    _topic("room", "佐证材料管理", Moment.KEEPING, "tasks.room tasks.destroy"),
    _topic("log", "账号日志", Moment.KEEPING, "accounts.log"),
)
TOPICS: Mapping[TopicKey, Topic] = {one.key: one for one in _ALL}
BY_ENDPOINT: Mapping[str, Topic] = {name: one for one in _ALL for name in one.endpoints}


def topics_at(moment: Moment) -> tuple[Topic, ...]:
    """Answer the help for a time of the year, in the order in which its screens are met."""
    return tuple(one for one in _ALL if one.moment is moment)
