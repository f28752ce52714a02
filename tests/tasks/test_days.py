"""更正日期 on real tasks: what hangs on the day of a step goes along, and what does not fit is refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, open_task, order, recorded, work_in
from tracker.accounts.models import Unit
from tracker.core import clock
from tracker.core.errors import ForbiddenError, InvalidError, NotFoundError
from tracker.reports.rules.sources import Source
from tracker.tasks import actions
from tracker.tasks.models import Extension, Problem, Progress, StepDay, Task, Trace
from tracker.tasks.queries import standings_on, trail_of
from tracker.tasks.rules.corrections import Subject
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import State, Step

CLERK, OTHER_CLERK, HANDLER, SECRETARY = "zhoumin", "liuyang", "liqiang", "chenguodong"
DAY = timedelta(days=1)


def taken(session: Session, task: Task, step: Step) -> Trace:
    return next(one for one in reversed(trail_of(session, task)) if one.step is step)


def move(
    session: Session, cast: Cast, task: Task, step: Step, to: date, by: Deed | None = None
) -> None:
    by = by or deed(cast[OTHER_CLERK], note="日期录错")
    viewer = next(one for one in cast.viewers.values() if one.person_id == by.actor_id)
    row = taken(session, task, step).id
    new = {"done_on": to.isoformat()}
    actions.correct(session, at_work(session, viewer, task), by, Subject.DAY, row, new)
    session.flush()


@pytest.fixture
def closed(session: Session, cast: Cast) -> Task:
    """A task that was assigned ten days ago and closed today, every step typed on its day."""
    task = bring_to(session, cast, State.CLOSED)
    start = taken(session, task, Step.ASSIGN)
    session.add_all(  # as if the work before closing had been done ten days ago
        StepDay(trace_id=one.id, done_on=clock.today() - 10 * DAY)
        for one in trail_of(session, task)
        if one.position <= start.position + 1
    )
    task.assigned_on = task.rounds[0].started_on = clock.today() - 10 * DAY
    session.flush()
    session.expire_all()
    return task


def test_the_day_of_the_last_approval_moves_the_closing_and_what_is_asked_as_of_a_day(
    session: Session, cast: Cast, closed: Task
) -> None:
    today = clock.today()
    own = deed(cast[HANDLER], note="日期录错")
    for step in (Step.REPORT, Step.HAND_IN, Step.SUBMIT):
        move(session, cast, closed, step, today - 2 * DAY, own)
    for step in (Step.COUNTERSIGN, Step.REVIEW):
        move(session, cast, closed, step, today - 2 * DAY)
    move(session, cast, closed, Step.ACCEPT, today - DAY)
    assert closed.closed_on == closed.rounds[0].closed_on == closed.moved_on == today - DAY
    assert closed.rounds[0].submitted_on == today - 2 * DAY
    assert standings_on(session, [closed], today - DAY)[closed.id].state is State.CLOSED
    assert standings_on(session, [closed], today - 2 * DAY)[closed.id].state is State.FINAL_REVIEW
    told = taken(session, closed, Step.ACCEPT)
    assert (told.done_on, told.day) == (today, today - DAY), "the trail itself never changes"
    assert taken(session, closed, Step.CORRECT).facts["corrected"] == {
        "done_on": [today.isoformat(), (today - DAY).isoformat()]
    }


def test_a_day_that_does_not_fit_its_neighbours_is_refused_and_nothing_moves(
    session: Session, cast: Cast, closed: Task
) -> None:
    today = clock.today()
    for step, to, words in (
        (Step.ACCEPT, today - DAY, "前一步"),
        (Step.SIGN_FOR, today - 11 * DAY, "前一步"),
        (Step.ASSIGN, today - 9 * DAY, "先更正后一步"),
        (Step.SUBMIT, today + DAY, "录入的那一天"),
        (Step.REPORT, today - 11 * DAY, "前一步"),
    ):
        with pytest.raises(InvalidError, match=words):
            move(session, cast, closed, step, to)
        session.expire_all()
    assert (closed.closed_on, closed.assigned_on) == (today, today - 10 * DAY)


def test_who_took_part_does_not_move_the_day_of_an_approval_but_others_do(
    session: Session, cast: Cast, closed: Task
) -> None:
    today = clock.today()
    for step in (Step.REVIEW, Step.COUNTERSIGN):  # the later one must wait for the earlier one
        with pytest.raises(InvalidError, match="前一步"):
            move(session, cast, closed, step, today - DAY)
    move(session, cast, closed, Step.SUBMIT, today - DAY)  # 刘洋 has put work right: takes part now
    for step in (Step.COUNTERSIGN, Step.REVIEW):
        move(session, cast, closed, step, today - DAY, deed(cast[CLERK], note="日期录错"))
    with pytest.raises(ForbiddenError, match="参与过本次整改") as refusal:
        move(session, cast, closed, Step.ACCEPT, today - DAY)
    assert set(refusal.value.who_can) == {"周敏", "陈国栋"}
    unsigned = recorded(cast[OTHER_CLERK], cast[SECRETARY], note="日期录错")
    with pytest.raises(ForbiddenError, match="签字的审批表"):
        move(session, cast, closed, Step.ACCEPT, today - DAY, unsigned)
    move(session, cast, closed, Step.ACCEPT, today - DAY, deed(cast[SECRETARY], note="日期录错"))
    assert closed.closed_on == today - DAY


def test_what_hangs_on_other_steps_goes_along(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    opened = taken(session, task, Step.OPEN)
    session.add(StepDay(trace_id=opened.id, done_on=clock.today() - 10 * DAY))
    session.flush()
    session.expire_all()
    work_in(session, cast, task)
    handler, leader = cast[HANDLER], cast["wanglixin"]
    today = clock.today()
    asked = deed(handler, note="汛期停工")
    assert task.due_on is not None
    proposed_on = task.due_on + 9 * DAY
    actions.ask_extension(session, at_work(session, handler, task), asked, proposed_on=proposed_on)
    actions.grant_extension(session, at_work(session, leader, task), deed(leader))
    for step in (Step.ASSIGN, Step.SIGN_FOR, Step.REPORT, Step.ASK_EXTENSION):
        move(session, cast, task, step, today - DAY)
    move(session, cast, task, Step.GRANT_EXTENSION, today - DAY, deed(leader, note="日期录错"))
    assert task.assigned_on == task.rounds[0].started_on == today - DAY
    progress = session.scalars(select(Progress).where(Progress.task_id == task.id)).one()
    extension = session.scalars(select(Extension).where(Extension.task_id == task.id)).one()
    assert progress.done_on == extension.asked_on == extension.decided_on == today - DAY


def test_what_is_typed_in_months_later_counts_from_the_day_on_which_it_was_handed_out(
    session: Session, cast: Cast
) -> None:
    clerk, today = cast[CLERK], clock.today()
    task = open_task(session, cast, year=today.year - 1)
    guessed = date(today.year - 1, 6, 30)  # 6月底前, in the year of the report
    task.due_on = task.original_due_on = guessed
    session.flush()
    session.expire_all()
    met_on = today - 120 * DAY
    wish = order(cast, due_on=today + DAY)
    for day, words in ((today + DAY, "晚于今天"), (date(today.year - 2, 12, 31), "早于问题年度")):
        with pytest.raises(InvalidError, match=words):
            actions.assign(session, at_work(session, clerk, task), deed(clerk, on=day), wish)
        session.expire_all()
    actions.assign(session, at_work(session, clerk, task), deed(clerk, on=met_on), wish)
    assert task.original_due_on == wish.due_on
    handler = cast[HANDLER]
    actions.sign_for(session, at_work(session, handler, task), deed(handler, on=met_on + DAY))
    assert standings_on(session, [task], met_on - DAY) == {}
    assert standings_on(session, [task], met_on + DAY)[task.id].state is State.ACTIVE
    opened = taken(session, task, Step.OPEN)
    assert (opened.done_on, opened.day) == (today, met_on), "the trail keeps the day of the entry"
    assert session.get_one(Problem, task.problem_id).registered_on == met_on
    move(session, cast, task, Step.ASSIGN, met_on - DAY)
    assert task.assigned_on == taken(session, task, Step.OPEN).day == met_on - DAY


def test_days_of_earlier_rounds_and_of_other_trails_stay(
    session: Session, cast: Cast, closed: Task
) -> None:
    clerk, today = cast[CLERK], clock.today()
    first = taken(session, closed, Step.ACCEPT)
    again = deed(clerk, note="又有3个村没有对账")
    due_on = today + 30 * DAY
    work = at_work(session, clerk, closed)
    actions.reopen(session, work, again, basis="回头看", due_on=due_on, agreed_by="王立新")
    wish = {"done_on": (today - DAY).isoformat()}
    by = deed(clerk, note="日期录错")
    work = at_work(session, clerk, closed)
    with pytest.raises(InvalidError, match="以前那次整改"):
        actions.correct(session, work, by, Subject.DAY, first.id, wish)
    opened = taken(session, closed, Step.OPEN)
    with pytest.raises(NotFoundError):
        actions.correct(session, work, by, Subject.DAY, opened.id, wish)


def test_who_puts_the_work_right_has_worked_on_it_and_who_puts_an_approval_right_has_not(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.FIRST_REVIEW)
    clerk, other = cast[CLERK], cast[OTHER_CLERK]
    right = deed(clerk, note="写错了")
    work = at_work(session, clerk, task)
    actions.correct(session, work, right, Subject.OUTCOME, 1, {"outcome": "15个村对账。"})
    with pytest.raises(ForbiddenError, match="参与过本次整改") as refusal:
        actions.approve(session, at_work(session, clerk, task), deed(clerk))
    assert "刘洋" in refusal.value.who_can
    actions.approve(session, at_work(session, other, task), deed(other, note="属实"))
    note = taken(session, task, Step.REVIEW)
    by = deed(other, note="漏字")
    work = at_work(session, other, task)
    actions.correct(session, work, by, Subject.NOTE, note.id, {"note": "情况属实"})
    assert other.person_id not in at_work(session, other, task).parties.workers


def test_a_later_day_than_the_paper_s_takes_an_extension_and_a_wrong_reading_does_not(
    session: Session, cast: Cast
) -> None:
    clerk, day = cast[CLERK], clock.today() + 30 * DAY
    stated = actions.NewProblem(
        2026, Source.SELF_CHECK, "台账滞后", "台账滞后。", due_on=day, due_text="6月底前"
    )
    [task] = actions.open_problems(session, session.get_one(Unit, cast.town), [stated], deed(clerk))
    later = order(cast, due_on=day + 30 * DAY)
    for wording in ("6月底前", ""):
        with pytest.raises(InvalidError, match="交办后申请延期"):
            actions.assign(
                session,
                at_work(session, clerk, task),
                deed(clerk),
                replace(later, due_text=wording),
            )
        session.expire_all()
    read_again = replace(later, due_text="7月底前")
    actions.assign(session, at_work(session, clerk, task), deed(clerk), read_again)
    running = task.rounds[0]
    assert (task.original_due_on, task.original_due_text) == (later.due_on, "7月底前")
    assert (running.original_due_on, running.due_on, running.extended) == (
        later.due_on,
        later.due_on,
        False,
    )
    assert taken(session, task, Step.ASSIGN).facts["due_text"] == ["6月底前", "7月底前"]
