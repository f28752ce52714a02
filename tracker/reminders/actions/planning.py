"""Planning: what is due becomes facts, inbox items and messages to send, in one transaction."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.core.failpoints import failpoint
from tracker.reminders.actions.cursor import locked_cursor, nothing_new
from tracker.reminders.actions.posting import Written, post
from tracker.reminders.actions.rows import insert_new
from tracker.reminders.models import Message, ReminderFact
from tracker.reminders.queries import planning as queries
from tracker.reminders.queries.planning import Key, Standing
from tracker.reminders.rules.hours import midnight, office_day, office_hours, still_worth_telling
from tracker.reminders.rules.ladder import LADDER
from tracker.reminders.rules.planner import DueFact, Told, due, split_superseded, windows
from tracker.reminders.rules.states import FactState, MessageState
from tracker.workdays.rules import WorkCalendar

# On PostgreSQL a trace may be committed after one with a higher number; so many are looked at again.
_OVERLAP = 200
# How far back a sleeping system looks for what it must at least note as expired.
_LONGEST_SLEEP = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a round of planning came to; all zero when there was nothing to say."""

    told: int = 0
    superseded: int = 0
    expired: int = 0
    items: int = 0
    mails: int = 0


@dataclass(frozen=True, slots=True)
class _Round:
    """What one round of planning knows."""

    today: date
    at: datetime
    calendar: WorkCalendar
    worth: date
    since: date
    only: frozenset[int] | None
    standing: Standing


def plan(
    session: Session,
    calendar: WorkCalendar,
    at: datetime,
    *,
    mail: bool = False,
    everything: bool = False,
) -> Planned:
    """Write down everything that is due at a moment and was not before; a second run in a row writes nothing.

    Nothing is planned outside office hours. Every task with a day in question is looked at once a day, and when
    the calendar changed; in between only the tasks that left a trace (``everything`` looks at all).
    ``mail`` plans mail beside the inbox.
    """
    if not office_hours(at, calendar):
        return Planned()
    today = office_day(at)
    mark = _mark(calendar)
    newest = queries.last_trace_id(session)
    if not everything and nothing_new(session, today, mark, newest):
        return Planned()
    return _plan_day(
        session, _Plan(today, at, calendar, mark, newest), mail=mail, everything=everything
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a day is planned with: its calendar (and its mark), and the newest trace there is."""

    today: date
    at: datetime
    calendar: WorkCalendar
    mark: str
    newest: int


def _plan_day(session: Session, this: _Plan, *, mail: bool, everything: bool) -> Planned:
    cursor = locked_cursor(session)
    full = everything or cursor.planned_on != this.today or cursor.calendar_mark != this.mark
    only = None if full else queries.changed_since(session, cursor.trace_id - _OVERLAP)
    worth = still_worth_telling(this.today, this.calendar)
    round_ = _Round(
        today=this.today,
        at=this.at,
        calendar=this.calendar,
        worth=worth,
        since=_since(cursor.planned_on, worth, this.today),
        only=only,
        standing=queries.standing(session, this.today),
    )
    written = _write(session, round_, _due(session, round_, cursor.trace_id), mail=mail)
    if full:
        _expire(session, worth)
    cursor.planned_on = this.today
    cursor.calendar_mark = this.mark
    cursor.trace_id = this.newest
    failpoint("plan.before_commit")
    return written


def _expire(session: Session, worth: date) -> None:
    """Put away messages that waited until nobody would want them any more."""
    session.execute(
        update(Message)
        .where(Message.state == MessageState.WAITING, Message.day_on < worth)
        .values(state=MessageState.EXPIRED, last_error="等候太久，已过期")
        .execution_options(synchronize_session=False)
    )


def _since(planned_on: date | None, worth: date, today: date) -> date:
    """Answer the day after which reminders are looked for: what is still worth telling, or the last day planned."""
    before_worth = worth - timedelta(days=1)
    if planned_on is None:
        return before_worth
    return max(min(planned_on, before_worth), today - _LONGEST_SLEEP)


def _due(session: Session, this: _Round, trace_id: int) -> list[Told]:
    found = windows(LADDER, this.calendar, since=this.since, today=this.today)
    tasks = queries.tasks_with_days(session, found, this.only)
    ordered = queries.ordered_lately(session, trace_id - _OVERLAP, midnight(this.since))
    told = _for_people(due([*tasks, *ordered], found), this.standing)
    before = queries.told_before(session, this.since, this.only)
    return [one for one in told if _key(one) not in before]


def _for_people(facts: Iterable[DueFact], standing: Standing) -> list[Told]:
    """Give each reminder to the people of its parts; whoever has several parts hears it in the first."""
    told: dict[tuple[int, str, int], Told] = {}
    for fact in facts:
        for part in fact.rule.to:
            for person_id in standing.in_part(part, fact.task):
                told.setdefault(
                    (fact.task.task_id, fact.rule.code, person_id), Told(fact, person_id, part)
                )
    return list(told.values())


def _write(session: Session, this: _Round, told: Sequence[Told], *, mail: bool) -> Planned:
    worth = [one for one in told if one.fact.occurrence_on >= this.worth]
    late = [one for one in told if one.fact.occurrence_on < this.worth]
    heard = queries.digest_of_today(session, this.today)
    # Whoever has had the day's digest hears the rest tomorrow; it is found again then.
    now = [one for one in worth if one.fact.rule.at_once or one.recipient_id not in heard]
    loud, quiet = split_superseded(now)
    states = [
        *((one, FactState.TOLD) for one in loud),
        *((one, FactState.SUPERSEDED) for one in quiet),
        *((one, FactState.EXPIRED) for one in late),
    ]
    written = _write_facts(session, this, states)
    failpoint("plan.facts_written")
    posted = post(
        session,
        [one for one in written if one.state is FactState.TOLD],
        calendar=this.calendar,
        at=this.at,
        mail=mail,
    )
    counts = Counter(one.state for one in written)
    return Planned(
        told=counts[FactState.TOLD],
        superseded=counts[FactState.SUPERSEDED],
        expired=counts[FactState.EXPIRED],
        items=posted.items,
        mails=posted.mails,
    )


def _write_facts(
    session: Session, this: _Round, told: Iterable[tuple[Told, FactState]]
) -> list[Written]:
    """Insert facts in the order of their key, so that two planners never wait for each other in a circle."""
    by_key = {_row_key(one): (one, state) for one, state in told}
    rows = [_row(this, *by_key[key]) for key in sorted(by_key)]
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


def _row(this: _Round, one: Told, state: FactState) -> dict[str, object]:
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
        "planned_on": this.today,
        "planned_at": this.at,
    }


def _key(one: Told) -> Key:
    task = one.fact.task
    return Key(
        task.task_id, one.fact.rule.code, one.fact.occurrence_on, one.recipient_id, task.due_on
    )


def _mark(calendar: WorkCalendar) -> str:
    """Answer a short mark of the days set by hand: another mark means that reminders may have moved."""
    days = sorted((day.isoformat(), one.is_workday) for day, one in calendar.set_days.items())
    return hashlib.sha256(repr(days).encode()).hexdigest()[:16]
