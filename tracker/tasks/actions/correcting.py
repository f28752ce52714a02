"""更正: a slip in somebody's words is put right; the old text is kept, the new one counts everywhere."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.linking import note_on_linked
from tracker.tasks.actions.moves import prepare
from tracker.tasks.actions.words import Words, words_of
from tracker.tasks.models import Correction, Task
from tracker.tasks.rules.corrections import DAYS, FIGURE, Change, Subject, changes_between
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.orders import need_note
from tracker.tasks.rules.people import Parties


def correct(
    session: Session,
    work: TaskAtWork,
    deed: Deed,
    subject: Subject,
    row_id: int,
    new: Mapping[str, str],
) -> None:
    """Put words, or the day of a step, right with a reason; the state never changes.

    What is put right counts from the day to which it belongs, also in sums of a year that is over; what was
    reported (报送) stays as it was sent and shows the difference.

    Raises:
        NotFoundError, ForbiddenError: no such words; by somebody who neither wrote them nor is a clerk.
        InvalidError: no reason is given, nothing changes, or something needed would be left empty.
    """
    words = words_of(session, work, subject, row_id)
    parties = parties_to_correct(work.parties, subject, words)
    move = prepare(session, replace(work, parties=parties), Step.CORRECT, deed)
    need_note(deed, "请写明更正的原因。")
    changes = _changes(work, words, new)
    for field, change in changes.items():
        words.put(field, change[1])
        session.add(_kept(work, deed, subject, row_id, field=field, change=change))
    told = {field: list(change) for field, change in changes.items()}
    facts = {"subject": subject.value, "row": row_id, "corrected": told}
    facts |= _place_of(words, work.task)
    move.write(facts)
    if subject in _SHARED:
        note_on_linked(session, work, Step.CORRECT, deed, facts)


def _kept(
    work: TaskAtWork, deed: Deed, subject: Subject, row_id: int, *, field: str, change: Change
) -> Correction:
    old_text, new_text = change
    return Correction(
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


def parties_to_correct(parties: Parties, subject: Subject, words: Words) -> Parties:
    """Answer the parties with whose words they are; the day of an approval is as good as the approval."""
    corrects = words.step if subject is Subject.DAY else None
    return replace(parties, writers=words.writers, corrects=corrects)


def _place_of(words: Words, task: Task) -> dict[str, Any]:
    """Answer to which step and which earlier round the words belong: what was only noted is not the work itself."""
    step = {"of_step": words.step.value} if words.step else {}
    earlier = words.round not in {None, task.round}
    return step | ({"of_round": words.round} if earlier else {})


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


# What is entered on one task stands in the trails of all tasks about the same matter.
_SHARED = frozenset({Subject.PROGRESS, Subject.EVIDENCE})
