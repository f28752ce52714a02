"""Letters that an office writes about a task (提醒单, 催办单, 督办单, 交办单): kinds, life, number."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.core.errors import ConflictError, InvalidError

_WORD = re.compile(r"[\u4e00-\u9fff]{1,12}")
_TOWN_SIGNS = "中共"
_LARGEST_NUMBER = 99_999


class LetterKind(StrEnum):
    """What a letter is."""

    ASSIGNMENT = "assignment"
    REMINDER = "reminder"
    CHASING = "chasing"
    SUPERVISION = "supervision"

    @property
    def label(self) -> str:
        """Answer the word on screen and paper."""
        return {
            "assignment": "交办单",
            "reminder": "提醒单",
            "chasing": "催办单",
            "supervision": "督办单",
        }[self.value]


class LetterState(StrEnum):
    """Where a letter stands: only an issued one has a number, and a number is never given twice."""

    DRAFT = "draft"
    ISSUED = "issued"
    ANSWERED = "answered"
    VOID = "void"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "draft": "待签发",
            "issued": "已签发",
            "answered": "已回执",
            "void": "已作废",
            "dropped": "不发",
        }[self.value]


class LetterDeed(StrEnum):
    """What was done with a letter."""

    DRAFT = "draft"
    AMEND = "amend"
    ISSUE = "issue"
    ANSWER = "answer"
    VOID = "void"
    DROP = "drop"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "draft": "起草",
            "amend": "修改",
            "issue": "签发",
            "answer": "登记回执",
            "void": "作废",
            "drop": "不发",
        }[self.value]


_LIFE: dict[LetterDeed, tuple[tuple[LetterState, ...], LetterState]] = {
    LetterDeed.AMEND: ((LetterState.DRAFT,), LetterState.DRAFT),
    LetterDeed.ISSUE: ((LetterState.DRAFT,), LetterState.ISSUED),
    LetterDeed.DROP: ((LetterState.DRAFT,), LetterState.DROPPED),
    LetterDeed.ANSWER: ((LetterState.ISSUED, LetterState.ANSWERED), LetterState.ANSWERED),
    LetterDeed.VOID: ((LetterState.ISSUED, LetterState.ANSWERED), LetterState.VOID),
}


def deeds_from(state: LetterState) -> tuple[LetterDeed, ...]:
    """Answer what can be done with a letter as it stands."""
    return tuple(deed for deed, (before, _) in _LIFE.items() if state in before)


def state_after(deed: LetterDeed, state: LetterState) -> LetterState:
    """Answer where a letter stands after a deed.

    Raises:
        ConflictError: the deed does not fit how the letter stands.
    """
    before, after = _LIFE[deed]
    if state not in before:
        raise ConflictError(f"这份文书现在是“{state.label}”，不能再{deed.label}。")
    return after


@dataclass(frozen=True, slots=True)
class NewLetter:
    """What a draft says; ``occasion`` names why it was drafted, so that the same is never drafted twice."""

    kind: LetterKind
    addressee: str
    title: str
    text: str
    reply_by: date | None = None
    occasion: str | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """With what number a letter goes out, who signed it, on which day."""

    word: str
    year: int
    number: int
    signer: str
    issued_on: date


def check_letter(order: NewLetter) -> None:
    """Check what a letter says.

    Raises:
        InvalidError: the addressee, the title or the text is missing.
    """
    for value, field, name in (
        (order.addressee, "addressee", "主送"),
        (order.title, "title", "标题"),
        (order.text, "text", "正文"),
    ):
        if not value:
            raise InvalidError(f"请填写{name}。", field)


def check_issue(order: Issue) -> None:
    """Check the number with which a letter goes out.

    Raises:
        InvalidError: the word, the number or the signer is missing or odd, or the year is another than the day's.
    """
    if not _WORD.fullmatch(order.word):
        raise InvalidError("机关代字请用汉字，例如“青督”，不写括号和“号”。", "word")
    if not 1 <= order.number <= _LARGEST_NUMBER:
        raise InvalidError("序号请填写 1 到 99999 之间的整数。", "number")
    if order.year != order.issued_on.year:
        raise InvalidError("文号的年份要与签发日期同一年。", "year")
    if not order.signer:
        raise InvalidError("请填写签发人。", "signer")


def letter_number(word: str, year: int, number: int) -> str:
    """Answer a number as official papers write it (GB/T 9704-2012, 7.2.5).

    >>> letter_number("青督", 2026, 7)
    '青督〔2026〕7号'
    """
    return f"{word}〔{year}〕{number}号"


def proposed_word(unit_name: str) -> str:
    """Answer a numbering word for a unit that has not used one: its first sign and 督.

    >>> proposed_word("中共青禾镇委员会")
    '青督'
    """
    name = unit_name.removeprefix(_TOWN_SIGNS)
    return f"{name[:1]}督"
