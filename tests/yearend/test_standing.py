"""Where tasks and problems stand: what a person says never makes open work done."""

from dataclasses import replace
from datetime import date

import pytest

from tests.yearend.strategies import AS_OF
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import OPEN, State
from tracker.tasks.rules.lights import Timeliness
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.standing import (
    FINISHED,
    Result,
    result_of,
    result_of_problem,
    results_of,
    targets_of,
    timeliness_of,
    word_for,
    work_year_of,
)

OPEN_TASK = TaskFact(1, "2025-001", "账目不全", State.ACTIVE, due_on=date(2027, 1, 31))


@pytest.mark.parametrize(
    ("state", "due_on", "result"),
    [
        (State.CLOSED, date(2026, 6, 30), Result.DONE),
        (State.SUSTAINED, date(2026, 6, 30), Result.SUSTAINED),
        (State.ENDED, date(2026, 6, 30), Result.ENDED),
        (State.ACTIVE, date(2026, 12, 15), Result.UNDER_WAY),
        (State.ACTIVE, date(2026, 12, 14), Result.OVERDUE),
        (State.UNASSIGNED, None, Result.UNDER_WAY),
        (State.FIRST_REVIEW, date(2026, 6, 30), Result.OVERDUE),
        (State.PAUSED, date(2026, 6, 30), Result.UNDER_WAY),
    ],
)
def test_state_and_deadline_decide_the_result(
    state: State, due_on: date | None, result: Result
) -> None:
    assert result_of(replace(OPEN_TASK, state=state, due_on=due_on), AS_OF) is result


@pytest.mark.parametrize("word", [ResultWord.DONE, ResultWord.SUSTAINED])
@pytest.mark.parametrize("state", OPEN)
def test_a_word_that_a_person_set_never_makes_open_work_done(
    state: State, word: ResultWord
) -> None:
    task = replace(OPEN_TASK, state=state, result_word=word)
    result = result_of(task, AS_OF)
    if result not in FINISHED:
        assert word_for(task, result) is ResultWord.UNDER_WAY


def test_mostly_done_comes_from_a_person_alone() -> None:
    assert word_for(OPEN_TASK, Result.UNDER_WAY) is ResultWord.UNDER_WAY
    said = replace(OPEN_TASK, result_word=ResultWord.MOSTLY_DONE)
    assert word_for(said, Result.UNDER_WAY) is ResultWord.MOSTLY_DONE
    assert word_for(said, Result.ENDED) is None


@pytest.mark.parametrize(
    ("results", "of_problem"),
    [
        ([Result.DONE, Result.DONE], Result.DONE),
        ([Result.DONE, Result.SUSTAINED], Result.SUSTAINED),
        ([Result.DONE, Result.UNDER_WAY], Result.UNDER_WAY),
        ([Result.UNDER_WAY, Result.OVERDUE], Result.OVERDUE),
        ([Result.DONE, Result.ENDED], Result.DONE),
        ([Result.ENDED, Result.ENDED], Result.ENDED),
        ([], Result.UNDER_WAY),
    ],
)
def test_a_problem_is_done_when_all_its_tasks_are(
    results: list[Result], of_problem: Result
) -> None:
    tasks = tuple(replace(OPEN_TASK, id=number) for number in range(len(results)))
    problem = ProblemFact(1, Origin.LAST_YEAR, Source.SELF_CHECK, "账目不全", "", tasks)
    assert result_of_problem(problem, dict(enumerate(results))) is of_problem


def test_a_joined_task_counts_as_the_one_that_took_it_over() -> None:
    target = replace(OPEN_TASK, state=State.CLOSED, finished_on=date(2026, 6, 1))
    joined = replace(OPEN_TASK, id=2, number="2025-002", state=State.JOINED, joined_to="2025-001")
    facts = year_of(target, joined)
    assert results_of(facts) == {1: Result.DONE, 2: Result.DONE}
    assert targets_of(facts)[2] is target


def test_tasks_joined_in_a_circle_do_not_hang() -> None:
    one = replace(OPEN_TASK, state=State.JOINED, joined_to="2025-002")
    two = replace(one, id=2, number="2025-002", joined_to="2025-001")
    assert set(results_of(year_of(one, two)).values()) == {Result.UNDER_WAY}


@pytest.mark.parametrize(
    ("finished_on", "extended_late", "kept"),
    [
        (date(2026, 6, 30), False, Timeliness.ON_TIME),
        (date(2026, 7, 1), False, Timeliness.EXTENDED),
        (date(2026, 7, 1), True, Timeliness.LATE),
        (date(2026, 10, 1), False, Timeliness.LATE),
    ],
)
def test_an_extension_is_told_apart_from_both_in_time_and_late(
    finished_on: date, *, extended_late: bool, kept: Timeliness
) -> None:
    task = replace(
        OPEN_TASK,
        state=State.CLOSED,
        original_due_on=date(2026, 6, 30),
        due_on=date(2026, 9, 30),
        finished_on=finished_on,
        extended_late=extended_late,
    )
    assert timeliness_of(task, AS_OF) is kept


def test_a_resting_task_is_not_late_and_an_ended_one_is_not_asked() -> None:
    late = replace(OPEN_TASK, due_on=date(2026, 1, 31))
    assert timeliness_of(late, AS_OF) is Timeliness.OVERDUE
    assert timeliness_of(replace(late, state=State.PAUSED), AS_OF) is Timeliness.RUNNING
    assert timeliness_of(replace(late, state=State.ENDED), AS_OF) is None


@pytest.mark.parametrize(
    ("source", "of_report", "year", "registered_on", "work_year"),
    [
        (Source.SELF_CHECK, True, 2025, date(2025, 12, 28), 2026),
        (Source.SELF_CHECK, True, 2025, date(2026, 1, 8), 2026),
        (Source.INSPECTION, True, 2026, date(2026, 5, 18), 2026),
        (Source.AUDIT, False, 2025, date(2026, 1, 8), 2026),
        (Source.SELF_CHECK, False, 2026, date(2026, 3, 1), 2026),
        (Source.SELF_CHECK, False, 2023, date(2026, 3, 1), 2024),  # an old ledger, noted later
    ],
)
def test_the_report_on_a_year_is_worked_off_in_the_next_one(
    source: Source, *, of_report: bool, year: int, registered_on: date, work_year: int
) -> None:
    found = work_year_of(source, of_report=of_report, year=year, registered_on=registered_on)
    assert found == work_year


def year_of(*tasks: TaskFact) -> YearFacts:
    """Answer a year with one problem of some tasks."""
    problem = ProblemFact(1, Origin.LAST_YEAR, Source.SELF_CHECK, "账目不全", "", tasks)
    return YearFacts("青禾镇", "qinghe", 2026, AS_OF, (problem,))
