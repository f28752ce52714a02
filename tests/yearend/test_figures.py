"""The figures: three counts apart, sums that agree, one rate under the unit's rule."""

from dataclasses import replace

from hypothesis import given

from tests.yearend.strategies import quick, years
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lights import Timeliness
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.statistics import Tally, figures_of
from tracker.yearend.rules.tables import Table, tables_of


def table(facts: YearFacts, key: str) -> Table:
    """Answer one table of a year."""
    return next(one for one in tables_of(facts) if one.key == key)


def test_the_town_is_counted_as_a_person_would_with_a_pencil(facts: YearFacts) -> None:
    figures = figures_of(facts)
    whole = figures.whole
    assert (whole.problems.total, whole.tasks.total, whole.measures) == (12, 12, 15)
    assert whole.problems == Tally(done=5, sustained=1, under_way=4, overdue=1, ended=1)
    assert (figures.brought.problems.total, figures.new.problems.total) == (10, 2)
    assert figures.rate == "45.5%"  # 5 of 11: the ended one left
    assert (figures.repeated, figures.again) == (1, 1)
    assert figures.timeliness == {
        Timeliness.ON_TIME: 3,
        Timeliness.EXTENDED: 1,
        Timeliness.LATE: 2,
        Timeliness.OVERDUE: 1,
        Timeliness.RUNNING: 4,
    }
    assert {kind.unit: str(amount) for kind, amount in figures.achieved.items()}["万元"] == "4.60"
    assert next(iter(figures.achieved)) is FigureKind.RULES


def test_the_units_rule_decides_whether_lasting_work_counts(facts: YearFacts) -> None:
    counting = replace(facts, sustained_counts=True)
    assert figures_of(facts).rate == "45.5%"
    assert figures_of(counting).rate == "54.5%"
    assert "不计入已完成数" in figures_of(facts).rule
    assert "长期坚持计入已完成数" in figures_of(counting).rule


def test_what_was_ended_or_joined_is_told_in_a_note(facts: YearFacts) -> None:
    notes = figures_of(facts).notes
    assert notes[0].startswith("注：完成率＝已完成数÷总数")
    assert "经批准终止问题1个、任务1项" in notes[1]
    assert "已并入其他任务办理的1项" in notes[2]


def test_problems_are_told_by_their_source_and_units_in_their_order(facts: YearFacts) -> None:
    by_source = table(facts, "by_source")
    assert by_source.columns[:4] == ("问题来源", "问题（个）", "任务（项）", "措施（条）")
    assert [(row.label, row.cells[0], row.cells[-1]) for row in by_source.rows] == [
        ("主体责任报告自查", 10, "44.4%"),
        ("巡视巡察", 1, "0%"),
        ("审计", 1, "100%"),
        ("合计", 12, "45.5%"),
    ]
    assert [row.label for row in table(facts, "by_lead_unit").rows] == [
        "党建办公室",
        "财政所",
        "青禾镇",
        "合计",
    ]


@quick
@given(years)
def test_problems_measures_and_tasks_are_never_mixed(facts: YearFacts) -> None:
    whole = figures_of(facts).whole
    assert whole.problems.total == len(facts.problems)
    assert whole.tasks.total == len(facts.tasks)
    assert whole.measures == sum(len(one.measures) for one in facts.tasks)


@quick
@given(years)
def test_every_table_adds_up_to_its_last_line(facts: YearFacts) -> None:
    for one in tables_of(facts):
        if not one.rows or not one.rows[-1].is_total:
            continue
        *rows, total = one.rows
        for place, cell in enumerate(total.cells):
            if isinstance(cell, int):
                assert cell == sum(int(row.cells[place]) for row in rows), one.key
        assert sorted(total.tasks) == sorted(task for row in rows for task in row.tasks)


@quick
@given(years)
def test_the_number_of_tasks_in_a_line_is_the_number_of_tasks_behind_it(facts: YearFacts) -> None:
    for one in tables_of(facts):
        for place, label in enumerate(one.columns[1:]):
            if label == "任务（项）":
                assert [row.cells[place] for row in one.rows] == [
                    len(row.tasks) for row in one.rows
                ]


@quick
@given(years)
def test_brought_and_new_problems_are_the_whole(facts: YearFacts) -> None:
    figures = figures_of(facts)
    for field in ("problems", "tasks"):
        brought, new, whole = (
            getattr(getattr(figures, part), field) for part in ("brought", "new", "whole")
        )
        assert brought.total + new.total == whole.total
        assert brought.done + new.done == whole.done


@quick
@given(years)
def test_a_rate_is_everything_only_when_nothing_is_open(facts: YearFacts) -> None:
    figures = figures_of(replace(facts, sustained_counts=True))
    counted = figures.whole.problems
    assert (figures.rate == "100%") is (counted.counted > 0 and counted.open == 0)
