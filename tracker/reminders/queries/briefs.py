"""What sentences may say about tasks."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from tracker.accounts.models import Person
from tracker.reminders.queries.narrowing import narrowed
from tracker.reminders.rules.wording import Brief, day_words
from tracker.tasks.models import Correction, Extension, ExtensionState, Progress, Task, Trace
from tracker.tasks.rules.corrections import Subject
from tracker.tasks.rules.lifecycle import Step


def briefs(session: Session, task_ids: Collection[int]) -> dict[int, Brief]:
    """Answer what sentences may say about some tasks."""
    handler, leader = aliased(Person), aliased(Person)
    # 各村党组织书记 with a contact in the office: those who are written down are spoken to, not the contact.
    others = (Task.handler_text != "") & ~Task.handler_text.contains(handler.name)
    wanted = (
        select(
            Task.id,
            Task.number,
            Task.title,
            Task.state,
            Task.due_on,
            case((others, Task.handler_text), else_=func.coalesce(handler.name, Task.handler_text)),
            case((others, ""), else_=Task.handler_post),
            func.coalesce(leader.name, Task.leader_text),
            Task.leader_post,
            select(func.max(Progress.done_on))
            .where(Progress.task_id == Task.id)
            .correlate(Task)
            .scalar_subquery(),
        )
        .outerjoin(handler, handler.id == Task.handler_id)
        .outerjoin(leader, leader.id == Task.leader_id)
    )
    return {row[0]: Brief(*row) for row in session.execute(narrowed(wanted, Task.id, task_ids))}


def with_latest(
    session: Session, found: Mapping[int, Brief], today: date, *, only: Collection[int]
) -> Mapping[int, Brief]:
    """Add what was said at the latest return or refusal, and how the latest request for more time stands.

    ``only`` names the tasks whose sentence says so; nothing is asked when there is none.
    """
    if not only:
        return found
    notes = _notes(session, only)
    extensions = _extension_words(session, only, today)
    told = {
        one: replace(found[one], note=notes.get(one, ""), extension=extensions.get(one, ""))
        for one in only
    }
    return {**found, **told}


def _notes(session: Session, task_ids: Collection[int]) -> dict[int, str]:
    wanted = (
        select(Trace.task_id, func.coalesce(Correction.new_text, Trace.note))
        .outerjoin(
            Correction, (Correction.subject == Subject.NOTE) & (Correction.row_id == Trace.id)
        )
        .where(Trace.step.in_((Step.RETURN, Step.DECLINE)))
        .order_by(Trace.position, Correction.id)
    )
    return {row[0]: row[1] for row in session.execute(narrowed(wanted, Trace.task_id, task_ids))}


def _extension_words(session: Session, task_ids: Collection[int], today: date) -> dict[int, str]:
    wanted = select(
        Extension.task_id, Extension.state, Extension.proposed_on, Extension.reason
    ).order_by(Extension.id)
    words: dict[int, str] = {}
    for task_id, state, proposed_on, reason in session.execute(
        narrowed(wanted, Extension.task_id, task_ids)
    ):
        until = day_words(proposed_on, today)
        words[task_id] = {
            ExtensionState.ASKED: f"想延到{until}，原因：{reason}",
            ExtensionState.GRANTED: f"同意，延到{until}",
        }.get(state, "不同意延期")
    return words
