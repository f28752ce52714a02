"""On which working day each step of the ladder speaks, and for which tasks."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reminders.rules.default import LADDER, RULES
from tracker.reminders.rules.ladder import Anchor, occurrence
from tracker.reminders.rules.planner import (
    DueFact,
    TaskFacts,
    Told,
    ahead,
    applies,
    due,
    split_superseded,
    windows,
)
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.workdays.queries import bundled_days
from tracker.workdays.rules import WorkCalendar

CALENDAR = WorkCalendar(bundled_days)


def facts(
    *,
    due_on: date | None,
    assigned_on: date | None = date(2026, 3, 2),
    event: Anchor | None = None,
    event_on: date | None = None,
    state: State = State.ACTIVE,
    kind: TaskKind = TaskKind.BY_STAGES,
) -> TaskFacts:
    return TaskFacts(
        task_id=1,
        unit_id=1,
        due_version=1,
        state=state,
        kind=kind,
        due_on=due_on,
        assigned_on=assigned_on,
        handler_id=10,
        leader_id=20,
        moved_on=assigned_on,
        event=event,
        event_on=event_on,
    )


@pytest.mark.parametrize(
    ("rule", "anchor", "speaks_on"),
    [
        # plain working days
        ("due_10", date(2026, 6, 25), date(2026, 6, 15)),
        ("due_3", date(2026, 6, 25), date(2026, 6, 22)),
        ("due_0", date(2026, 6, 25), date(2026, 6, 25)),
        ("overdue_1", date(2026, 6, 25), date(2026, 6, 26)),
        # before the deadline a rest day gives way to the working day before
        ("due_3", date(2026, 6, 24), date(2026, 6, 18)),  # 21 June is a Sunday, 19 June 端午
        ("due_0", date(2026, 6, 28), date(2026, 6, 26)),
        # 国庆 2026: 1 to 7 October off, 20 September and 10 October worked
        ("due_0", date(2026, 10, 4), date(2026, 9, 30)),
        ("due_3", date(2026, 10, 8), date(2026, 9, 30)),
        ("due_10", date(2026, 9, 30), date(2026, 9, 20)),
        ("overdue_1", date(2026, 9, 30), date(2026, 10, 8)),
        ("overdue_1", date(2026, 10, 9), date(2026, 10, 10)),
        ("supervise_5", date(2026, 9, 30), date(2026, 10, 13)),
        # a provisional year: Monday to Friday without the statutory days
        ("due_0", date(2028, 10, 3), date(2028, 9, 29)),
        ("overdue_1", date(2028, 9, 29), date(2028, 10, 5)),
        # what was entered at the weekend is told on Monday
        ("assigned", date(2026, 3, 21), date(2026, 3, 23)),
        ("unsigned_2", date(2026, 3, 19), date(2026, 3, 23)),
    ],
)
def test_a_rule_speaks_on_a_working_day(rule: str, anchor: date, speaks_on: date) -> None:
    assert occurrence(RULES[rule], anchor, CALENDAR) == speaks_on
    assert CALENDAR.is_workday(speaks_on)


DUE = date(2026, 6, 25)


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (
            facts(due_on=DUE),
            [
                "due_20",
                "due_10",
                "due_3",
                "due_0",
                "overdue_1",
                "chase_1",
                "supervise_5",
                "propose_10",
            ],
        ),
        (
            facts(due_on=DUE, kind=TaskKind.AT_ONCE),
            ["due_3", "due_1", "due_0", "overdue_1", "chase_1"],
        ),
        # less than sixty days in all: no T−20
        (
            facts(due_on=DUE, assigned_on=date(2026, 5, 11)),
            ["due_10", "due_3", "due_0", "overdue_1", "chase_1", "supervise_5", "propose_10"],
        ),
        # assigned with three days left: T−3 would only repeat the assignment
        (
            facts(due_on=DUE, assigned_on=date(2026, 6, 22)),
            ["due_0", "overdue_1", "chase_1", "supervise_5", "propose_10"],
        ),
        (facts(due_on=DUE, state=State.CLOSED), []),
        (facts(due_on=DUE, state=State.SUSTAINED), []),
        (facts(due_on=DUE, state=State.PAUSED), []),
        (facts(due_on=None), []),
        (
            facts(
                due_on=None, state=State.ASSIGNED, event=Anchor.ORDERED, event_on=date(2026, 3, 2)
            ),
            ["assigned", "unsigned_2", "unsigned_5"],
        ),
    ],
)
def test_which_steps_a_task_will_see(task: TaskFacts, expected: list[str]) -> None:
    coming = ahead(task, LADDER, CALENDAR, after=date(2026, 1, 1))
    assert [rule.code for _, rule in coming] == expected


def test_codes_are_unique_and_everybody_is_somebody() -> None:
    assert len(RULES) == len(LADDER)
    assert all(rule.to for rule in LADDER)


@pytest.mark.parametrize("state", [one for one in State if one not in (*OWED, State.SUSTAINED)])
def test_nothing_is_said_about_a_task_that_is_not_owed(state: State) -> None:
    task = facts(due_on=DUE, state=state)
    assert not any(applies(rule, task, DUE) for rule in LADDER)


def told(rule: str, on: date, recipient: int = 10) -> Told:
    return Told(DueFact(facts(due_on=DUE), RULES[rule], on), recipient, RULES[rule].to[0])


def test_after_days_of_silence_only_the_latest_word_is_said() -> None:
    three, today = told("due_3", DUE - timedelta(days=3)), told("due_0", DUE)
    other = told("due_3", DUE - timedelta(days=3), recipient=20)
    loud, quiet = split_superseded([three, today, other])
    assert loud == [today, other]
    assert quiet == [three]


def test_an_assignment_tells_the_deadline_with_it() -> None:
    new, near = told("assigned", DUE - timedelta(days=1)), told("due_0", DUE)
    assert split_superseded([near, new]) == ([new], [near])


@pytest.mark.parametrize("entered", ["declined", "returned", "asked", "asked_above", "decided"])
def test_what_others_entered_is_said_beside_a_deadline_and_never_silenced_by_it(
    entered: str,
) -> None:
    event, near = told(entered, DUE - timedelta(days=1)), told("due_0", DUE)
    assert split_superseded([event, near]) == ([event, near], [])
    again = told(entered, DUE)
    assert split_superseded([event, near, again]) == ([again, near], [event])


days = st.dates(min_value=date(2025, 6, 1), max_value=date(2028, 12, 31))


@settings(max_examples=50, deadline=None)
@given(days, days, st.integers(0, 20))
def test_windows_find_exactly_what_counting_day_by_day_finds(
    due_on: date, today: date, back: int
) -> None:
    since = today - timedelta(days=back)
    task = facts(due_on=due_on, assigned_on=due_on - timedelta(days=90))
    event = task._replace(event=Anchor.ORDERED, event_on=due_on)
    found = {
        (one.rule.code, one.occurrence_on)
        for one in due([task, event], {1: windows(LADDER, CALENDAR, since=since, today=today)}.get)
    }
    anchors = {Anchor.DUE: due_on, Anchor.ASSIGNED: task.assigned_on, Anchor.ORDERED: due_on}
    counted = set()
    for rule in LADDER:
        anchor = anchors.get(rule.anchor)
        if anchor is None:
            continue
        speaks_on = occurrence(rule, anchor, CALENDAR)
        if since < speaks_on <= today and applies(rule, task, speaks_on):
            counted.add((rule.code, speaks_on))
    assert found == counted


@settings(max_examples=15, deadline=None)
@given(days)
def test_every_rule_speaks_exactly_once_for_a_deadline_and_never_on_a_rest_day(
    due_on: date,
) -> None:
    task = facts(due_on=due_on, assigned_on=due_on - timedelta(days=90))
    spoken: list[str] = []
    day = due_on - timedelta(days=60)
    while day < due_on + timedelta(days=60):
        for one in due(
            [task], {1: windows(LADDER, CALENDAR, since=day - timedelta(days=1), today=day)}.get
        ):
            assert CALENDAR.is_workday(day)
            spoken.append(one.rule.code)
        day += timedelta(days=1)
    assert sorted(spoken) == sorted(
        rule.code for rule in LADDER if rule.anchor is Anchor.DUE and rule.code != "due_1"
    )
