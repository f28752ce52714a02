"""Writing facts: each due reminder becomes one row for ever, told or not."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.reminders.actions.posting import Written
from tracker.reminders.actions.rows import insert_new
from tracker.reminders.models import ReminderFact
from tracker.reminders.rules.planner import Told
from tracker.reminders.rules.states import FactState


def write_facts(
    session: Session, told: Iterable[tuple[Told, FactState]], *, today: date, at: datetime
) -> list[Written]:
    """Insert facts in the order of their key, so that two planners never wait for each other in a circle."""
    by_key = {_row_key(one): (one, state) for one, state in told}
    rows = (_row(*by_key[key], today, at) for key in sorted(by_key))
    found = insert_new(
        session,
        ReminderFact,
        rows,
        ReminderFact.id,
        ReminderFact.task_id,
        ReminderFact.rule,
        ReminderFact.due_version,
        ReminderFact.occurrence_on,
        ReminderFact.recipient_id,
    )
    return [Written(fact_id, *by_key[tuple(key)]) for fact_id, *key in sorted(found)]


def _row_key(one: Told) -> tuple[int, str, int, date, int]:
    task = one.fact.task
    return (
        task.task_id,
        one.fact.rule.code,
        task.due_version,
        one.fact.occurrence_on,
        one.recipient_id,
    )


def _row(one: Told, state: FactState, today: date, at: datetime) -> dict[str, object]:
    task = one.fact.task
    return {
        "task_id": task.task_id,
        "rule": one.fact.rule.code,
        "due_version": task.due_version,
        "occurrence_on": one.fact.occurrence_on,
        "recipient_id": one.recipient_id,
        "part": one.part,
        "due_on": task.due_on,
        "state": state,
        "planned_on": today,
        "planned_at": at,
    }
