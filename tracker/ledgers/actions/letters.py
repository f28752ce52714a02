"""Letters: draft, amend, issue with a number, note the answer, declare void, drop."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.ledgers.models import Letter, LetterEvent
from tracker.ledgers.rules.letters import (
    Issue,
    LetterDeed,
    LetterState,
    NewLetter,
    check_issue,
    check_letter,
    letter_number,
    state_after,
)
from tracker.tasks.models import Task
from tracker.tasks.queries import lock_ledger


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, and when; the program itself signs as 系统."""

    name: str
    at: datetime
    on: date


def draft_letter(session: Session, task: Task, order: NewLetter, hand: Hand) -> Letter | None:
    """Put a draft into the tray of the task's ledger; it has no number and goes nowhere by itself.

    Returns:
        The draft, or None when a letter of the same occasion was drafted before (even if it was dropped).

    Raises:
        InvalidError: the addressee, the title or the text is missing.
    """
    check_letter(order)
    lock_ledger(session, task.unit_id)
    if order.occasion is not None and _drafted_before(session, task, order.occasion):
        return None
    letter = Letter(
        unit_id=task.unit_id,
        task_id=task.id,
        kind=order.kind,
        state=LetterState.DRAFT,
        occasion=order.occasion,
        addressee=order.addressee,
        title=order.title,
        text=order.text,
        reply_by=order.reply_by,
        drafted_at=hand.at,
    )
    session.add(letter)
    session.flush()  # events name the letter
    _note(session, letter, LetterDeed.DRAFT, hand)
    return letter


def amend_letter(session: Session, letter: Letter, order: NewLetter, hand: Hand) -> None:
    """Change what a draft says."""
    letter.state = state_after(LetterDeed.AMEND, letter.state)
    check_letter(order)
    letter.kind, letter.reply_by = order.kind, order.reply_by
    letter.addressee, letter.title, letter.text = order.addressee, order.title, order.text
    _note(session, letter, LetterDeed.AMEND, hand)


def issue_letter(session: Session, letter: Letter, order: Issue, hand: Hand) -> None:
    """Give a draft its number, signer and day (签发).

    Raises:
        ConflictError: it is no draft any more.
        InvalidError: the number is odd, or another letter has it.
    """
    after = state_after(LetterDeed.ISSUE, letter.state)
    check_issue(order)
    lock_ledger(session, letter.unit_id)
    if _taken(session, letter, order):
        number = letter_number(order.word, order.year, order.number)
        raise InvalidError(f"{number}已经用过（作废的也不能再用），请换一个序号。", "number")
    letter.state = after
    letter.word, letter.year, letter.number = order.word, order.year, order.number
    letter.signer, letter.issued_on = order.signer, order.issued_on
    _note(session, letter, LetterDeed.ISSUE, hand, f"{letter.full_number}，签发人{order.signer}")


def note_answer(
    session: Session,
    letter: Letter,
    hand: Hand,
    *,
    received_by: str,
    received_on: date,
    answer: str,
) -> None:
    """Note what the 回执 said: who signed for it, on which day, the answer.

    Raises:
        InvalidError: nobody is named, or the day lies before the letter or ahead.
    """
    after = state_after(LetterDeed.ANSWER, letter.state)
    if not received_by:
        raise InvalidError("请填写签收人。", "received_by")
    if letter.issued_on and received_on < letter.issued_on:
        raise InvalidError("签收日期不能早于签发日期。", "received_on")
    if received_on > hand.on:
        raise InvalidError("签收日期不能晚于今天。", "received_on")
    letter.state = after
    letter.received_by, letter.received_on, letter.answer = received_by, received_on, answer
    _note(session, letter, LetterDeed.ANSWER, hand, f"{received_by}签收")


def void_letter(session: Session, letter: Letter, hand: Hand, *, reason: str) -> None:
    """Declare an issued letter void (作废); its line and its number stay in the register.

    Raises:
        InvalidError: no reason is given.
    """
    after = state_after(LetterDeed.VOID, letter.state)
    if not reason:
        raise InvalidError("请填写作废原因。", "reason")
    letter.state, letter.void_reason = after, reason
    _note(session, letter, LetterDeed.VOID, hand, reason)


def drop_letter(session: Session, letter: Letter, hand: Hand) -> None:
    """Leave a draft unsent (不发); it never had a number, so the register does not tell of it."""
    letter.state = state_after(LetterDeed.DROP, letter.state)
    _note(session, letter, LetterDeed.DROP, hand)


def _drafted_before(session: Session, task: Task, occasion: str) -> bool:
    same = select(Letter.id).where(Letter.task_id == task.id, Letter.occasion == occasion)
    return session.scalars(same.limit(1)).first() is not None


def _taken(session: Session, letter: Letter, order: Issue) -> bool:
    same = select(Letter.id).where(
        Letter.unit_id == letter.unit_id,
        Letter.word == order.word,
        Letter.year == order.year,
        Letter.number == order.number,
    )
    return session.scalars(same.limit(1)).first() is not None


def _note(session: Session, letter: Letter, deed: LetterDeed, hand: Hand, note: str = "") -> None:
    session.add(
        LetterEvent(
            letter_id=letter.id,
            deed=deed,
            actor_name=hand.name,
            done_on=hand.on,
            entered_at=hand.at,
            note=note,
        )
    )
