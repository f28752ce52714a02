"""What is due: pure, from facts of tasks, the ladder, two days and a calendar."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.reminders.rules.ladder import (
    DECISIONS,
    PERIODS,
    Anchor,
    Count,
    Part,
    Rule,
    occurrence,
)
from tracker.reminders.rules.wishes import Wish
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.workdays.rules import WorkCalendar

# How far rest days can push an occurrence away from its anchor: far beyond any holiday so far.
_SLACK = 30


class TaskFacts(NamedTuple):
    """What the planner must know of a task; a tuple, since there may be a hundred thousand.

    ``acceptor_id`` is whom the secretary named to decide, ``barred`` that no secretary may, where that is asked for.
    ``event`` and ``event_on`` tell what was entered on it on a day (交办, 退回 …): such a row speaks of that alone.
    ``moved_on`` is the day of the last movement.
    """

    task_id: int
    unit_id: int
    due_version: int
    state: State
    kind: TaskKind
    due_on: date | None
    assigned_on: date | None
    handler_id: int | None
    leader_id: int | None
    lead_unit_id: int | None = None
    moved_on: date | None = None
    acceptor_id: int | None = None
    event: Anchor | None = None
    event_on: date | None = None
    barred: bool = False

    @property
    def lacks_acceptor(self) -> bool:
        """Answer whether all that the secretary can do about it is to name who decides."""
        return self.barred and self.acceptor_id is None


class DueFact(NamedTuple):
    """One reminder that is due: which rule of which task speaks, on which day."""

    task: TaskFacts
    rule: Rule
    occurrence_on: date


class Told(NamedTuple):
    """A due reminder and one person who is to be told, in what part."""

    fact: DueFact
    recipient_id: int
    part: Part


Windows = Mapping[Anchor, Mapping[date, Sequence[tuple[Rule, date]]]]


def windows(
    rules: Iterable[Rule], calendar: WorkCalendar, *, since: date, today: date
) -> dict[Anchor, dict[date, list[tuple[Rule, date]]]]:
    """Answer, for each kind of anchor, the anchor days for which some rule speaks after ``since``, up to ``today``.

    The ladder is turned round: instead of counting for each task, each day is counted once, and the
    database is asked only for tasks with these days.
    """
    found: dict[Anchor, dict[date, list[tuple[Rule, date]]]] = {one: {} for one in Anchor}
    for rule in rules:
        if not rule.enabled:
            continue
        for anchor in _candidates(rule, since, today):
            speaks_on = occurrence(rule, anchor, calendar)
            if since < speaks_on <= today:
                found[rule.anchor].setdefault(anchor, []).append((rule, speaks_on))
    return found


def due(
    tasks: Iterable[TaskFacts], windows_of: Callable[[int], Windows | None]
) -> Iterator[DueFact]:
    """Answer every reminder that is due for the tasks, in their order, by the windows of each one's unit."""
    for task in tasks:
        found = windows_of(task.unit_id)
        if found is None:
            continue
        for anchor, day in _days(task, found):
            for rule, speaks_on in found[anchor].get(day, ()):
                if applies(rule, task, speaks_on):
                    yield DueFact(task, rule, speaks_on)


def for_people(
    facts: Iterable[DueFact],
    in_part: Callable[[Part, TaskFacts], Iterable[int]],
    wish: Callable[[int], Wish],
) -> list[Told]:
    """Give each reminder to the people of its parts; whoever has several parts hears it in the first."""
    told: dict[tuple[int, str, int], Told] = {}
    for fact in facts:
        for part in fact.rule.to:
            if not is_waited_for(fact.rule, part, fact.task):
                continue
            for person_id in in_part(part, fact.task):
                if wish(person_id).wants(fact.rule):
                    key = (fact.task.task_id, fact.rule.code, person_id)
                    told.setdefault(key, Told(fact, person_id, part))
    return list(told.values())


def is_waited_for(rule: Rule, part: Part, task: TaskFacts) -> bool:
    """Answer whether what a rule tells waits for a part at all.

    A decision waits either for the secretary, or for whoever was named by a secretary who may not take it.
    """
    if rule.anchor in DECISIONS:
        if part is Part.SECRETARY:
            return not task.barred or task.lacks_acceptor
        if part is Part.ACCEPTOR:
            return task.barred
    return True


def _days(task: TaskFacts, found: Windows) -> Iterator[tuple[Anchor, date]]:
    if task.event is not None:
        assert task.event_on is not None
        yield task.event, task.event_on
        return
    if task.assigned_on is not None:
        yield Anchor.ASSIGNED, task.assigned_on
    if task.due_on is not None:
        yield Anchor.DUE, task.due_on
    for anchor in PERIODS:
        for day in found[anchor]:
            yield anchor, day


def applies(rule: Rule, task: TaskFacts, speaks_on: date) -> bool:
    """Answer whether a rule speaks at all for a task as it stands."""
    if not rule.enabled or task.state not in rule.states or task.kind not in rule.kinds:
        return False
    if rule.anchor in PERIODS:
        return task.moved_on is None or task.moved_on < first_of_period(rule.anchor, speaks_on)
    if task.due_on is None or task.assigned_on is None or rule.anchor is not Anchor.DUE:
        return rule.at_least_days == 0
    if (task.due_on - task.assigned_on).days < rule.at_least_days:
        return False
    # Whoever was given a task with three days left need not hear on the same day that three days are left.
    return rule.offset > 0 or speaks_on > task.assigned_on


def first_of_period(anchor: Anchor, day: date) -> date:
    """Answer the first day of the month or quarter in which a day lies."""
    month = day.month if anchor is Anchor.MONTH else (day.month - 1) // 3 * 3 + 1
    return date(day.year, month, 1)


def last_of_period(anchor: Anchor, day: date) -> date:
    """Answer the last day of the month or quarter in which a day lies."""
    months = 1 if anchor is Anchor.MONTH else 3
    first = first_of_period(anchor, day)
    following = first.month + months
    year, month = (first.year + 1, 1) if following > 12 else (first.year, following)  # noqa: PLR2004  December
    return date(year, month, 1) - timedelta(days=1)


def anchor_day(rule: Rule, task: TaskFacts, after: date) -> date | None:
    """Answer the day from which a rule counts for a task, or None; periods that end after a day count."""
    if rule.anchor in PERIODS:
        return last_of_period(rule.anchor, after)
    if rule.anchor is Anchor.DUE:
        return task.due_on
    if rule.anchor is Anchor.ASSIGNED:
        return task.assigned_on
    return task.event_on if task.event is rule.anchor else None


def ahead(
    task: TaskFacts, rules: Iterable[Rule], calendar: WorkCalendar, *, after: date
) -> list[tuple[date, Rule]]:
    """Answer what will be told about a task as it stands, on days after one, in the order of the days."""
    found: list[tuple[date, Rule]] = []
    for rule in rules:
        anchor = anchor_day(rule, task, after)
        if anchor is None:
            continue
        speaks_on = occurrence(rule, anchor, calendar)
        if speaks_on > after and applies(rule, task, speaks_on):
            found.append((speaks_on, rule))
    return sorted(found, key=lambda one: (one[0], one[1].gravity))


def split_superseded(told: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """Part what is to be said from what something later or graver says better, per task and person.

    After days of silence T−3 and T may both be due; the person hears of T only. Whoever is given a task hears
    its deadline with it, and needs no second word on the same day. A return or a request is heard beside these.
    """
    loudest: dict[tuple[int, int, bool], Told] = {}
    quiet: list[Told] = []
    for one in told:
        key = (one.fact.task.task_id, one.recipient_id, one.fact.rule.apart)
        other = loudest.get(key)
        if other is None:
            loudest[key] = one
            continue
        loud, low = (one, other) if _loudness(one) > _loudness(other) else (other, one)
        loudest[key] = loud
        quiet.append(low)
    return list(loudest.values()), quiet


def _loudness(one: Told) -> tuple[bool, date, tuple[int, int, str]]:
    return one.fact.rule.at_once, one.fact.occurrence_on, one.fact.rule.gravity


def _candidates(rule: Rule, since: date, today: date) -> Iterator[date]:
    reach = abs(rule.offset) * (2 if rule.count is Count.WORKDAYS else 1) + _SLACK
    first, last = since - timedelta(days=reach), today + timedelta(days=reach)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    if rule.anchor in PERIODS:
        return (one for one in days if one == last_of_period(rule.anchor, one))
    return days
