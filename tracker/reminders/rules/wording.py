"""The sentences of reminders, as a colleague would write them (pure; words follow reference/office notes)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.reminders.rules.ladder import Part, Rule, Wording
from tracker.tasks.rules.lifecycle import OWED, REVIEWS, State
from tracker.workdays.rules import WorkCalendar

_TWO_SIGN_NAMES = ("欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "慕容")
_TITLES = (
    "书记",
    "镇长",
    "乡长",
    "主任",
    "委员",
    "部长",
    "所长",
    "站长",
    "主席",
    "校长",
    "科长",
    "院长",
    "队长",
)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a sentence may say about a task; names are those of today."""

    task_id: int
    number: str
    title: str
    state: State
    due_on: date | None
    handler: str = ""
    handler_post: str = ""
    leader: str = ""
    leader_post: str = ""
    last_progress_on: date | None = None

    @property
    def name(self) -> str:
        """Answer number and title as they are spoken of."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reminder to be put into words: by which rule, to whom in what part, on what day."""

    rule: Rule
    part: Part
    brief: Brief
    today: date
    calendar: WorkCalendar


def sentence(occasion: Occasion) -> str:
    """Answer the sentence of a reminder, without the task's name in front."""
    return _SENTENCES[occasion.rule.wording](occasion)


def day_words(day: date, today: date) -> str:
    """Write a day as 6月30日, with its year only when it is another one."""
    year = "" if day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def address(name: str, post: str) -> str:
    """Answer how a colleague is spoken to: by family name and title when the post has one (李站长)."""
    title = next((one for one in _TITLES if post.endswith(one)), "")
    if not name:
        return "您"
    family = name[:2] if name.startswith(_TWO_SIGN_NAMES) else name[0]
    return family + title if title else name


def can_chase(brief: Brief) -> bool:
    """Answer whether there is somebody to chase: a handler, and work that is still owed."""
    return brief.handler != "" and brief.state in OWED and brief.state is not State.UNASSIGNED


def chase_text(brief: Brief, today: date, calendar: WorkCalendar) -> str:
    """Answer a text that a clerk can copy into a chat to the handler, before or after the deadline."""
    who = f"{address(brief.handler, brief.handler_post)}，您好。"
    leader = address(brief.leader, brief.leader_post) if brief.leader else "责任领导"
    if brief.due_on is None:
        return f"{who}{brief.name}这一项，近期的进展麻烦发我一下，我来登记。{_last(brief, today)}"
    if brief.state in REVIEWS:
        return f"{who}{brief.name}的销号材料已经收到，正在走程序（{brief.state.label}），有要补的我再找您。"
    if brief.due_on < today:
        return _chase_overdue(brief, who, leader, today, calendar)
    hand_in = max(today, calendar.on_or_before(brief.due_on - timedelta(days=4)))
    due = day_words(brief.due_on, today)
    when = "今天下班前" if hand_in == today else f"{day_words(hand_in, today)}前"
    return (
        f"{who}{brief.name}这项{due}到期。{_last(brief, today)}"
        f"麻烦{when}把佐证材料和一两句成效发给我，由我登记。"
        f"如果来不及，请在到期前向{leader}说明，办理延期。"
    )


def _chase_overdue(brief: Brief, who: str, leader: str, today: date, calendar: WorkCalendar) -> str:
    answer_by = calendar.plus(today, 2)
    return (
        f"{who}{brief.name}这项{_overdue_words(brief, today)}，还没有收到材料。请今天回个话："
        f"能办结的，{day_words(answer_by, today)}前把材料给我；一时办不结的，写明原因和预计时间，"
        f"我向{leader}报告。"
    )


def _last(brief: Brief, today: date) -> str:
    if brief.last_progress_on is None:
        return "目前还没有登记过进展。"
    return f"最近一次进展是{day_words(brief.last_progress_on, today)}的。"


def _overdue_words(brief: Brief, today: date) -> str:
    if brief.due_on is None:
        return "没有时限"
    late = (today - brief.due_on).days
    if late == 1:
        return "昨天到期"
    return f"{day_words(brief.due_on, today)}到期，已经超期{late}天"


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
    if occasion.calendar.between(today, brief.due_on) == 0:
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
        return f"{brief.handler or '责任人'}负责，{left}。{_last(brief, occasion.today)}"
    if occasion.rule.offset == 0:
        return f"{left}。能办结的请今天申请销号，办不结的请今天申请延期。"
    return f"{left}。{_last(brief, occasion.today)}请把材料准备起来，来不及的请提前申请延期。"


def _overdue(occasion: Occasion) -> str:
    brief = occasion.brief
    words = _overdue_words(brief, occasion.today)
    if brief.state in REVIEWS:
        return f"{words}，已申请销号，{brief.state.label}。"
    return f"{words}，还没有销号。能办结的请尽快报材料，办不结的请写明原因和预计时间。"


def _chase(occasion: Occasion) -> str:
    brief = occasion.brief
    words = _overdue_words(brief, occasion.today)
    if brief.state in REVIEWS:
        return f"{words}，已申请销号，{brief.state.label}。"
    if brief.state is State.UNASSIGNED:
        return f"{words}，还没有交办。"
    return f"{brief.handler or '责任人'}负责，{words}。催办的话已经拟好，可以直接复制发给本人。"


def _supervise(occasion: Occasion) -> str:
    words = _overdue_words(occasion.brief, occasion.today)
    return f"{occasion.brief.handler or '责任人'}负责，{words}。是否下发督办单，请酌定。"


def _propose(occasion: Occasion) -> str:
    words = _overdue_words(occasion.brief, occasion.today)
    return f"{occasion.brief.handler or '责任人'}负责，{words}。是否提请通报或约谈，请酌定，系统不会自动发出。"


_SENTENCES: dict[Wording, Callable[[Occasion], str]] = {
    Wording.ASSIGNED: _assigned,
    Wording.UNSIGNED: _unsigned,
    Wording.DUE: _due,
    Wording.OVERDUE: _overdue,
    Wording.CHASE: _chase,
    Wording.SUPERVISE: _supervise,
    Wording.PROPOSE: _propose,
}
