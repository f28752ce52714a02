"""What people hand in with a step: plain values, checked before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tracker.core.errors import InvalidError
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import EvidenceKind, FigureKind, FigureSort, TaskKind
from tracker.tasks.rules.lifecycle import State


class ReturnKind(StrEnum):
    """Why a submission goes back: only a paper is missing, or the work must be done again."""

    MORE_PAPER = "more_paper"
    AGAIN = "again"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"more_paper": "退回补充材料", "again": "退回重新整改"}[self.value]


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标: what is counted, in what unit, where it stood when the year began and where it must get."""

    name: str
    unit: str
    at_start: Decimal
    wanted: Decimal


@dataclass(frozen=True, slots=True)
class Assignment:
    """交办: who does what until when, and how one will know that it is done.

    ``handler_id`` is the person who is reminded and counted; ``handler_text`` and ``leader_text`` keep wordings such
    as 各村党组织书记 beside the person. ``due_text`` is the deadline as written.
    """

    standard: str
    handler_id: int | None
    leader_id: int | None
    kind: TaskKind
    due_on: date | None
    due_text: str = ""
    handler_text: str = ""
    leader_text: str = ""
    lead_unit_id: int | None = None
    lead_unit_text: str = ""
    helping_text: str = ""
    basis: str = ""
    measures: Sequence[str] = ()
    indicator: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Wordings:
    """What a person says of a problem beside its locked original: 对内表现, 对外表述, its places, the word for superiors.

    Only ``outward`` may reach a draft. ``mostly_done`` tells 基本完成, which no date and no state ever does.
    """

    inward: str = ""
    outward: str = ""
    superior_number: str = ""
    category: str = ""
    mostly_done: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """修改内容: how a task is to read; ``wordings`` None leaves what is said of its problem as it is, ``kind`` its type."""

    title: str
    standard: str
    measures: Sequence[str]
    wordings: Wordings | None = None
    kind: TaskKind | None = None


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure that comes with progress."""

    kind: FigureKind
    amount: Decimal
    name: str = ""
    paper_number: str = ""
    sort: FigureSort | None = None


@dataclass(frozen=True, slots=True)
class NewProgress:
    """填报进展: the text, what is hard, what must be coordinated, figures, when it may be done."""

    text: str
    difficulties: str = ""
    to_coordinate: str = ""
    figures: Sequence[NewFigure] = ()
    value_now: Decimal | None = None
    expected_on: date | None = None


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """A piece of evidence: a kept file (``file_hash`` with name and size) or a paper's place.

    ``replaces_id`` is the piece of which this is a newer version; ``measure`` the measure that it answers;
    ``for_others`` tells whether it may be given out of the office.
    """

    kind: EvidenceKind
    title: str
    paper_number: str = ""
    made_on: date | None = None
    pages: int | None = None
    paper_place: str = ""
    file_hash: str | None = None
    file_name: str = ""
    file_size: int | None = None
    measure: str = ""
    for_others: bool = False
    replaces_id: int | None = None


def need_note(deed: Deed, message: str) -> None:
    """Check that a step which needs a word comes with one.

    Raises:
        InvalidError: with the message, when nothing was noted.
    """
    if not deed.note:
        raise InvalidError(message, "note")


def _no_handler(named: str) -> str:
    """Answer what is asked of who chose nobody with an account, though perhaps named somebody without."""
    if not named:
        return "请选择责任人。"
    return f"“{named}”没有账号，请再选一位有账号的责任人作联系人，由他接收提醒、代为登记。"


def check_assignment(
    order: Assignment, deed: Deed, chain: Sequence[State], *, holds: date | None = None
) -> None:
    """Check an assignment; ``holds`` is the deadline that the task had when it was handed out before.

    Raises:
        InvalidError: a standard, a handler, a leader or a deadline is missing, or the deadline is past.
    """
    if not order.standard:
        raise InvalidError("请写明完成标准：怎样算改好。", "standard")
    if order.handler_id is None:
        raise InvalidError(_no_handler(order.handler_text), "handler_id")
    if State.LEADER_REVIEW in chain and order.leader_id is None and not order.leader_text:
        raise InvalidError(
            "请选择责任领导，销号要先由他审签；没有账号的，姓名填在“责任领导（原文写法）”一栏。",
            "leader_id",
        )
    if order.due_on is None and order.kind is not TaskKind.LASTING:
        raise InvalidError("请填写整改时限。", "due_on")
    if order.indicator is not None and order.indicator.at_start == order.indicator.wanted:
        raise InvalidError("指标的目标值与年初值相同，请核对。", "value_wanted")
    if order.due_on is not None and order.due_on < deed.done_on and order.due_on != holds:
        raise InvalidError("整改时限早于交办日期，请核对。", "due_on")


def check_day(deed: Deed, today: date, last_step_on: date | None) -> None:
    """Check the day on which a step was done.

    Raises:
        InvalidError: it lies in the future, or before the step that it follows.
    """
    if deed.done_on > today:
        raise InvalidError("办理日期不能晚于今天。", "done_on")
    if last_step_on is not None and deed.done_on < last_step_on:
        day = f"{last_step_on.year}年{last_step_on.month}月{last_step_on.day}日"
        raise InvalidError(f"办理日期不能早于上一步的日期，请选{day}或之后的日期。", "done_on")


def check_evidence(order: NewEvidence) -> None:
    """Check a piece of evidence.

    Raises:
        InvalidError: neither a file nor the place of the paper original is given, or the title is empty.
    """
    if order.file_hash is None and not order.paper_place:
        raise InvalidError("请上传文件，或填写纸质原件存放处。", "file")
    if not order.title:
        raise InvalidError("请填写材料名称。", "title")


def check_progress(order: NewProgress) -> None:
    """Check a report of progress.

    Raises:
        InvalidError: the text is empty, a figure is not above zero, or its sort is one of another kind.
    """
    if not order.text:
        raise InvalidError("请填写本次进展。", "text")
    if any(one.amount <= 0 for one in order.figures):
        raise InvalidError("量化成果的数量要大于零。", "figures")
    if any(one.sort and one.sort not in one.kind.sorts for one in order.figures):
        raise InvalidError("量化成果的“细分”与类别对不上，请重新选择。", "figures")
