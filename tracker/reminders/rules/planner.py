"""What is due: pure, from facts of tasks, the ladder, two days and a calendar."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from tracker.reminders.rules.ladder import RANK, Anchor, Count, Part, Rule, occurrence
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.workdays.rules import WorkCalendar

# How far rest days can push an occurrence away from its anchor: far beyond any holiday so far.
_SLACK = 30


class TaskFacts(NamedTuple):
    """What the planner must know of a task; a tuple, since there may be a hundred thousand."""

    task_id: int
    unit_id: int
    due_version: int
    state: State
    kind: TaskKind
    due_on: date | None
    assigned_on: date | None
    handler_id: int | None
    leader_id: int | None
    ordered_on: date | None = None


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
        for anchor in _candidates(rule, since, today):
            speaks_on = occurrence(rule, anchor, calendar)
            if since < speaks_on <= today:
                found[rule.anchor].setdefault(anchor, []).append((rule, speaks_on))
    return found


def due(tasks: Iterable[TaskFacts], found: Windows) -> Iterator[DueFact]:
    """Answer every reminder that is due for the tasks, in the order of the tasks."""
    for task in tasks:
        for anchor, day in (
            (Anchor.ORDERED, task.ordered_on),
            (Anchor.ASSIGNED, task.assigned_on),
            (Anchor.DUE, task.due_on),
        ):
            if day is None:
                continue
            for rule, speaks_on in found[anchor].get(day, ()):
                if applies(rule, task, speaks_on):
                    yield DueFact(task, rule, speaks_on)


def applies(rule: Rule, task: TaskFacts, speaks_on: date) -> bool:
    """Answer whether a rule speaks at all for a task as it stands."""
    if task.state not in rule.states or task.kind not in rule.kinds:
        return False
    if task.due_on is None or task.assigned_on is None or rule.anchor is not Anchor.DUE:
        return rule.at_least_days == 0
    if (task.due_on - task.assigned_on).days < rule.at_least_days:
        return False
    # Whoever was given a task with three days left need not hear on the same day that three days are left.
    return rule.offset > 0 or speaks_on > task.assigned_on


def ahead(
    task: TaskFacts, rules: Iterable[Rule], calendar: WorkCalendar, *, after: date
) -> list[tuple[date, Rule]]:
    """Answer what will be told about a task as it stands, on days after one, in the order of the days."""
    anchors = {
        Anchor.ORDERED: task.ordered_on,
        Anchor.ASSIGNED: task.assigned_on,
        Anchor.DUE: task.due_on,
    }
    found: list[tuple[date, Rule]] = []
    for rule in rules:
        anchor = anchors[rule.anchor]
        if anchor is None:
            continue
        speaks_on = occurrence(rule, anchor, calendar)
        if speaks_on > after and applies(rule, task, speaks_on):
            found.append((speaks_on, rule))
    return sorted(found, key=lambda one: (one[0], RANK[one[1].code]))


def split_superseded(told: Iterable[Told]) -> tuple[list[Told], list[Told]]:
    """Part what is to be said from what something later or graver says better, per task and person.

    After days of silence T−3 and T may both be due; the person hears of T only. Whoever is given a task hears
    its deadline with it, and needs no second word on the same day.
    """
    loudest: dict[tuple[int, int], Told] = {}
    quiet: list[Told] = []
    for one in told:
        key = (one.fact.task.task_id, one.recipient_id)
        other = loudest.get(key)
        if other is None:
            loudest[key] = one
            continue
        loud, low = (one, other) if _loudness(one) > _loudness(other) else (other, one)
        loudest[key] = loud
        quiet.append(low)
    return list(loudest.values()), quiet


def _loudness(one: Told) -> tuple[bool, date, int]:
    return one.fact.rule.at_once, one.fact.occurrence_on, RANK[one.fact.rule.code]


def _candidates(rule: Rule, since: date, today: date) -> Iterator[date]:
    reach = abs(rule.offset) * (2 if rule.count is Count.WORKDAYS else 1) + _SLACK
    first, last = since - timedelta(days=reach), today + timedelta(days=reach)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
