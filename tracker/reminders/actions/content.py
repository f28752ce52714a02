"""What a message says at the moment of sending: the reminders that still hold, or the text that was agreed."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from tracker.reminders.models import GroupPost, Message, MessageFact, ReminderFact
from tracker.reminders.queries import planning, sending
from tracker.reminders.queries.briefs import briefs, with_latest
from tracker.reminders.queries.ladders import load_ladders
from tracker.reminders.queries.standing import standing
from tracker.reminders.rules.digest import Digest, compose
from tracker.reminders.rules.ladder import Rule
from tracker.reminders.rules.recheck import why_dropped
from tracker.reminders.rules.states import Dropped
from tracker.reminders.rules.wording import Occasion
from tracker.workdays.rules import Calendars


def content(session: Session, message: Message, calendars: Calendars, today: date) -> Digest | None:
    """Answer what a message says now: the text that was agreed, or the reminders that still hold."""
    if message.post_id is not None:
        return Digest(subject=session.get_one(GroupPost, message.post_id).text, lines=())
    held = _held(session, message, calendars, today)
    return compose(held) if held else None


def _held(session: Session, message: Message, calendars: Calendars, today: date) -> list[Occasion]:
    """Answer what the message still says, noting for each reminder left out why."""
    facts = sending.facts_in(session, message.id)
    tasks = planning.facts_of(session, {one.task_id for one in facts})
    people = standing(session, today, {message.person_id})
    ladders = load_ladders(session)
    kept: dict[int, Rule] = {}
    for fact in facts:
        task = tasks[fact.task_id]
        rule = ladders.rule(task.unit_id, fact.rule)
        concerned = fact.recipient_id in people.in_part(fact.part, task)
        why = why_dropped(
            rule, task, due_on=fact.due_on, occurrence_on=fact.occurrence_on, concerned=concerned
        )
        if why is None and rule is not None:
            kept[fact.id] = rule
        else:
            _drop(session, message, fact, why or Dropped.RULE_OFF)
    loudest = _loudest([one for one in facts if one.id in kept], kept)
    for fact in facts:
        if fact.id in kept and fact.id != loudest[fact.task_id].id:
            _drop(session, message, fact, Dropped.OVERTAKEN)
    told = with_latest(session, briefs(session, loudest.keys()), today)
    return [
        Occasion(
            kept[one.id],
            one.part,
            told[one.task_id],
            today,
            calendars.of(tasks[one.task_id].unit_id),
        )
        for one in loudest.values()
    ]


def _loudest(facts: Sequence[ReminderFact], rules: Mapping[int, Rule]) -> dict[int, ReminderFact]:
    """Keep for each task the latest and gravest reminder; older ones come from digests that waited."""
    return {
        one.task_id: one
        for one in sorted(facts, key=lambda one: (one.occurrence_on, rules[one.id].gravity))
    }


def _drop(session: Session, message: Message, fact: ReminderFact, why: Dropped) -> None:
    session.execute(
        update(MessageFact)
        .where(MessageFact.message_id == message.id, MessageFact.fact_id == fact.id)
        .values(dropped=why)
        .execution_options(synchronize_session=False)
    )
