"""Planning: what is due becomes facts, inbox items and messages to send, in one transaction."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.core.failpoints import failpoint
from tracker.reminders.actions.cursor import locked_cursor, note_day, nothing_new
from tracker.reminders.actions.facts import write_facts
from tracker.reminders.actions.holding import held_back
from tracker.reminders.actions.letters import draft_letters
from tracker.reminders.actions.posting import Ways, post
from tracker.reminders.actions.rounds import Round, due_now, round_of, split_late, worth_of_all
from tracker.reminders.models import Cursor, Message
from tracker.reminders.queries import planning as queries
from tracker.reminders.queries.ladders import rules_mark
from tracker.reminders.queries.wishes import hours_begun
from tracker.reminders.rules.hours import office_day, office_hours, office_time
from tracker.reminders.rules.planner import Told, split_superseded
from tracker.reminders.rules.states import FactState, HoldState, MessageState
from tracker.workdays.rules import Calendars, WorkCalendar

# On PostgreSQL a trace may be committed after one with a higher number; so many are looked at again.
_OVERLAP = 200


@dataclass(frozen=True, slots=True)
class Planned:
    """What a round of planning came to; all zero when there was nothing to say.

    ``letters`` counts drafts of 催办单 and 督办单; ``held`` what waits for a person's word, because the day has far more than any before.
    """

    told: int = 0
    superseded: int = 0
    expired: int = 0
    items: int = 0
    mails: int = 0
    held: int = 0
    letters: int = 0


def plan(
    session: Session,
    calendar: Calendars | WorkCalendar,
    at: datetime,
    *,
    mail: bool = False,
    everything: bool = False,
    brake: bool = True,
) -> Planned:
    """Write down everything that is due at a moment and was not before; a second run in a row writes nothing.

    Nothing is planned outside office hours. Every task with a day in question is looked at once a day, and when
    the calendar, a rule or somebody's hour changed it; in between only the tasks that left a trace
    (``everything`` looks at all). ``mail`` plans mail beside the inbox; ``brake`` holds a flood back.
    """
    calendars = calendar if isinstance(calendar, Calendars) else Calendars(calendar)
    if not any(office_hours(at, one) for one in calendars.different()):
        return Planned()
    today = office_day(at)
    mark = _mark(session, calendars, at)
    newest = queries.last_trace_id(session)
    if not everything and nothing_new(session, today, mark, newest):
        return Planned()
    this = _Plan(today, at, calendars, mark, newest, mail=mail, brake=brake)
    return _plan_day(session, this, everything=everything)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a day is planned with: its calendars, the mark of all that decides, and the newest trace there is."""

    today: date
    at: datetime
    calendars: Calendars
    mark: str
    newest: int
    mail: bool
    brake: bool


def _plan_day(session: Session, this: _Plan, *, everything: bool) -> Planned:
    cursor = locked_cursor(session)
    full = everything or cursor.planned_on != this.today or cursor.calendar_mark != this.mark
    only = None if full else queries.changed_since(session, cursor.trace_id - _OVERLAP)
    round_ = round_of(
        session, this.calendars, this.at, this.today, planned_on=cursor.planned_on, only=only
    )
    note_day(session, this.today, cursor.trace_id)
    written = _write(session, this, round_, due_now(session, round_))
    if full:
        _expire(session, worth_of_all(this.calendars, this.today))
    _move_on(cursor, this)
    failpoint("plan.before_commit")
    return written


def _move_on(cursor: Cursor, this: _Plan) -> None:
    cursor.planned_on = this.today
    cursor.calendar_mark = this.mark
    cursor.trace_id = this.newest


def _expire(session: Session, worth: date) -> None:
    """Put away messages that waited until nobody would want them any more."""
    session.execute(
        update(Message)
        .where(Message.state == MessageState.WAITING, Message.day_on < worth)
        .values(state=MessageState.EXPIRED, last_error="等候太久，已过期")
        .execution_options(synchronize_session=False)
    )


def _write(session: Session, this: _Plan, round_: Round, told: Sequence[Told]) -> Planned:
    worth, late = split_late(round_, told)
    heard = queries.digest_of_today(session, this.today)
    # Whoever has had the day's digest hears the rest tomorrow; it is found again then. Nor is anybody told
    # before the hour that one chose.
    now = [
        one
        for one in worth
        if (one.fact.rule.at_once or one.recipient_id not in heard)
        and round_.may_hear_now(one.recipient_id)
    ]
    holds = _holds(session, this, now) if this.brake else {}
    going = [one for one in now if _hold_of(one, holds) is not HoldState.ASKING]
    loud, quiet = split_superseded(going)
    states = [
        *((one, _fate(_hold_of(one, holds))) for one in loud),
        *((one, FactState.SUPERSEDED) for one in quiet),
        *((one, FactState.EXPIRED) for one in late),
    ]
    written = write_facts(session, states, today=this.today, at=this.at)
    failpoint("plan.facts_written")
    told_now = [one for one in written if one.state is FactState.TOLD]
    posted = post(session, told_now, round_, ways=Ways(mail=this.mail))
    letters = draft_letters(session, told_now, round_)
    counts = Counter(one.state for one in written)
    return Planned(
        told=counts[FactState.TOLD],
        superseded=counts[FactState.SUPERSEDED],
        expired=counts[FactState.EXPIRED],
        items=posted.items,
        mails=posted.mails,
        held=len(now) - len(going),
        letters=letters,
    )


def _holds(session: Session, this: _Plan, now: Sequence[Told]) -> Mapping[int, HoldState]:
    counts = Counter(one.fact.task.unit_id for one in now)
    return held_back(session, this.today, counts, at=this.at)


def _hold_of(one: Told, holds: Mapping[int, HoldState]) -> HoldState | None:
    return holds.get(one.fact.task.unit_id)


def _fate(hold: HoldState | None) -> FactState:
    return FactState.HELD if hold is HoldState.REFUSED else FactState.TOLD


def _mark(session: Session, calendars: Calendars, at: datetime) -> str:
    """Answer a short mark of the days set by hand, of the rules, and of the hours that have come.

    Another mark means that other reminders may be due now.
    """
    days = [
        sorted((day.isoformat(), one.is_workday) for day, one in calendar.set_days.items())
        for calendar in calendars.different()
    ]
    facts = (days, rules_mark(session), hours_begun(session, office_time(at)))
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]
