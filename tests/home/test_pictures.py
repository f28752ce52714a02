"""The pictures of a year: what each row says, and that it is the figures' own count."""

from dataclasses import replace
from datetime import date

from tracker.home.rules.pictures import (
    Shape,
    YearCount,
    deadlines_ahead,
    done_problems,
    pictures_of,
    progress_over_year,
    year_by_year,
)
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.statistics import figures_of

TODAY = date(2026, 6, 15)


def task(number: int, state: State, **told: object) -> TaskFact:
    fact = TaskFact(number, f"2026-{number:03}", f"第{number}项", state, lead_unit="党建办")
    return replace(fact, **told)  # type: ignore[arg-type]  # by the names of its fields


def problem(number: int, *tasks: TaskFact, category: str = "组织建设") -> ProblemFact:
    return ProblemFact(
        number, Origin.LAST_YEAR, Source.SELF_CHECK, f"问题{number}", "", tasks, category=category
    )


def year(*problems: ProblemFact, sustained_counts: bool = False) -> YearFacts:
    return YearFacts("清溪镇", "QX", 2026, TODAY, problems, sustained_counts=sustained_counts)


MARCH = task(1, State.CLOSED, closed_on=date(2026, 3, 31), finished_on=date(2026, 3, 31))
MAY = task(2, State.CLOSED, closed_on=date(2026, 5, 2), finished_on=date(2026, 5, 2))
LATE = task(3, State.ACTIVE, due_on=date(2026, 6, 1))
SOON = task(4, State.ACTIVE, due_on=date(2026, 6, 20))
LASTING = task(5, State.SUSTAINED, finished_on=date(2026, 4, 9))


def test_a_problem_is_drawn_as_done_in_the_month_of_its_last_task() -> None:
    drawn = progress_over_year(year(problem(1, MARCH, MAY), problem(2, SOON)))
    done = [line.values[0] for line in drawn.lines]
    assert done == [0, 0, 0, 0, 1, 1, None, None, None, None, None, None]
    assert [one.number for one in drawn.lines[4].tasks] == ["2026-001", "2026-002"]
    assert drawn.lines[2].tasks == ()


def test_the_even_pace_reaches_everything_in_december() -> None:
    drawn = progress_over_year(year(problem(1, MARCH), problem(2, SOON)))
    assert [line.values[1] for line in (drawn.lines[5], drawn.lines[11])] == [1.0, 2.0]
    assert drawn.summary == "到6月底累计完成 1 个问题，按序时应完成 1 个。"


def test_what_lasts_counts_by_the_units_rule() -> None:
    problems = (problem(1, LASTING), problem(2, SOON))
    assert done_problems(year(*problems)) == ()
    counted = year(*problems, sustained_counts=True)
    assert [one.id for one in done_problems(counted)] == [1]
    assert progress_over_year(counted).lines[3].values[0] == 1


def test_the_last_month_agrees_with_the_figures() -> None:
    facts = year(problem(1, MARCH), problem(2, MAY), problem(3, LATE), problem(4, LASTING))
    whole = figures_of(facts).whole.problems
    assert progress_over_year(facts).lines[5].values[0] == whole.completed(sustained_counts=False)
    assert len(done_problems(facts)) == whole.completed(sustained_counts=False)


def test_groups_tell_who_is_late_and_lead_to_the_tasks() -> None:
    pictures = {one.key: one for one in pictures_of(year(problem(1, LATE), problem(2, MAY)), [])}
    by_unit = pictures["by_lead_unit"]
    assert by_unit.shape is Shape.STACKED
    assert by_unit.lines[0].values == (1, 0, 0, 1)
    assert by_unit.lines[0].table == "by_lead_unit"
    assert by_unit.summary == "有超期未完成的：党建办。"


def test_deadlines_ahead_leave_out_what_is_late_done_or_far() -> None:
    far = task(6, State.ACTIVE, due_on=date(2026, 12, 20))
    drawn = deadlines_ahead(year(problem(1, LATE, SOON), problem(2, far, MARCH)))
    assert [(line.day, line.values) for line in drawn.lines] == [(date(2026, 6, 20), (1,))]


def test_years_stand_beside_each_other_with_what_came_again() -> None:
    drawn = year_by_year([YearCount(2025, 9, 4, 1, 0), YearCount(2026, 8, 2, 0, 3)])
    assert [line.values for line in drawn.lines] == [(4, 1, 4, 0), (2, 0, 6, 3)]
    assert drawn.summary == "2 个年度共 17 个问题，重复出现 3 个。"


def test_a_picture_of_nothing_is_left_out() -> None:
    assert pictures_of(year(), []) == ()
