"""One round of planning: what is due by each unit's calendar and ladder, and for whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from sqlalchemy.orm import Session

from tracker.reminders.queries import planning as queries
from tracker.reminders.queries.events import happened
from tracker.reminders.queries.ladders import load_ladders, wishes
from tracker.reminders.queries.standing import Standing, standing
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.hours import midnight, office_hours, office_time, still_worth_telling
from tracker.reminders.rules.ladder import EVENTS
from tracker.reminders.rules.ladders import Ladders
from tracker.reminders.rules.outlook import outlook
from tracker.reminders.rules.planner import Told, due, for_people
from tracker.reminders.rules.wishes import DEFAULT_WISH, Wish
from tracker.workdays.rules import Calendars

# How far back a sleeping system looks for what it must at least note as expired.
_LONGEST_SLEEP = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of planning knows; ``only`` narrows it to tasks that changed."""

    today: date
    at: datetime
    calendars: Calendars
    ladders: Ladders
    since: date
    only: frozenset[int] | None
    standing: Standing
    wishes: Mapping[int, Wish]

    def worth(self, unit_id: int) -> date:
        """Answer the earliest day whose reminders a unit's people are still told today."""
        return still_worth_telling(self.today, self.calendars.of(unit_id))

    def wish(self, person_id: int) -> Wish:
        """Answer how a person wants to be told."""
        return self.wishes.get(person_id, DEFAULT_WISH)

    def may_hear_now(self, person_id: int) -> bool:
        """Answer whether a person's own hour has come."""
        return office_time(self.at) >= self.wish(person_id).not_before


def round_of(
    session: Session,
    calendars: Calendars,
    at: datetime,
    today: date,
    *,
    planned_on: date | None,
    only: frozenset[int] | None,
) -> Round:
    """Answer what a round must know; ``planned_on`` is the last day that was planned."""
    return Round(
        today=today,
        at=at,
        calendars=calendars,
        ladders=load_ladders(session),
        since=_since(planned_on, worth_of_all(calendars, today), today),
        only=only,
        standing=standing(session, today),
        wishes=wishes(session),
    )


def due_now(session: Session, this: Round) -> list[Told]:
    """Answer what is due after the round's first day and was not written down before."""
    told = told_between(session, this, this.since, this.today)
    before = {_ever(one) for one in queries.told_before(session, this.since, this.only)}
    return [one for one in told if _key(one) not in before]


def told_between(session: Session, this: Round, since: date, today: date) -> list[Told]:
    """Answer what is due after a day, up to a day, for whom; written down or not."""
    found = outlook(
        this.calendars,
        this.ladders,
        since=since,
        today=today,
        is_open=lambda one: office_hours(this.at, one),
    )
    tasks = queries.tasks_with_days(session, found.different(), this.only)
    # What stood in an answered digest of yesterday is found again by its own day, however many traces followed.
    events = happened(
        session, queries.trace_before(session, since), midnight(since), this.today, this.only
    )
    return for_people(due(chain(tasks, events), found.of), this.standing.in_part, this.wish)


def worth_of_all(calendars: Calendars, today: date) -> date:
    """Answer the earliest day whose reminders some unit's people are still told today."""
    return min(still_worth_telling(today, one) for one in calendars.different())


def _since(planned_on: date | None, worth: date, today: date) -> date:
    """Answer the day after which reminders are looked for: what is still worth telling, or the last day planned."""
    before_worth = worth - timedelta(days=1)
    if planned_on is None:
        return before_worth
    return max(min(planned_on, before_worth), today - _LONGEST_SLEEP)


def _key(one: Told) -> queries.Key:
    task = one.fact.task
    return _ever(
        queries.Key(
            task.task_id, one.fact.rule.code, one.fact.occurrence_on, one.recipient_id, task.due_on
        )
    )


def _ever(key: queries.Key) -> queries.Key:
    """Leave the deadline out of what speaks of an event: a moved one does not make it happen again."""
    rule = RULES.get(key.rule)
    return key._replace(due_on=None) if rule is not None and rule.anchor in EVENTS else key


def split_late(this: Round, told: Sequence[Told]) -> tuple[list[Told], list[Told]]:
    """Part what is still worth telling from what came too late."""
    worth = [one for one in told if one.fact.occurrence_on >= this.worth(one.fact.task.unit_id)]
    late = [one for one in told if one.fact.occurrence_on < this.worth(one.fact.task.unit_id)]
    return worth, late
