"""What somebody wrote on a task, row by row: the words as they stand, whose they are, and how they are given new ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.core.errors import InvalidError, NotFoundError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.days import move_day
from tracker.tasks.models import (
    Correction,
    Evidence,
    Extension,
    Figure,
    Progress,
    QuarterReview,
    Trace,
)
from tracker.tasks.rules.corrections import FIELDS, FIGURE, Subject
from tracker.tasks.rules.days import can_be_moved
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.told import pieces_told_of


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, field by field, who wrote it, how a field is given a new text, in which round and step."""

    old: Mapping[str, str]
    writers: frozenset[int]
    put: Callable[[str, str], None]
    round: int | None = None
    step: Step | None = None


def words_of(session: Session, work: TaskAtWork, subject: Subject, row_id: int) -> Words:
    """Answer the words of a row of the task as they stand now.

    Raises:
        NotFoundError: the task has no such row, or the row holds no words.
    """
    return _READERS[subject](session, work, row_id)


def _progress(session: Session, work: TaskAtWork, row_id: int) -> Words:
    found = session.scalars(
        select(Progress)
        .where(Progress.id == row_id, Progress.task_id == work.task.id)
        .options(joinedload(Progress.figures))
    )
    progress = found.unique().one_or_none()
    if progress is None:
        raise NotFoundError
    figures = {f"{FIGURE}{one.id}": one for one in progress.figures}
    old = {name: getattr(progress, name) for name in FIELDS[Subject.PROGRESS]}
    old |= {name: f"{one.amount.normalize():f}" for name, one in figures.items()}

    def put(field: str, text: str) -> None:
        if field in figures:
            _put_amount(figures[field], field, text)
        else:
            setattr(progress, field, text)

    writers = _writers(work, lambda one: one.facts.get("progress") == row_id)
    return Words(old, writers, put, progress.round)


def _put_amount(figure: Figure, field: str, text: str) -> None:
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise InvalidError("请填写数字。", field) from error
    if not amount.is_finite() or amount < 0 or amount != round(amount, 2) or amount >= 10**12:
        raise InvalidError("请填写不小于零的数字，小数最多两位。", field)
    figure.amount = amount


def _evidence(session: Session, work: TaskAtWork, row_id: int) -> Words:
    piece = session.get(Evidence, row_id)
    if piece is None or piece.task_id != work.task.id:
        raise NotFoundError
    old = {
        "title": piece.title,
        "paper_number": piece.paper_number,
        "made_on": piece.made_on.isoformat() if piece.made_on else "",
    }

    def put(field: str, text: str) -> None:
        value = (date.fromisoformat(text) if text else None) if field == "made_on" else text
        setattr(piece, field, value)

    writers = _writers(work, lambda one: row_id in {*pieces_told_of(one.facts), one.signed_form_id})
    return Words(old, writers, put, piece.round)


def _outcome(_session: Session, work: TaskAtWork, row_id: int) -> Words:
    task = work.task
    running = next((one for one in task.rounds if one.number == row_id and one.outcome), None)
    if running is None:
        raise NotFoundError

    def put(_field: str, text: str) -> None:
        running.outcome = text
        if row_id == task.round:
            task.outcome = text

    writers = _writers(work, lambda one: one.step is Step.SUBMIT and one.round == row_id)
    return Words({"outcome": running.outcome}, writers, put, row_id)


def _note(session: Session, work: TaskAtWork, row_id: int) -> Words:
    trace = next((one for one in work.trail if one.id == row_id and one.note), None)
    if trace is None:
        raise NotFoundError
    last = session.scalars(
        select(Correction)
        .where(Correction.subject == Subject.NOTE, Correction.row_id == row_id)
        .order_by(Correction.id.desc())
        .limit(1)
    ).first()

    old = {"note": last.new_text if last else trace.note}

    def put(_field: str, text: str) -> None:
        """Leave the trail as it is: the correction holds the text that counts, and so do rows that repeat it."""
        _put_repeated(session, trace, old["note"], text)

    writers = _writers(work, lambda one: one.id == row_id)
    return Words(old, writers, put, trace.round, trace.step)


def _day(session: Session, work: TaskAtWork, row_id: int) -> Words:
    trace = next((one for one in work.trail if one.id == row_id), None)
    if trace is None or not can_be_moved(trace.step) or "linked_from" in trace.facts:
        raise NotFoundError

    def put(_field: str, words: str) -> None:
        move_day(session, work, trace, date.fromisoformat(words))

    writers = _writers(work, lambda one: one.id == row_id)
    return Words({"done_on": trace.day.isoformat()}, writers, put, trace.round, trace.step)


def _put_repeated(session: Session, trace: Trace, note: str, text: str) -> None:
    """Put the same words right in the rows that keep a note of that day as their own."""
    asked = select(Extension).filter_by(task_id=trace.task_id, asked_on=trace.day, reason=note)
    reviewed = select(QuarterReview).filter_by(
        task_id=trace.task_id, reviewed_on=trace.day, text=note
    )
    for extension in session.scalars(asked).all():
        extension.reason = text
    for review in session.scalars(reviewed).all():
        review.text = text


def _writers(work: TaskAtWork, wrote: Callable[[Trace], bool]) -> frozenset[int]:
    """Answer whose words they are: who typed them, and for whom."""
    told = [one for one in work.trail if wrote(one)]
    return frozenset(
        person for one in told for person in (one.actor_id, one.for_id) if person is not None
    )


_READERS: dict[Subject, Callable[[Session, TaskAtWork, int], Words]] = {
    Subject.PROGRESS: _progress,
    Subject.EVIDENCE: _evidence,
    Subject.OUTCOME: _outcome,
    Subject.NOTE: _note,
    Subject.DAY: _day,
}
