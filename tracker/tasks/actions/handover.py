"""批量移交: everything open of one person goes to another from a day on; history keeps post and name of its time."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.accounts.models import Person, Unit
from tracker.accounts.permissions import Viewer
from tracker.accounts.queries import post_of
from tracker.core.clock import day_of
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tracker.tasks.access import TaskAtWork, task_at_work
from tracker.tasks.actions.moves import prepare
from tracker.tasks.models import Handover, HandoverRow, Task
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.handover import (
    Holder,
    Outcome,
    Part,
    Pick,
    Successor,
    check_order,
    held_next,
)
from tracker.tasks.rules.lifecycle import OPEN, Step


@dataclass(frozen=True, slots=True)
class HandoverOrder:
    """Who gives what to whom; ``from_name`` also names a post or a field, then ``from_id`` is None."""

    from_id: int | None
    from_name: str
    from_post: str
    to_id: int
    pending: bool
    effective_on: date
    basis: str
    note: str = ""


def hand_over(
    session: Session,
    viewer: Viewer,
    unit: Unit,
    order: HandoverOrder,
    picks: Sequence[Pick],
    deed: Deed,
) -> Handover:
    """Hand over every picked line of a ledger, one trace for each task, and keep what became of each.

    What cannot move stays as it is and says why; the others move all the same.

    Raises:
        InvalidError: nothing is picked, nobody takes over, or the day lies in the future.
    """
    if not picks:
        raise InvalidError("请至少勾选一项要移交的任务。", "picks")
    if not order.basis:
        raise InvalidError("请填写依据，例如任免文号或会议名称。", "basis")
    check_order(order.from_id, order.to_id, order.effective_on, day_of(deed.at))
    to = _successor(session, order)
    kept = _entry(unit, order, to, deed)
    kept.from_post = order.from_post or _last_post(session, order)
    session.add(kept)
    session.flush()  # the rows need the id
    told = replace(deed, done_on=order.effective_on, note=_note(order))
    # In the order of ids, so that two handovers at once wait for each other instead of locking both up.
    rows: list[HandoverRow] = []
    for task_id, lines in groupby(sorted(picks, key=_by_task), key=_by_task):
        with suppress(NotFoundError):  # a tick that our page never showed
            work = task_at_work(session, viewer, task_id)
            if work.task.unit_id == unit.id:
                rows += _moved(session, kept, work, tuple(lines), to, told)
    if not rows:
        raise InvalidError("勾选的任务不在这个台账里，请重新筛选后再移交。", "picks")
    session.add_all(rows)
    session.flush()  # the page shows the rows
    return kept


def _moved(
    session: Session,
    kept: Handover,
    work: TaskAtWork,
    picks: tuple[Pick, ...],
    to: Successor,
    deed: Deed,
) -> list[HandoverRow]:
    task = work.task
    if task.state not in OPEN:
        return _rows(kept, task, picks, Outcome.KEPT, "已经办结，保留时任。")
    try:
        _move(session, work, picks, to, deed)
    except (ConflictError, ForbiddenError, InvalidError) as error:
        words = error.reason if isinstance(error, ForbiddenError) else error.message
        return _rows(kept, task, picks, Outcome.REFUSED, words)
    return _rows(kept, task, picks, Outcome.MOVED)


def _move(
    session: Session, work: TaskAtWork, picks: Iterable[Pick], to: Successor, deed: Deed
) -> None:
    move = prepare(session, work, Step.HAND_OVER, deed)
    task = work.task
    facts: dict[str, Any] = {}
    changes = [(one.part, _next(task, one, to)) for one in picks]
    for part, after in changes:
        held = holder_of(task, part)
        facts |= {
            f"{part}_id": [held.person_id, after.person_id],
            f"{part}_text": [held.text, after.text],
            f"{part}_post": [held.post, after.post],
        }
        setattr(task, f"{part}_id", after.person_id)
        setattr(task, f"{part}_text", after.text)
        setattr(task, f"{part}_post", after.post)
    task.due_version += 1
    move.write(facts)


def _next(task: Task, pick: Pick, to: Successor) -> Holder:
    held = holder_of(task, pick.part)
    if held.person_id != pick.holder_id:
        raise ConflictError(f"{pick.part.label}刚改为{held.text or '空'}，请重新核对。")
    person = task.handler if pick.part is Part.HANDLER else task.leader
    after = held_next(held, person.name if person else "", to)
    if after == held:
        raise InvalidError(f"{pick.part.label}已经是{held.text}。")
    return after


def holder_of(task: Task, part: Part) -> Holder:
    """Answer who is handler or leader of a task."""
    return Holder(
        getattr(task, f"{part}_id"), getattr(task, f"{part}_text"), getattr(task, f"{part}_post")
    )


def _rows(
    kept: Handover, task: Task, picks: Iterable[Pick], outcome: Outcome, reason: str = ""
) -> list[HandoverRow]:
    return [
        HandoverRow(
            handover_id=kept.id,
            task_id=task.id,
            part=one.part,
            state=task.state,
            outcome=outcome,
            reason=reason,
        )
        for one in picks
    ]


def _entry(unit: Unit, order: HandoverOrder, to: Successor, deed: Deed) -> Handover:
    return Handover(
        unit_id=unit.id,
        effective_on=order.effective_on,
        basis=order.basis,
        from_id=order.from_id,
        from_name=order.from_name,
        from_post=order.from_post,
        to_id=to.person_id,
        to_name=to.name,
        to_post=to.post,
        pending=to.pending,
        note=order.note,
        entered_by=deed.actor_name,
        entered_at=deed.at,
    )


def _successor(session: Session, order: HandoverOrder) -> Successor:
    person = session.scalars(
        select(Person)
        .where(Person.id == order.to_id, Person.disabled_at.is_(None))
        .options(selectinload(Person.appointments))
    ).one_or_none()
    if person is None:
        raise InvalidError("没有这个人，或账号已停用，请重新选择接收人。", "to_id")
    return Successor(person.id, person.name, post_of(person, order.effective_on), order.pending)


def _last_post(session: Session, order: HandoverOrder) -> str:
    """Answer the post that a person gives up: the one held until the day before."""
    person = session.scalars(
        select(Person).where(Person.id == order.from_id).options(selectinload(Person.appointments))
    ).one_or_none()
    return post_of(person, order.effective_on - timedelta(days=1)) if person else ""


def _note(order: HandoverOrder) -> str:
    return "　".join(one for one in (order.basis, order.note) if one)


def _by_task(pick: Pick) -> int:
    return pick.task_id
