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
from tracker.tasks.access import TaskAtWork, hold_tasks, task_at_work
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

_NOBODY = "请选择接收人；还没有确定接任人的，选暂时负责联系的人。"


@dataclass(frozen=True, slots=True)
class HandoverOrder:
    """Who gives what to whom; ``from_name`` also names a post or a field, then ``from_id`` is None.

    Where 牵头单位 changes (``part``), ``from_id`` and ``to_id`` are ids of units.
    """

    from_id: int | None
    from_name: str
    from_post: str
    to_id: int | None
    pending: bool
    effective_on: date
    basis: str
    note: str = ""
    part: Part | None = None

    @property
    def of_units(self) -> bool:
        """Answer whether one unit takes over from another, and no person from a person."""
        return self.part is Part.LEAD_UNIT


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
    if any((one.part is Part.LEAD_UNIT) is not order.of_units for one in picks):
        raise InvalidError("页面不完整，请重新筛选后再移交。", "picks")
    if not order.basis:
        raise InvalidError("请填写依据，例如任免文号或会议名称。", "basis")
    to = _next_unit(session, unit, order) if order.of_units else _successor(session, order)
    check_order(order.part, order.from_id, to.holder_id, order.effective_on, day_of(deed.at))
    hold_tasks(session, {one.task_id for one in picks})
    kept = _entry(unit, order, to, deed)
    kept.from_post = order.from_post or _last_post(session, order)
    session.add(kept)
    session.flush()  # the rows need the id
    told = replace(deed, done_on=order.effective_on, note=_note(order))
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
        values = {"id": (held.holder_id, after.holder_id), "text": (held.text, after.text)}
        if part is not Part.LEAD_UNIT:
            values["post"] = (held.post, after.post)
        for what, (old, new) in values.items():
            facts[f"{part}_{what}"] = [old, new]
            setattr(task, f"{part}_{what}", new)
    task.due_version += 1
    move.write(facts)


def _next(task: Task, pick: Pick, to: Successor) -> Holder:
    held = holder_of(task, pick.part)
    if held.holder_id != pick.holder_id:
        raise ConflictError(f"{pick.part.label}刚改为{held.text or '空'}，请重新核对。")
    after = held_next(held, name_of_holder(task, pick.part), to)
    if after == held:
        raise InvalidError(f"{pick.part.label}已经是{held.text}。")
    return after


def name_of_holder(task: Task, part: Part) -> str:
    """Answer the name of the person or unit behind a part of a task; empty when there is none."""
    holder = {
        Part.HANDLER: task.handler,
        Part.LEADER: task.leader,
        Part.LEAD_UNIT: task.lead_unit,
    }[part]
    return holder.name if holder else ""


def holder_of(task: Task, part: Part) -> Holder:
    """Answer who is handler or leader of a task, or which unit leads it."""
    if part is Part.LEAD_UNIT:
        return Holder(task.lead_unit_id, task.lead_unit_text, "")
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
        from_id=None if order.of_units else order.from_id,
        from_name=order.from_name,
        from_post=order.from_post,
        to_id=None if order.of_units else to.holder_id,
        to_name=to.name,
        to_post=to.post,
        pending=to.pending,
        note=order.note,
        entered_by=deed.actor_name,
        entered_at=deed.at,
    )


def _next_unit(session: Session, ledger: Unit, order: HandoverOrder) -> Successor:
    unit = session.get(Unit, order.to_id) if order.to_id else None
    if unit is None or unit.closed_on is not None or not unit.path.startswith(ledger.path):
        raise InvalidError("请选择接收的牵头单位。", "to_unit_id")
    return Successor(unit.id, unit.name, "")


def _successor(session: Session, order: HandoverOrder) -> Successor:
    person = session.scalars(
        select(Person)
        .where(Person.id == order.to_id, Person.disabled_at.is_(None))
        .options(selectinload(Person.appointments))
    ).one_or_none()
    if person is None:
        raise InvalidError(_NOBODY, "to_id")
    return Successor(person.id, person.name, post_of(person, order.effective_on), order.pending)


def _last_post(session: Session, order: HandoverOrder) -> str:
    """Answer the post that a person gives up: the one held until the day before."""
    if order.of_units:
        return ""
    person = session.scalars(
        select(Person).where(Person.id == order.from_id).options(selectinload(Person.appointments))
    ).one_or_none()
    return post_of(person, order.effective_on - timedelta(days=1)) if person else ""


def _note(order: HandoverOrder) -> str:
    return "　".join(one for one in (order.basis, order.note) if one)


def _by_task(pick: Pick) -> int:
    return pick.task_id
