"""更正: a slip in somebody's words is put right; the old text is kept, the new one counts everywhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.core.errors import InvalidError, NotFoundError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.linking import note_on_linked
from tracker.tasks.actions.moves import prepare
from tracker.tasks.models import (
    Correction,
    Evidence,
    Extension,
    Figure,
    Progress,
    QuarterReview,
    Trace,
)
from tracker.tasks.rules.corrections import (
    DAYS,
    FIELDS,
    FIGURE,
    Change,
    Subject,
    changes_between,
)
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.orders import need_note
from tracker.tasks.rules.told import pieces_told_of


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody wrote, field by field, who wrote it, how a field is given a new text, and in which round."""

    old: Mapping[str, str]
    writers: frozenset[int]
    put: Callable[[str, str], None]
    round: int | None = None


def correct(
    session: Session,
    work: TaskAtWork,
    deed: Deed,
    subject: Subject,
    row_id: int,
    new: Mapping[str, str],
) -> None:
    """Put words right with a reason; neither state nor any day of the task changes.

    Raises:
        NotFoundError, ForbiddenError: no such words; by somebody who neither wrote them nor is a clerk.
        InvalidError: no reason is given, nothing changes, or something needed would be left empty.
    """
    words = words_of(session, work, subject, row_id)
    parties = replace(work.parties, writers=words.writers)
    move = prepare(session, replace(work, parties=parties), Step.CORRECT, deed)
    need_note(deed, "请写明更正的原因。")
    changes = _changes(work, words, new)
    for field, (old_text, new_text) in changes.items():
        words.put(field, new_text)
        session.add(
            Correction(
                task_id=work.task.id,
                subject=subject,
                row_id=row_id,
                field=field,
                old_text=old_text,
                new_text=new_text,
                reason=deed.note,
                corrected_by=deed.for_name or deed.actor_name,
                done_on=deed.done_on,
                entered_at=deed.at,
            )
        )
    told = {field: list(change) for field, change in changes.items()}
    facts = {"subject": subject.value, "row": row_id, "corrected": told}
    move.write(facts)
    if subject in _SHARED:
        note_on_linked(session, work, Step.CORRECT, deed, facts)


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
    return Words({"outcome": running.outcome}, writers, put)


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

    return Words(old, _writers(work, lambda one: one.id == row_id), put)


def _put_repeated(session: Session, trace: Trace, note: str, text: str) -> None:
    """Put the same words right in the rows that keep a note of that day as their own."""
    asked = select(Extension).filter_by(task_id=trace.task_id, asked_on=trace.done_on, reason=note)
    reviewed = select(QuarterReview).filter_by(
        task_id=trace.task_id, reviewed_on=trace.done_on, text=note
    )
    for extension in session.scalars(asked).all():
        extension.reason = text
    for review in session.scalars(reviewed).all():
        review.text = text


def _changes(work: TaskAtWork, words: Words, new: Mapping[str, str]) -> Mapping[str, Change]:
    """Answer what changes; of an earlier round words can be put right, figures and days cannot.

    Raises:
        InvalidError: a figure or a day of a round that is over would change.
    """
    changes = changes_between(words.old, new)
    if words.round is None or words.round == work.task.round:
        return changes
    for field in changes:
        if field in DAYS or field.startswith(FIGURE):
            raise InvalidError("以前那次整改的日期和数字不再改动，请在说明里写明情况。", field)
    return changes


def _writers(work: TaskAtWork, wrote: Callable[[Trace], bool]) -> frozenset[int]:
    """Answer whose words they are: who typed them, and for whom."""
    told = [one for one in work.trail if wrote(one)]
    return frozenset(
        person for one in told for person in (one.actor_id, one.for_id) if person is not None
    )


# What is entered on one task stands in the trails of all tasks about the same matter.
_SHARED = frozenset({Subject.PROGRESS, Subject.EVIDENCE})
_READERS: dict[Subject, Callable[[Session, TaskAtWork, int], Words]] = {
    Subject.PROGRESS: _progress,
    Subject.EVIDENCE: _evidence,
    Subject.OUTCOME: _outcome,
    Subject.NOTE: _note,
}
