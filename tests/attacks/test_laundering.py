"""Work stays the work of whoever did it: splitting, standing in and correcting wash nothing clean."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, work_in
from tests.tasks.test_life import stand_in
from tracker.core import clock
from tracker.core.errors import ForbiddenError, InvalidError
from tracker.tasks import actions
from tracker.tasks.models import Evidence, Extension, Figure, Progress, Task
from tracker.tasks.queries import parties_of, trail_of
from tracker.tasks.rules.corrections import FIGURE, Subject
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewFigure, NewProgress

CLERK, HANDLER, LEADER, OTHER_LEADER = "zhoumin", "liqiang", "wanglixin", "huanghai"


@pytest.mark.parametrize("with_measures", [True, False])
def test_whoever_worked_on_measures_has_part_in_the_task_they_are_split_off_to(
    session: Session, cast: Cast, *, with_measures: bool
) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    work_in(session, cast, task)
    clerk = cast[CLERK]
    moved = [task.measures[0].id] if with_measures else []
    work = at_work(session, clerk, task)
    new = actions.split(session, work, deed(clerk), title="另一半", measure_ids=moved)
    session.flush()
    parties = parties_of(session, new, trail_of(session, new), clock.today())
    assert (cast[HANDLER].person_id in parties.workers) is with_measures


def test_whoever_asked_for_time_in_another_s_place_does_not_grant_it(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    leader = cast[LEADER]
    asking = replace(stand_in(session, cast, HANDLER, LEADER), note="汛期无法施工")
    assert task.due_on is not None
    actions.ask_extension(
        session,
        at_work(session, leader, task),
        asking,
        proposed_on=task.due_on + timedelta(days=20),
    )
    with pytest.raises(ForbiddenError, match="不能再"):
        actions.grant_extension(session, at_work(session, leader, task), deed(leader))
    other = cast[OTHER_LEADER]
    by = stand_in(session, cast, LEADER, OTHER_LEADER)
    with pytest.raises(ForbiddenError):
        actions.grant_extension(session, at_work(session, other, task), by)
    assert session.scalars(select(Extension.decided_on)).all() == [None]


def reopened(session: Session, cast: Cast) -> Task:
    """Close a task with a figure in its first round, and open it again."""
    task = bring_to(session, cast, State.ACTIVE)
    handler, clerk = cast[HANDLER], cast[CLERK]
    told = NewProgress(text="投入资金2万元。", figures=[NewFigure(FigureKind.MONEY, Decimal(2))])
    actions.report(session, at_work(session, handler, task), deed(handler), told)
    work_in(session, cast, task)
    actions.submit(session, at_work(session, handler, task), deed(handler), outcome="已办。")
    for login in (LEADER, CLERK, "chenguodong"):
        actions.approve(session, at_work(session, cast[login], task), deed(cast[login]))
    by = deed(clerk, note="又有两个村没有对账")
    due = clock.today() + timedelta(days=30)
    actions.reopen(
        session, at_work(session, clerk, task), by, basis="回头看", due_on=due, agreed_by="王立新"
    )
    return task


def test_no_correction_changes_a_figure_or_a_day_of_an_earlier_round(
    session: Session, cast: Cast
) -> None:
    task = reopened(session, cast)
    clerk = cast[CLERK]
    figure = session.scalars(select(Figure)).one()
    paper = session.scalars(select(Evidence)).one()
    for subject, row, new in (
        (Subject.PROGRESS, figure.progress_id, {f"{FIGURE}{figure.id}": "9"}),
        (Subject.EVIDENCE, paper.id, {"made_on": "2024-01-01"}),
    ):
        work = at_work(session, clerk, task)
        with pytest.raises(InvalidError, match="以前那次整改"):
            actions.correct(session, work, deed(clerk, note="写错了"), subject, row, new)
    assert figure.amount == Decimal(2)
    assert paper.made_on is None


def test_words_of_an_earlier_round_are_still_put_right(session: Session, cast: Cast) -> None:
    task = reopened(session, cast)
    clerk = cast[CLERK]
    told = session.scalars(select(Progress).order_by(Progress.id)).first()
    assert told is not None
    actions.correct(
        session,
        at_work(session, clerk, task),
        deed(clerk, note="错字"),
        Subject.PROGRESS,
        told.id,
        {"text": "培训2期。"},
    )
    assert told.text == "培训2期。"
