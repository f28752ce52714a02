"""What messages say at the moment of sending: the reminders that still hold, or the text that was agreed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from tracker.reminders.models import GroupPost, Message, MessageFact
from tracker.reminders.queries import planning, sending
from tracker.reminders.queries.acceptors import with_acceptors, with_bans
from tracker.reminders.queries.briefs import briefs, with_latest
from tracker.reminders.queries.events import open_requests
from tracker.reminders.queries.ladders import load_ladders
from tracker.reminders.queries.sending import HeldFact
from tracker.reminders.queries.standing import Standing, standing
from tracker.reminders.rules.digest import Digest, compose
from tracker.reminders.rules.ladder import EVENTS, Part, Rule
from tracker.reminders.rules.ladders import Ladders
from tracker.reminders.rules.planner import TaskFacts, is_waited_for
from tracker.reminders.rules.recheck import why_dropped
from tracker.reminders.rules.states import Dropped
from tracker.reminders.rules.wording import Brief, Occasion
from tracker.workdays.rules import Calendars

_DECIDING = {Part.SECRETARY, Part.ACCEPTOR}
_OF_UNITS = {Part.UNIT, Part.CLERK, Part.SECRETARY}


def contents(
    session: Session, messages: Sequence[Message], calendars: Calendars, today: date
) -> dict[int, Digest]:
    """Answer what each of some messages says now; one of which nothing holds any more is left out."""
    agreed = {one.id: one.post_id for one in messages if one.post_id is not None}
    found = _agreed(session, agreed)
    held = sending.facts_in(session, [one.id for one in messages if one.id not in agreed])
    if not held:
        return found
    now = _as_it_stands(session, held.values(), today)
    spoken, dropped = _spoken(held, now)
    _drop(session, dropped)
    told = _briefs(session, spoken, now, today)
    for message_id, kept in spoken.items():
        if kept:
            found[message_id] = compose(
                [_occasion(one, now, told, calendars, today) for one in kept]
            )
    return found


@dataclass(frozen=True, slots=True)
class _Now:
    """How everything stands that some messages speak of."""

    tasks: Mapping[int, TaskFacts]
    people: Standing
    ladders: Ladders
    asked: frozenset[int]

    def rule(self, fact: HeldFact) -> Rule | None:
        return self.ladders.rule(self.tasks[fact.task_id].unit_id, fact.rule)

    def spoken_rule(self, fact: HeldFact) -> Rule:
        """Answer the rule of what is said: what has lost its rule has been left out before."""
        rule = self.rule(fact)
        assert rule is not None
        return rule

    def why_dropped(self, fact: HeldFact) -> Dropped | None:
        task, rule = self.tasks[fact.task_id], self.rule(fact)
        return why_dropped(
            rule,
            task,
            due_on=fact.due_on,
            occurrence_on=fact.occurrence_on,
            concerned=(rule is None or is_waited_for(rule, fact.part, task))
            and fact.recipient_id in self.people.in_part(fact.part, task),
            request_open=fact.task_id in self.asked,
        )


def _as_it_stands(session: Session, held: Iterable[Sequence[HeldFact]], today: date) -> _Now:
    facts = [fact for ones in held for fact in ones]
    tasks = planning.facts_of(session, {one.task_id for one in facts})
    tasks |= _with_deciders(session, facts, tasks, today)
    # Who is told for a unit depends on everybody in it, and a stand-in on the one stood in for.
    concerned = [tasks[one.task_id] for one in facts if one.part in _OF_UNITS]
    own_and_leading = (one for task in concerned for one in (task.unit_id, task.lead_unit_id))
    units = {one for one in own_and_leading if one is not None}
    return _Now(
        tasks,
        standing(session, today, {one.recipient_id for one in facts}, units),
        load_ladders(session),
        frozenset(open_requests(session, tasks)[0]),
    )


def _with_deciders(
    session: Session, facts: Iterable[HeldFact], tasks: Mapping[int, TaskFacts], today: date
) -> Mapping[int, TaskFacts]:
    """Answer who decides the tasks of which some facts tell the secretary or whoever was named."""
    decided = {one.task_id for one in facts if one.part in _DECIDING}
    named = with_acceptors(session, {one: tasks[one] for one in decided})
    return with_bans(session, named, today)


def _spoken(
    held: Mapping[int, Sequence[HeldFact]], now: _Now
) -> tuple[dict[int, list[HeldFact]], list[tuple[HeldFact, Dropped]]]:
    """Part for each message what it says from what it leaves out, and why.

    Of each task only the latest and gravest reminder is said, and what others entered; older ones come from
    digests that waited.
    """
    spoken: dict[int, list[HeldFact]] = {}
    dropped: list[tuple[HeldFact, Dropped]] = []
    for message_id, facts in held.items():
        valid: list[HeldFact] = []
        for fact in facts:
            why = now.why_dropped(fact)
            if why is None:
                valid.append(fact)
            else:
                dropped.append((fact, why))
        loudest = {
            (one.task_id, now.spoken_rule(one).apart): one
            for one in sorted(valid, key=lambda one: _gravity(one, now))
        }
        spoken[message_id] = list(loudest.values())
        dropped.extend((one, Dropped.OVERTAKEN) for one in valid if one not in spoken[message_id])
    return spoken, dropped


def _gravity(fact: HeldFact, now: _Now) -> tuple[date, tuple[int, int, str]]:
    return fact.occurrence_on, now.spoken_rule(fact).gravity


def _agreed(session: Session, posts: Mapping[int, int]) -> dict[int, Digest]:
    if not posts:
        return {}
    wanted = select(GroupPost.id, GroupPost.text).where(GroupPost.id.in_(posts.values()))
    texts = {post_id: text for post_id, text in session.execute(wanted)}  # noqa: C416  rows are no pairs to a type checker
    return {
        message_id: Digest(subject=texts[post_id], lines=())
        for message_id, post_id in posts.items()
    }


def _briefs(
    session: Session, spoken: Mapping[int, Sequence[HeldFact]], now: _Now, today: date
) -> Mapping[int, Brief]:
    said = [one for kept in spoken.values() for one in kept]
    events = {one.task_id for one in said if now.spoken_rule(one).anchor in EVENTS}
    found = briefs(session, {one.task_id for one in said})
    return with_latest(session, found, today, only=events)


def _occasion(
    fact: HeldFact, now: _Now, told: Mapping[int, Brief], calendars: Calendars, today: date
) -> Occasion:
    task = now.tasks[fact.task_id]
    return Occasion(
        now.spoken_rule(fact),
        fact.part,
        told[fact.task_id],
        today,
        calendars.of(task.unit_id),
        task.lacks_acceptor,
    )


def _drop(session: Session, dropped: Sequence[tuple[HeldFact, Dropped]]) -> None:
    by_reason: dict[Dropped, list[tuple[int, int]]] = {}
    for fact, why in dropped:
        by_reason.setdefault(why, []).append((fact.message_id, fact.fact_id))
    for why, pairs in by_reason.items():
        session.execute(
            update(MessageFact)
            .where(tuple_(MessageFact.message_id, MessageFact.fact_id).in_(pairs))
            .values(dropped=why)
            .execution_options(synchronize_session=False)
        )
