"""What the pages about letters are given: the tray and the register, one letter, a new draft."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tracker.ledgers.models import Letter
from tracker.ledgers.rules.letters import LetterState
from tracker.tasks.rules.looks import Look
from tracker.web.forms import ChineseForm

_LOOKS = {
    LetterState.DRAFT: ("wait", "pencil"),
    LetterState.ISSUED: ("info", "send"),
    LetterState.ANSWERED: ("good", "check-circle-fill"),
    LetterState.VOID: ("muted", "slash-circle"),
    LetterState.DROPPED: ("muted", "x-circle"),
}


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as one row; ``late`` tells that the 回执 is overdue."""

    letter: Letter
    url: str
    task_url: str
    state: Look
    late: bool


@dataclass(frozen=True, slots=True)
class LettersPage:
    """文书箱 and 发文登记簿."""

    template: ClassVar[str] = "ledgers/letters.html"

    drafts: tuple[LetterRow, ...]
    issued: tuple[LetterRow, ...]
    year: int
    years: tuple[int, ...]
    export_url: str
    writes: bool


@dataclass(frozen=True, slots=True)
class LetterForms:
    """The forms that a letter can be worked on with as it stands; None where one does not fit."""

    draft: ChineseForm | None = None
    issue: ChineseForm | None = None
    answer: ChineseForm | None = None
    void: ChineseForm | None = None
    drop: ChineseForm | None = None


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter with its forms and what was done with it."""

    template: ClassVar[str] = "ledgers/letter.html"

    letter: Letter
    state: Look
    task_url: str
    forms: LetterForms
    pdf: bool


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A letter about to be drafted."""

    template: ClassVar[str] = "ledgers/letter_draft.html"

    form: ChineseForm
    url: str
    task_number: str
    task_url: str


def letter_row(letter: Letter, url: str, task_url: str, today: date) -> LetterRow:
    """Lay out a letter as a row."""
    late = (
        letter.state is LetterState.ISSUED
        and letter.reply_by is not None
        and letter.reply_by < today
    )
    return LetterRow(letter, url, task_url, letter_look(letter.state), late)


def letter_look(state: LetterState) -> Look:
    """Answer how the state of a letter looks."""
    tone, icon = _LOOKS[state]
    return Look(state.label, tone, icon)
