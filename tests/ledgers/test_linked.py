"""关联: what is entered on one task is told in the rows of all tasks about the same matter, figures counted once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, work_in
from tests.listening import statements
from tests.yearend.conftest import unit
from tracker.core import clock
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.queries.prints.tasks import print_tasks
from tracker.tasks import actions, queries
from tracker.tasks.models import Task
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewFigure, NewProgress
from tracker.yearend.queries import year_facts

CLERK, HANDLER = "zhoumin", "liqiang"
SAID = "已办实训2期。"


@pytest.fixture
def pair(session: Session, cast: Cast) -> tuple[Task, Task]:
    """Two tasks about one matter, each handed out."""
    one, two = bring_to(session, cast, State.ACTIVE), bring_to(session, cast, State.ACTIVE)
    clerk = cast[CLERK]
    actions.link(session, at_work(session, clerk, one), deed(clerk), at_work(session, clerk, two))
    return one, two


def report(session: Session, cast: Cast, task: Task, text: str = SAID) -> None:
    handler = cast[HANDLER]
    figure = NewFigure(kind=FigureKind.RULES, amount=Decimal(2))
    told = NewProgress(text=text, difficulties="缺讲师", figures=(figure,))
    actions.report(session, at_work(session, handler, task), deed(handler), told)
    session.flush()


def test_the_row_of_a_linked_task_tells_what_was_entered_once(
    session: Session, cast: Cast, pair: tuple[Task, Task]
) -> None:
    one, two = pair
    report(session, cast, one)
    newest = queries.latest_progress(session, pair)
    assert {newest[it.id].text for it in pair} == {SAID}
    for line in ledger_lines(session, [one.id, two.id], clock.today()):
        assert [it.text for it in line.progress] == [SAID]
    assert [it.difficulties for it in print_tasks(session, [two.id], clock.today())] == ["缺讲师"]


def test_the_newest_counts_wherever_it_was_entered(
    session: Session, cast: Cast, pair: tuple[Task, Task]
) -> None:
    one, two = pair
    report(session, cast, two, "先在乙报。")
    report(session, cast, one, "后在甲报。")
    newest = queries.latest_progress(session, pair)
    assert [newest[it.id].text for it in pair] == ["后在甲报。", "后在甲报。"]
    (line,) = ledger_lines(session, [two.id], clock.today())
    assert [it.text for it in line.progress] == ["先在乙报。", "后在甲报。"]


def test_papers_of_a_linked_task_stand_in_the_row_too(
    session: Session, cast: Cast, pair: tuple[Task, Task]
) -> None:
    work_in(session, cast, pair[0])
    (line,) = ledger_lines(session, [pair[1].id], clock.today())
    assert line.evidence == ("对账记录",)


def test_after_the_link_is_cut_each_row_tells_only_its_own(
    session: Session, cast: Cast, pair: tuple[Task, Task]
) -> None:
    one, two = pair
    report(session, cast, one)
    clerk = cast[CLERK]
    why = deed(clerk, note="不是同一件事")
    actions.unlink(session, at_work(session, clerk, two), why)
    session.flush()
    assert set(queries.latest_progress(session, pair)) == {one.id}
    (line,) = ledger_lines(session, [two.id], clock.today())
    assert (line.progress, line.evidence) == ((), ())


def test_what_was_done_before_the_round_of_the_other_task_is_not_its_progress(
    session: Session, cast: Cast
) -> None:
    clerk = cast[CLERK]
    with clock.frozen(clock.now() - timedelta(days=9)):
        one = bring_to(session, cast, State.ACTIVE)
        report(session, cast, one)
    two = bring_to(session, cast, State.ACTIVE)
    actions.link(session, at_work(session, clerk, one), deed(clerk), at_work(session, clerk, two))
    session.flush()
    (line,) = ledger_lines(session, [two.id], clock.today())
    assert line.progress == ()


def test_the_year_tells_it_of_both_and_counts_its_figures_once(
    session: Session, cast: Cast, pair: tuple[Task, Task]
) -> None:
    report(session, cast, pair[0])
    tasks = year_facts(session, unit(session), 2026, clock.today()).tasks
    assert [[it.text for it in one.progress] for one in tasks] == [[SAID], [SAID]]
    figures = [it.amount for one in tasks for told in one.progress for it in told.figures]
    assert figures == [Decimal(2)]


def test_linked_rows_take_no_more_statements(
    session: Session, cast: Cast, pair: tuple[Task, Task]
) -> None:
    report(session, cast, pair[0])
    alone = statements_for(session, [pair[0].id])
    assert statements_for(session, [one.id for one in pair]) == alone == 3


def statements_for(session: Session, ids: list[int]) -> int:
    """Answer how many statements the rows of some tasks take."""
    with statements(session.get_bind()) as asked:
        list(ledger_lines(session, ids, clock.today()))
    return len(asked)
