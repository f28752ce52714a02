"""A year is sealed while somebody works: the step comes before the figures, or is refused."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories.tasks import bring_to, deed
from tests.reports.papers import LAST_YEAR, REPORT, taken_in
from tests.yearend.conftest import unit
from tracker.core import clock
from tracker.core.db import Database
from tracker.core.errors import InvalidError
from tracker.reports.access import batch_to_check
from tracker.reports.models import Finding
from tracker.tasks import actions
from tracker.tasks.access import hold_tasks, task_at_work
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.continuing import Continued, Ground
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.orders import NewProgress
from tracker.yearend.actions import closing

LONG_ENOUGH_TO_SLIP_BY = 0.3


@pytest.fixture
def task(database: Database, cast: Cast) -> Task:
    """A task in somebody's hands."""
    with database.transaction() as session:
        return bring_to(session, cast, State.ACTIVE)


def test_figures_are_read_when_the_steps_under_way_are_over(
    database: Database, cast: Cast, task: Task
) -> None:
    def steps_when_sealing() -> int:
        with database.transaction() as session:
            closing.hold_still(session, task.unit_id)
            return session.scalar(select(func.count(Trace.id))) or 0

    with ThreadPoolExecutor(1) as another:
        with database.transaction() as session:
            work = task_at_work(session, cast["liqiang"], task.id)
            actions.report(session, work, deed(cast["liqiang"]), NewProgress(text="已对账。"))
            session.flush()
            written = session.scalar(select(func.count(Trace.id)))
            sealing = another.submit(steps_when_sealing)
            wait([sealing], LONG_ENOUGH_TO_SLIP_BY)
        assert sealing.result() == written


def test_a_step_that_waited_for_the_sealing_is_refused(
    database: Database, cast: Cast, task: Task
) -> None:
    def report() -> None:
        with clock.frozen(NOW), database.transaction() as session:  # each thread has its own clock
            work = task_at_work(session, cast["liqiang"], task.id)
            actions.report(session, work, deed(cast["liqiang"]), NewProgress(text="已对账。"))

    _refused_after_sealing(database, report)


def test_a_step_that_had_read_its_unit_before_it_waited_is_refused_too(
    database: Database, cast: Cast, task: Task
) -> None:
    def report() -> None:
        with clock.frozen(NOW), database.transaction() as session:
            read_before = unit(session)  # as a returned form does, or a meeting
            work = task_at_work(session, cast["liqiang"], task.id)
            assert work.task.unit is read_before
            actions.report(session, work, deed(cast["liqiang"]), NewProgress(text="已对账。"))

    _refused_after_sealing(database, report)


def test_whoever_works_on_several_tasks_holds_them_in_the_order_of_the_sealing(
    database: Database, cast: Cast, task: Task
) -> None:
    with database.transaction() as session:
        second = bring_to(session, cast, State.ACTIVE)

    def hold_both() -> None:
        with database.transaction() as session:
            hold_tasks(session, [second.id, task.id])

    with ThreadPoolExecutor(1) as another:
        with database.transaction() as session:
            hold_tasks(session, [task.id])
            both = another.submit(hold_both)
            wait([both], LONG_ENOUGH_TO_SLIP_BY)
            closing.hold_still(session, task.unit_id)
        both.result()


def test_a_whole_ledger_can_be_held_at_once(database: Database, task: Task) -> None:
    with database.transaction() as session:
        hold_tasks(session, range(task.id, 20_000))


def test_an_import_that_confirms_holds_up_no_sealing(
    app: Flask, database: Database, cast: Cast, tmp_path: Path
) -> None:
    with database.transaction() as session:
        old = taken_in(session, cast, LAST_YEAR, 2024)
        told_before = old.findings[0].id
        [first, _] = actions.open_from_batch(session, old, old.unit, deed(cast["zhoumin"]))
    paper = tmp_path / "报告.txt"
    paper.write_text(REPORT, encoding="utf-8")
    order = ["reports", "import", str(paper), "--unit", "qinghe"]
    assert app.test_cli_runner().invoke(args=order).exit_code == 0
    with database.transaction() as session:
        repeat = {"finding_id": told_before, "year": 2024, "accepted": True}
        newest = session.scalars(select(Finding).order_by(Finding.id.desc()).limit(1)).one()
        newest.repeat_of = repeat

    def confirm() -> Result:
        with clock.frozen(NOW):
            return app.test_cli_runner().invoke(args=[*order, "--confirm"])

    with ThreadPoolExecutor(1) as another:
        with database.transaction() as session:
            hold_tasks(session, [first.id])
            confirmed = another.submit(confirm)
            wait([confirmed], LONG_ENOUGH_TO_SLIP_BY)
            closing.hold_still(session, first.unit_id)
        assert confirmed.result().exit_code == 0
    with database.reading() as session:
        assert session.query(Trace).filter_by(task_id=first.id, step=Step.CARRY_OVER).count() == 1


def test_a_problem_registered_while_the_year_is_sealed_is_refused(
    database: Database, cast: Cast, task: Task
) -> None:
    problem = actions.NewProblem(
        year=2026, source=task.problem.source, title="台账不清", text="台账不清。"
    )

    def register() -> None:
        with clock.frozen(NOW), database.transaction() as session:
            actions.open_problems(session, unit(session), [problem], deed(cast["zhoumin"]))

    _refused_after_sealing(database, register)


def test_a_report_that_goes_on_with_a_task_waits_for_its_step_and_holds_up_no_sealing(
    database: Database, cast: Cast, task: Task
) -> None:
    with database.transaction() as session:
        batch_id = taken_in(session, cast).id

    def confirm() -> None:
        with clock.frozen(NOW), database.transaction() as session:
            batch = batch_to_check(session, cast["zhoumin"], batch_id)
            told = Continued(batch.findings[0].id, (task.problem_id,), Ground.PERSON)
            actions.open_from_batch(session, batch, batch.unit, deed(cast["zhoumin"]), [told])

    with ThreadPoolExecutor(1) as another:
        with database.transaction() as session:
            task_at_work(session, cast["liqiang"], task.id)
            confirmed = another.submit(confirm)
            wait([confirmed], LONG_ENOUGH_TO_SLIP_BY)
            closing.hold_still(session, task.unit_id)
        confirmed.result()
    with database.reading() as session:
        told_of = select(Trace.step).where(Trace.task_id == task.id).order_by(Trace.position.desc())
        assert session.scalars(told_of).first() is Step.CARRY_OVER


def _refused_after_sealing(database: Database, step: Callable[[], None]) -> None:
    """Begin a step between the holding and the sealing of its year."""
    with ThreadPoolExecutor(1) as another:
        with database.transaction() as session:
            closing.hold_still(session, unit(session).id)
            late: Future[None] = another.submit(step)
            wait([late], LONG_ENOUGH_TO_SLIP_BY)
            unit(session).sealed_until = date(NOW.year, 12, 31)
        with pytest.raises(InvalidError, match="已经封存"):
            late.result()
