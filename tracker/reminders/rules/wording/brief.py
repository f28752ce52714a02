"""What sentences are about: a task in brief, an occasion to speak; days and names as they are spoken."""

from dataclasses import dataclass
from datetime import date

from tracker.reminders.rules.ladder import Part, Rule
from tracker.tasks.rules.lifecycle import State
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
    """What a sentence may say about a task; names are those of today.

    ``note`` is what was said at the latest step (why it came back), ``extension`` how the latest request for
    more time stands.
    """

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
    note: str = ""
    extension: str = ""

    @property
    def name(self) -> str:
        """Answer number and title as they are spoken of."""
        return f"{self.number} {self.title}"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reminder to be put into words: by which rule, to whom in what part, on what day.

    ``lacks_acceptor`` tells that the secretary may not decide and has named nobody who does.
    """

    rule: Rule
    part: Part
    brief: Brief
    today: date
    calendar: WorkCalendar
    lacks_acceptor: bool = False


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


def last_words(brief: Brief, today: date) -> str:
    """Say when something was last reported."""
    if brief.last_progress_on is None:
        return "目前还没有登记过进展。"
    return f"最近一次进展是{day_words(brief.last_progress_on, today)}的。"


def overdue_words(brief: Brief, today: date) -> str:
    """Say since when a task is late."""
    if brief.due_on is None:
        return "没有时限"
    late = (today - brief.due_on).days
    if late == 1:
        return "昨天到期"
    return f"{day_words(brief.due_on, today)}到期，已经超期{late}天"
