"""The rows ticked in the ledger: those of one ledger in which the viewer is clerk, and why others stay out."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import viewer
from tracker.ledgers.pages.assigning import LeftOut
from tracker.ledgers.rules.assigning import MOST
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by, whole
from tracker.tasks.rules.lifecycle import State

_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Ticked:
    """The tasks to work on, by number, and those left out."""

    tasks: tuple[Task, ...]
    left_out: tuple[LeftOut, ...]


def asked_ids() -> tuple[int, ...]:
    """Answer the ids of the ticked rows, each once; anything odd is left out."""
    numbers = (one for one in request.values.getlist("ids") if one.isascii() and one.isdecimal())
    ids = (int(one) for one in numbers if len(one) <= len(str(_LARGEST)))
    return tuple(dict.fromkeys(one for one in ids if 0 < one <= _LARGEST))


def ticked_tasks(session: Session, states: Iterable[State], verb: str) -> Ticked:
    """Answer the ticked tasks with which something can be done in their state.

    All stand in one ledger, that of the first one: people and units to choose from are those of its office.
    """
    ids, allowed = asked_ids(), frozenset(states)
    if not ids:
        return Ticked((), ())
    rows = session.scalars(whole(seen_by(viewer()).where(Task.id.in_(ids[: MOST + 1]))))
    found = sorted(rows.unique(), key=lambda one: (one.year, one.number))
    mine = queries.clerk_units(viewer())
    unit = next((one.unit_id for one in found if one.unit_id in mine), None)
    tasks: list[Task] = []
    left: list[LeftOut] = []
    for one in found:
        reason = _reason(one, unit, allowed, verb, full=len(tasks) >= MOST)
        if reason:
            url = url_for("tasks.show", task_id=one.id)
            left.append(LeftOut(one.number, one.title, url, reason))
        else:
            tasks.append(one)
    return Ticked(tuple(tasks), tuple(left))


def _reason(
    task: Task, unit: int | None, allowed: frozenset[State], verb: str, *, full: bool
) -> str:
    if task.unit_id != unit:
        return "不是同一个台账的任务，或您不是它的台账管理员，请另外办理。"
    if task.state not in allowed:
        return f"现在是“{task.state.label}”，不能{verb}。"
    return f"一次最多办{MOST}项，请分几次。" if full else ""
