"""What would be told on a day, as things stand: nothing is written."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Person
from tracker.reminders.queries import planning
from tracker.reminders.queries.briefs import briefs
from tracker.reminders.queries.ladders import load_ladders, wishes
from tracker.reminders.queries.narrowing import narrowed
from tracker.reminders.queries.standing import standing
from tracker.reminders.rules.explaining import moved_words
from tracker.reminders.rules.outlook import outlook
from tracker.reminders.rules.planner import Told, anchor_day, due, for_people, split_superseded
from tracker.reminders.rules.wishes import DEFAULT_WISH, Wish
from tracker.reminders.rules.wording import Occasion, sentence
from tracker.workdays.rules import Calendars


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One sentence that a person would be told on a day, by which rule, and what moved it there."""

    person_id: int
    person: str
    task_id: int
    unit_id: int
    number: str
    title: str
    rule: str
    part: str
    text: str
    moved: str
    ways: tuple[str, ...]


def foreseen(
    session: Session,
    calendars: Calendars,
    on: date,
    unit_ids: Collection[int] | None,
    today: date,
) -> list[Foreseen]:
    """Answer what would be told on a day about tasks of some units (None: of all), by person.

    Tasks are taken as they stand now; what people enter until then (交办, 退回) cannot be foreseen.
    """
    wanted = wishes(session)

    def wish(person_id: int) -> Wish:
        return wanted.get(person_id, DEFAULT_WISH)

    due_then = _told(session, calendars, on, wish)
    among_these = [one for one in due_then if unit_ids is None or one.fact.task.unit_id in unit_ids]
    told, _ = split_superseded(among_these)
    if not told:
        return []
    tasks = {one.fact.task.task_id for one in told}
    known = briefs(session, tasks)
    people = _people(session, {one.recipient_id for one in told})
    found: list[Foreseen] = []
    for one in told:
        name, email = people[one.recipient_id]
        by_mail = bool(email) and wish(one.recipient_id).mail
        calendar = calendars.of(one.fact.task.unit_id)
        occasion = Occasion(one.fact.rule, one.part, known[one.fact.task.task_id], on, calendar)
        found.append(_foreseen(one, occasion, name, today, by_mail=by_mail))
    return sorted(found, key=lambda one: (one.person_id, one.number))


def _people(session: Session, ids: Collection[int]) -> dict[int, tuple[str, str | None]]:
    """Answer name and mail address of some people."""
    rows = session.execute(narrowed(select(Person.id, Person.name, Person.email), Person.id, ids))
    return {row[0]: (row[1], row[2]) for row in rows}


def _foreseen(
    one: Told, occasion: Occasion, person: str, today: date, *, by_mail: bool
) -> Foreseen:
    fact, brief = one.fact, occasion.brief
    anchor = anchor_day(fact.rule, fact.task, occasion.today)
    return Foreseen(
        person_id=one.recipient_id,
        person=person,
        task_id=fact.task.task_id,
        unit_id=fact.task.unit_id,
        number=brief.number,
        title=brief.title,
        rule=fact.rule.label,
        part=one.part.label,
        text=sentence(occasion),
        moved=moved_words(fact.rule, anchor, occasion.calendar, today) if anchor else "",
        ways=("站内消息", "邮件") if by_mail else ("站内消息",),
    )


def _told(
    session: Session, calendars: Calendars, on: date, wish: Callable[[int], Wish]
) -> list[Told]:
    found = outlook(
        calendars,
        load_ladders(session),
        since=on - timedelta(days=1),
        today=on,
        is_open=lambda one: one.is_workday(on),
    )
    tasks = planning.tasks_with_days(session, found.different())
    return for_people(due(tasks, found.of), standing(session, on).in_part, wish)
