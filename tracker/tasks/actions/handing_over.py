"""交办, 签收, 提请调整, 调整责任人: a task finds its owner."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.accounts.models import Person, Unit
from tracker.accounts.queries import post_of
from tracker.core.clock import day_of
from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.amending import set_fields, set_measures
from tracker.tasks.actions.days import let_enter_by
from tracker.tasks.actions.moves import current_round, prepare
from tracker.tasks.models import Task
from tracker.tasks.rules.deadlines import Deadline, begins_anew
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step, chain_states
from tracker.tasks.rules.orders import Assignment, Indicator, check_assignment, need_note

_PLAIN = ("standard", "kind", "due_on", "due_text", "helping_text", "basis")


def assign(session: Session, work: TaskAtWork, deed: Deed, order: Assignment) -> None:
    """Hand a task to its handler, with leader, deadline and standard (交办).

    Raises:
        InvalidError: something needed is missing or cannot be (see ``check_assignment``).
    """
    if deed.done_on <= day_of(deed.at):  # else refused below
        let_enter_by(session, work, work.trail, deed.done_on)
    move = prepare(session, work, Step.ASSIGN, deed)
    check_assignment(order, deed, chain_states(work.task.unit.chain), holds=_held_to(work.task))
    _keep_deadline(work.task, order, deed)
    facts = _take_over(session, work.task, deed, order)
    task = work.task
    if order.indicator is not None:
        facts |= set_fields(task, _indicator(order.indicator))
    task.assigned_on = deed.done_on
    current_round(task).started_on = deed.done_on
    move.write(facts)


def _held_to(task: Task) -> date | None:
    """Answer the deadline that a task had when it was handed out before; it may well be over by now."""
    return task.due_on if task.assigned_on is not None else None


def _keep_deadline(task: Task, order: Assignment, deed: Deed) -> None:
    """Let the round run until the day of the assignment, and keep the original day for ever.

    Raises:
        InvalidError: a day that holds would be moved (see ``begins_anew``).
    """
    running, again = current_round(task), task.assigned_on is not None
    if task.due_on is not None:
        held = Deadline(task.due_on, task.due_text, task.due_from_paper, again)
        if begins_anew(held, order.due_on, order.due_text, deed.done_on):
            task.original_due_on = running.original_due_on = order.due_on
            task.original_due_text = order.due_text
    task.due_from_paper = task.due_from_paper or bool(order.due_text)
    task.original_due_on = task.original_due_on or order.due_on
    task.original_due_text = task.original_due_text or order.due_text
    running.due_on = order.due_on
    running.original_due_on = running.original_due_on or order.due_on


def reassign(
    session: Session, work: TaskAtWork, deed: Deed, *, handler_id: int, handler_text: str = ""
) -> None:
    """Give an open task to another handler (调整责任人); history keeps the one before.

    Raises:
        InvalidError: the new handler is the present one, or unknown.
    """
    move = prepare(session, work, Step.REASSIGN, deed)
    task = work.task
    if handler_id == task.handler_id:
        raise InvalidError("责任人没有变化。", "handler_id")
    person = _person(session, handler_id, "handler_id")
    facts = {
        "handler_id": [task.handler_id, person.id],
        "handler_text": [task.handler_text, handler_text or person.name],
    }
    task.handler_id = person.id
    task.handler_text = handler_text or person.name
    facts |= set_fields(task, {"handler_post": _post_beside(task.handler_text, person, deed)})
    task.due_version += 1
    move.write(facts)


def sign_for(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Sign for an assigned task (签收)."""
    prepare(session, work, Step.SIGN_FOR, deed).write()


def decline(session: Session, work: TaskAtWork, deed: Deed) -> None:
    """Ask for another unit to be made responsible (提请调整责任单位).

    Raises:
        InvalidError: no reason is given.
    """
    move = prepare(session, work, Step.DECLINE, deed)
    need_note(deed, "请写明提请调整的理由。")
    move.write()


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "indicator_name": indicator.name,
        "indicator_unit": indicator.unit,
        "value_at_start": indicator.at_start,
        "value_wanted": indicator.wanted,
    }


def _take_over(session: Session, task: Task, deed: Deed, order: Assignment) -> dict[str, Any]:
    handler = _person(session, order.handler_id, "handler_id")
    leader = _person(session, order.leader_id, "leader_id") if order.leader_id else None
    unit = session.get(Unit, order.lead_unit_id) if order.lead_unit_id else None
    values: dict[str, Any] = {name: getattr(order, name) for name in _PLAIN}
    values |= {
        "handler_id": handler.id,
        "handler_text": order.handler_text or handler.name,
        "leader_id": leader.id if leader else None,
        "leader_text": order.leader_text or (leader.name if leader else ""),
        "lead_unit_id": unit.id if unit else None,
        "lead_unit_text": order.lead_unit_text or (unit.name if unit else ""),
    }
    facts = set_fields(task, values)
    posts = {
        "handler_post": _post_beside(task.handler_text, handler, deed),
        "leader_post": _post_beside(task.leader_text, leader, deed) if leader else "",
    }
    return (
        facts
        | set_fields(task, posts)
        | set_measures(session, task, order.measures or [one.text for one in task.measures])
    )


def _post_beside(text: str, person: Person, deed: Deed) -> str:
    """Answer a person's post where the text is their own name; 各村党组织书记 has only a contact's post."""
    return post_of(person, deed.done_on) if text == person.name else ""


def _person(session: Session, person_id: int | None, field: str) -> Person:
    person = session.scalars(
        select(Person)
        .where(Person.id == person_id, Person.disabled_at.is_(None))
        .options(selectinload(Person.appointments))
    ).one_or_none()
    if person is None:
        raise InvalidError("没有这个人，或账号已停用，请重新选择。", field)
    return person
