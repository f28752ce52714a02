"""Reading a year: which problems belong to it, and how they stood on a day."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.yearend import AS_OF, Town, Work
from tests.listening import statements
from tests.yearend.conftest import unit
from tracker.core.db import Database
from tracker.reports.rules.sources import Source
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.lifecycle import State, Step
from tracker.yearend.queries import year_facts
from tracker.yearend.queries.outline import work_headings
from tracker.yearend.rules.facts import Origin, TaskFact, YearFacts
from tracker.yearend.rules.statistics import figures_of


@pytest.fixture
def paper(session: Session, cast: Cast) -> Town:
    """A town with its report on 2025, and nothing in the ledger yet."""
    town = Town(session, cast)
    town.report(2025)
    return town


def facts_of(town: Town, year: int = 2026, as_of: date = AS_OF) -> YearFacts:
    """Read a year of the town."""
    town.session.flush()
    return year_facts(town.session, unit(town.session), year, as_of)


def only_task(town: Town, year: int = 2026, as_of: date = AS_OF) -> TaskFact:
    """Answer the one task of a year."""
    (task,) = facts_of(town, year, as_of).tasks
    return task


def test_the_problems_of_last_years_report_are_worked_off_this_year(paper: Town) -> None:
    paper.problem(Work("账目不全", year=2025))
    (problem,) = facts_of(paper, 2026).problems
    assert (problem.origin, problem.year) == (Origin.LAST_YEAR, 2025)
    assert facts_of(paper, 2025).problems == ()


def test_a_problem_from_another_source_belongs_to_the_year_of_its_registration(paper: Town) -> None:
    paper.problem(
        Work("公示不及时", year=2026, source=Source.AUDIT, registered_on=date(2026, 5, 18))
    )
    (problem,) = facts_of(paper, 2026).problems
    assert problem.origin is Origin.NEW
    assert facts_of(paper, 2026, date(2026, 5, 17)).problems == ()


def test_the_problems_of_this_years_own_report_wait_for_the_next(paper: Town) -> None:
    paper.report(2026)
    paper.problem(Work("账目不全", year=2026, registered_on=date(2026, 12, 10)))
    assert facts_of(paper, 2026).problems == ()
    (problem,) = facts_of(paper, 2027, date(2027, 1, 31)).problems
    assert problem.origin is Origin.LAST_YEAR


@pytest.mark.parametrize(
    ("state", "done_on", "belongs"),
    [
        (State.ACTIVE, None, True),
        (State.SUSTAINED, date(2025, 10, 1), True),
        (State.CLOSED, date(2026, 3, 1), True),
        (State.CLOSED, date(2025, 12, 31), False),
        (State.ENDED, date(2025, 12, 31), False),
        (State.ENDED, date(2026, 2, 1), True),
    ],
)
def test_an_earlier_problem_belongs_while_something_was_owed_when_the_year_began(
    paper: Town, state: State, done_on: date | None, *, belongs: bool
) -> None:
    paper.report(2024)
    paper.problem(
        Work(
            "账目不全",
            state,
            year=2024,
            registered_on=date(2025, 1, 10),
            done_on=done_on,
            basis="会议",
        )
    )
    found = [one.origin for one in facts_of(paper).problems]
    assert found == ([Origin.EARLIER] if belongs else [])


def test_of_an_earlier_problem_only_the_tasks_still_owed_count(paper: Town) -> None:
    paper.report(2024)
    early = {"year": 2024, "registered_on": date(2025, 1, 10)}
    paper.problem(
        Work("账目不全", State.CLOSED, done_on=date(2025, 9, 1), **early),  # type: ignore[arg-type]  # the same wishes for every row
        Work("记录不全", **early),  # type: ignore[arg-type]  # the same wishes for every row
    )
    assert only_task(paper).title == "记录不全"


def test_another_units_problems_are_not_read(paper: Town) -> None:
    paper.problem(Work("账目不全"))
    paper.session.flush()
    other = year_facts(paper.session, unit(paper.session, "baishi"), 2026, AS_OF)
    assert (other.problems, other.headings) == ((), ())


def test_what_was_done_after_the_day_has_not_happened_yet(paper: Town) -> None:
    _, (task,) = paper.problem(
        Work(
            "账目不全",
            State.CLOSED,
            due_on=date(2026, 9, 30),
            original_due_on=date(2026, 6, 30),
            extension=("汛期抽调人员", date(2026, 6, 12), False),
            done_on=date(2026, 9, 16),
            outcome="账目已补齐",
            measures=[("逐村复核", date(2026, 9, 1))],
            progress=[
                (date(2026, 4, 2), "已复核2个村", ""),
                (date(2026, 9, 2), "已复核14个村", ""),
            ],
        )
    )
    moved = {"due_on": ["2026-06-30", "2026-09-30"]}
    active = (State.ACTIVE, State.ACTIVE)
    step(paper, task, Step.GRANT_EXTENSION, *active, date(2026, 6, 12), facts=moved)
    step(paper, task, Step.SUBMIT, State.ACTIVE, State.LEADER_REVIEW, date(2026, 9, 10))
    step(paper, task, Step.ACCEPT, State.LEADER_REVIEW, State.CLOSED, date(2026, 9, 16))

    may = only_task(paper, as_of=date(2026, 5, 31))
    assert (may.state, may.finished_on, may.due_on) == (State.ACTIVE, None, date(2026, 6, 30))
    assert [one.text for one in may.progress] == ["已复核2个村"]
    assert (may.extensions, may.measures[0].done_on) == ((), None)

    between = only_task(paper, as_of=date(2026, 9, 12))
    assert (between.state, between.due_on) == (State.LEADER_REVIEW, date(2026, 9, 30))

    december = only_task(paper)
    assert (december.state, december.finished_on) == (State.CLOSED, date(2026, 9, 16))
    assert december.outcome == "账目已补齐"


def test_a_measure_is_told_in_the_words_that_it_had_on_the_day(paper: Town) -> None:
    now = [("逐村复核", date(2026, 9, 1)), ("按月公示票据", None)]
    _, (task,) = paper.problem(Work("账目不全", measures=now))
    changed = {"measures": [["逐村复核", "公示票据"], ["逐村复核", "按月公示票据"]]}
    step(paper, task, Step.AMEND, State.ACTIVE, State.ACTIVE, date(2026, 10, 8), facts=changed)
    before, after = (
        only_task(paper, as_of=day).measures for day in (date(2026, 9, 30), date(2026, 10, 8))
    )
    assert [one.text for one in before] == ["逐村复核", "公示票据"]
    assert before[0].done_on == date(2026, 9, 1)
    assert [one.text for one in after] == ["逐村复核", "按月公示票据"]


def test_a_later_year_does_not_change_the_figures_of_an_earlier_one(paper: Town) -> None:
    _, (task,) = paper.problem(
        Work("账目不全", State.CLOSED, due_on=date(2027, 3, 31), done_on=date(2027, 3, 1))
    )
    step(paper, task, Step.ACCEPT, State.FINAL_REVIEW, State.CLOSED, date(2027, 3, 1))
    assert figures_of(facts_of(paper, 2026, date(2026, 12, 31))).rate == "0%"
    assert figures_of(facts_of(paper, 2027, date(2027, 12, 31))).rate == "100%"


def test_progress_and_figures_of_other_years_are_not_told(paper: Town) -> None:
    paper.problem(Work("账目不全", progress=[(date(2025, 12, 20), "已摸底", "")]))
    assert only_task(paper).progress == ()


def test_a_second_round_is_told_apart_from_the_first(paper: Town) -> None:
    paper.problem(Work("账目不全", round=2))
    task = only_task(paper)
    assert task.round == 2
    assert task.finished_before_on is not None
    assert task.finished_on is None


def test_the_inward_wording_is_not_even_read(paper: Town) -> None:
    paper.problem(Work("账目不全", inward="东岭村会计未报账"))
    assert "东岭村" not in repr(facts_of(paper))


def test_a_year_takes_the_same_few_statements_whatever_its_size(
    town: None,  # noqa: ARG001  a whole town is there
    database: Database,
) -> None:
    counts = []
    for code in ("qinghe", "baishi"):
        with database.reading() as session:
            chosen = unit(session, code)
            counts.append(statements_of(session, lambda: year_facts(session, chosen, 2026, AS_OF)))  # noqa: B023  called before the loop goes on
    assert counts == [5, 5]


def test_headings_that_only_announce_work_are_left_out() -> None:
    def entry(heading: str, level: int, kind: str = "work") -> dict[str, Any]:
        return {"heading": heading, "level": level, "kind": kind, "start": 0, "end": 0}

    outline = [
        entry("主要工作", 1),
        entry("一、工作成效", 1),
        entry("压实责任", 2),
        entry("建强支部，规范组织生活", 2),
        entry("存在问题", 1, "problems"),
    ]
    assert [one.heading for one in work_headings(outline, "")] == [
        "压实责任",
        "建强支部，规范组织生活",
    ]


def step(
    town: Town,
    task: Task,
    verb: Step,
    before: State,
    after: State,
    on: date,
    facts: dict[str, Any] | None = None,
) -> None:
    """Write a row of a task's trail."""
    position = town.session.query(Trace).filter_by(task_id=task.id).count() + 1
    town.session.add(
        Trace(
            task_id=task.id,
            position=position,
            round=task.round,
            step=verb,
            from_state=before,
            to_state=after,
            actor_id=town.cast["zhoumin"].person_id,
            actor_name="周敏",
            means=Means.SELF,
            done_on=on,
            entered_at=datetime(2027, 3, 2, tzinfo=UTC),
            facts=facts or {},
            previous_hash="0" * 64,
            hash="0" * 64,
        )
    )
    town.session.flush()


def statements_of(session: Session, read: Any) -> int:
    """Answer how many statements a reading takes."""
    with statements(session.get_bind()) as seen:
        read()
    return len(seen)
