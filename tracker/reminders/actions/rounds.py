"""One round of planning: what is due by each unit's calendar and ladder, and for whom."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.reminders.queries import planning as queries
from tracker.reminders.queries.events import happened
from tracker.reminders.queries.ladders import load_ladders, wishes
from tracker.reminders.queries.standing import Standing, standing
from tracker.reminders.rules.default import RULES
from tracker.reminders.rules.hours import midnight, office_hours, office_time, still_worth_telling
from tracker.reminders.rules.ladder import EVENTS
from tracker.reminders.rules.ladders import Ladders
from tracker.reminders.rules.planner import DueFact, Told, Windows, due, windows
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
    open_units: frozenset[int]

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
    units = session.scalars(select(Unit.id)).all()
    return Round(
        today=today,
        at=at,
        calendars=calendars,
        ladders=load_ladders(session),
        since=_since(planned_on, _worth_of_all(calendars, today), today),
        only=only,
        standing=standing(session, today),
        wishes=wishes(session),
        open_units=frozenset(one for one in units if office_hours(at, calendars.of(one))),
    )


def due_now(session: Session, this: Round) -> list[Told]:
    """Answer what is due after the round's first day and was not written down before."""
    told = told_between(session, this, this.since, this.today)
    before = {_ever(one) for one in queries.told_before(session, this.since, this.only)}
    return [one for one in told if _key(one) not in before]


def told_between(session: Session, this: Round, since: date, today: date) -> list[Told]:
    """Answer what is due after a day, up to a day, for whom; written down or not."""
    found = windows_of(this, since, today)
    tasks = queries.tasks_with_days(session, _once(found.values()), this.only)
    # What stood in an answered digest of yesterday is found again by its own day, however many traces followed.
    events = happened(session, queries.trace_before(session, since), midnight(since), this.only)
    return _for_people(due(chain(tasks, events), found), this)


def windows_of(this: Round, since: date, today: date) -> dict[int, Windows]:
    """Answer for each unit whose office is open the days for which its rules speak; worked out once for each kind."""
    made: dict[tuple[int, int], Windows] = {}
    found: dict[int, Windows] = {}
    for unit_id in this.open_units:
        calendar, ladder = this.calendars.of(unit_id), this.ladders.of(unit_id)
        key = (id(calendar), id(ladder))
        if key not in made:
            made[key] = windows(ladder.values(), calendar, since=since, today=today)
        found[unit_id] = made[key]
    return found


def _once(found: Iterable[Windows]) -> Collection[Windows]:
    return list({id(one): one for one in found}.values())


def _worth_of_all(calendars: Calendars, today: date) -> date:
    return min(still_worth_telling(today, one) for one in calendars.different())


def _since(planned_on: date | None, worth: date, today: date) -> date:
    """Answer the day after which reminders are looked for: what is still worth telling, or the last day planned."""
    before_worth = worth - timedelta(days=1)
    if planned_on is None:
        return before_worth
    return max(min(planned_on, before_worth), today - _LONGEST_SLEEP)


def _for_people(facts: Iterable[DueFact], this: Round) -> list[Told]:
    """Give each reminder to the people of its parts; whoever has several parts hears it in the first."""
    told: dict[tuple[int, str, int], Told] = {}
    for fact in facts:
        for part in fact.rule.to:
            for person_id in this.standing.in_part(part, fact.task):
                if this.wish(person_id).wants(fact.rule):
                    key = (fact.task.task_id, fact.rule.code, person_id)
                    told.setdefault(key, Told(fact, person_id, part))
    return list(told.values())


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
