"""Beside the straight way: corrections, measures by village, linked and split tasks, quarters, stand-ins."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, open_task, work_in
from tracker.accounts.models import StandIn
from tracker.core import clock
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tracker.tasks import actions, queries
from tracker.tasks.models import (
    Correction,
    Evidence,
    Extension,
    ExtensionState,
    Finding,
    Problem,
    Progress,
    QuarterReview,
    Task,
)
from tracker.tasks.rules.corrections import Subject
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.measures import Cell, Tick
from tracker.tasks.rules.orders import NewProgress
from tracker.tasks.rules.quarters import Quarter, quarter_of

HANDLER, CLERK, OTHER_CLERK = "liqiang", "zhoumin", "liuyang"
LEADER, OTHER_LEADER, SECRETARY = "wanglixin", "huanghai", "chenguodong"
Active = Callable[..., Task]


@pytest.fixture
def active(session: Session, cast: Cast) -> Task:
    """A task in the hands of 李强, with a report and a paper."""
    task = bring_to(session, cast, State.ACTIVE)
    work_in(session, cast, task)
    return task


def correct(
    session: Session, cast: Cast, task: Task, login: str, subject: Subject, row: int, **new: str
) -> None:
    by = deed(cast[login], note="写错了")
    actions.correct(session, at_work(session, cast[login], task), by, subject, row, new)


def first_progress(session: Session, task: Task) -> Progress:
    return session.scalars(select(Progress).where(Progress.task_id == task.id)).first()  # type: ignore[return-value]  # there is one


# 更正


@pytest.mark.parametrize("login", [HANDLER, CLERK])
def test_who_wrote_it_or_a_clerk_puts_progress_right_and_the_old_text_stays(
    session: Session, cast: Cast, active: Task, login: str
) -> None:
    told = first_progress(session, active)
    before = (active.state, active.due_on, active.moved_on)
    correct(session, cast, active, login, Subject.PROGRESS, told.id, text="已建立周清单。")
    assert told.text == "已建立周清单。"
    kept = session.scalars(select(Correction)).one()
    assert (kept.old_text, kept.reason) == ("已建立月清单，逐村对账。", "写错了")
    last = queries.trail_of(session, active)[-1]
    assert last.facts["corrected"] == {"text": ["已建立月清单，逐村对账。", "已建立周清单。"]}
    assert (active.state, active.due_on, active.moved_on) == before


@pytest.mark.parametrize("login", [LEADER, SECRETARY, "zhaofang"])
def test_nobody_else_puts_another_s_words_right(
    session: Session, cast: Cast, active: Task, login: str
) -> None:
    told = first_progress(session, active)
    with pytest.raises((ForbiddenError, NotFoundError)) as refusal:
        correct(session, cast, active, login, Subject.PROGRESS, told.id, text="别的")
    if isinstance(refusal.value, ForbiddenError):
        assert set(refusal.value.who_can) == {"李强", "周敏", "刘洋"}
    assert told.text != "别的"


def test_the_outcome_of_a_closed_task_is_put_right_without_touching_its_days(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.CLOSED)
    days = (task.closed_on, task.rounds[0].closed_on, task.rounds[0].submitted_on, task.moved_on)
    correct(session, cast, task, CLERK, Subject.OUTCOME, 1, outcome="15个村全部按月对账。")
    assert task.outcome == task.rounds[0].outcome == "15个村全部按月对账。"
    now = (task.closed_on, task.rounds[0].closed_on, task.rounds[0].submitted_on, task.moved_on)
    assert (now, task.state) == (days, State.CLOSED)


def test_evidence_and_notes_are_put_right_too(session: Session, cast: Cast, active: Task) -> None:
    piece = session.scalars(select(Evidence).where(Evidence.task_id == active.id)).one()
    correct(
        session,
        cast,
        active,
        HANDLER,
        Subject.EVIDENCE,
        piece.id,
        title="3月对账记录",
        made_on="2026-03-01",
    )
    assert (piece.title, piece.made_on) == ("3月对账记录", date(2026, 3, 1))
    by = deed(cast[CLERK], note="因抽调暂缓")
    actions.pause(session, at_work(session, cast[CLERK], active), by)
    trace = queries.trail_of(session, active)[-1]
    correct(session, cast, active, CLERK, Subject.NOTE, trace.id, note="因借调暂缓")
    correct(session, cast, active, CLERK, Subject.NOTE, trace.id, note="因借调至县里暂缓")
    assert [one.old_text for one in session.scalars(select(Correction).order_by(Correction.id))][
        2:
    ] == ["因抽调暂缓", "因借调暂缓"]
    assert trace.note == "因抽调暂缓", "the trail itself never changes"


def test_a_correction_needs_a_reason_a_change_and_words_of_this_task(
    session: Session, cast: Cast, active: Task
) -> None:
    told = first_progress(session, active)
    other = bring_to(session, cast, State.ACTIVE)
    silent = deed(cast[HANDLER])
    with pytest.raises(InvalidError, match="原因"):
        actions.correct(
            session,
            at_work(session, cast[HANDLER], active),
            silent,
            Subject.PROGRESS,
            told.id,
            {"text": "x"},
        )
    with pytest.raises(InvalidError, match="没有变化"):
        correct(session, cast, active, HANDLER, Subject.PROGRESS, told.id, text=told.text)
    with pytest.raises(InvalidError, match="本次进展"):
        correct(session, cast, active, HANDLER, Subject.PROGRESS, told.id, text="")
    with pytest.raises(NotFoundError):
        correct(session, cast, other, HANDLER, Subject.PROGRESS, told.id, text="别的")


# 措施


def test_measures_are_ticked_village_by_village_in_one_save(
    session: Session, cast: Cast, active: Task
) -> None:
    clerk, handler = cast[CLERK], cast[HANDLER]
    measure = active.measures[0]
    actions.plan_measures(
        session,
        at_work(session, clerk, active),
        deed(clerk),
        days={measure.id: date(2026, 4, 30)},
        places=("东岭村", "西坪村"),
    )
    places = queries.ticks_of(session, active).places
    today = clock.today()
    wanted = {(measure.id, places[0].id): Tick(today, "有记录"), (measure.id, None): Tick(today)}
    actions.tick(session, at_work(session, handler, active), deed(handler), wanted)
    session.flush()
    ticks = queries.ticks_of(session, active)
    assert (ticks.count(measure), measure.done_on, measure.due_on) == (1, today, date(2026, 4, 30))
    with pytest.raises(InvalidError, match="东岭村已有登记"):
        actions.plan_measures(
            session, at_work(session, clerk, active), deed(clerk), days={}, places=("西坪村",)
        )
    actions.tick(
        session,
        at_work(session, handler, active),
        deed(handler),
        {(measure.id, places[0].id): None},
    )
    session.flush()
    assert queries.ticks_of(session, active).count(measure) == 0
    told = [one.facts.get("ticks") for one in queries.trail_of(session, active)][-1]
    assert told == [[1, "东岭村", None]]


def test_ticks_of_tomorrow_of_another_task_or_without_change_are_refused(
    session: Session, cast: Cast, active: Task
) -> None:
    handler, measure = cast[HANDLER], active.measures[0]
    other = bring_to(session, cast, State.ACTIVE)
    tomorrow = Tick(clock.today() + timedelta(days=1))
    cases: tuple[tuple[dict[Cell, Tick | None], str], ...] = (
        ({(measure.id, None): tomorrow}, "不能晚于今天"),
        ({(measure.id, None): None}, "没有变化"),
        ({(other.measures[0].id, None): Tick(clock.today())}, "已有变动"),
    )
    for cells, words in cases:
        with pytest.raises(InvalidError, match=words):
            actions.tick(session, at_work(session, handler, active), deed(handler), cells)
    with pytest.raises(ForbiddenError):
        actions.tick(
            session,
            at_work(session, cast[LEADER], active),
            deed(cast[LEADER]),
            {(measure.id, None): Tick(clock.today())},
        )


# 关联


def linked_pair(session: Session, cast: Cast) -> tuple[Task, Task]:
    one = bring_to(session, cast, State.ACTIVE)
    two = bring_to(session, cast, State.ACTIVE)
    clerk = cast[CLERK]
    actions.link(session, at_work(session, clerk, one), deed(clerk), at_work(session, clerk, two))
    session.flush()
    return one, two


def test_work_on_a_linked_task_moves_both_and_each_closes_by_itself(
    session: Session, cast: Cast
) -> None:
    one, two = linked_pair(session, cast)
    work_in(session, cast, one)
    session.flush()
    assert [it.step for it in queries.trail_of(session, two)][-2:] == [Step.REPORT, Step.HAND_IN]
    handler = cast[HANDLER]
    actions.submit(session, at_work(session, handler, two), deed(handler), outcome="已办。")
    assert (one.state, two.state) == (State.ACTIVE, State.LEADER_REVIEW)
    assert [it.id for it in queries.linked_to(session, two)] == [one.id]
    assert session.scalar(select(func.count(Progress.id))) == 1, "entered once"


def test_after_unlinking_each_shows_only_its_own(session: Session, cast: Cast) -> None:
    one, two = linked_pair(session, cast)
    clerk = cast[CLERK]
    with pytest.raises(InvalidError, match="原因"):
        actions.unlink(session, at_work(session, clerk, two), deed(clerk))
    by = deed(clerk, note="不是同一件事")
    actions.unlink(session, at_work(session, clerk, two), by)
    session.flush()
    work_in(session, cast, one)
    assert queries.linked_to(session, one) == []
    assert queries.trail_of(session, two)[-1].step is Step.UNLINK


def test_a_task_is_not_linked_to_itself_twice_or_by_a_handler(session: Session, cast: Cast) -> None:
    one, two = linked_pair(session, cast)
    clerk, handler = cast[CLERK], cast[HANDLER]
    for other in (one, two):
        with pytest.raises(InvalidError):
            actions.link(
                session, at_work(session, clerk, one), deed(clerk), at_work(session, clerk, other)
            )
    three = bring_to(session, cast, State.ACTIVE)
    with pytest.raises(ForbiddenError):
        actions.link(
            session, at_work(session, handler, one), deed(handler), at_work(session, handler, three)
        )


# 拆分


def test_what_is_split_off_bears_the_first_number_and_takes_none_of_its_own(
    session: Session, cast: Cast, active: Task
) -> None:
    clerk = cast[CLERK]
    second = actions.split(session, at_work(session, clerk, active), deed(clerk), title="一半")
    third = actions.split(session, at_work(session, clerk, active), deed(clerk), title="又一半")
    fourth = actions.split(session, at_work(session, clerk, second), deed(clerk), title="再一半")
    numbers = [one.number for one in (active, second, third, fourth)]
    assert numbers == ["2025-001", "2025-001-2", "2025-001-3", "2025-001-4"]
    assert open_task(session, cast).number == "2025-002"


def test_splitting_a_task_leaves_the_problem_one(
    session: Session, cast: Cast, active: Task
) -> None:
    clerk = cast[CLERK]
    problems = session.scalar(select(func.count(Problem.id)))
    new = actions.split(
        session,
        at_work(session, clerk, active),
        deed(clerk),
        title="补齐对账记录",
        measure_ids=[active.measures[0].id],
    )
    session.flush()
    session.expire_all()
    assert session.scalar(select(func.count(Problem.id))) == problems
    first, second = at_work(session, clerk, active).task, at_work(session, clerk, new).task
    assert second.problem_id == first.problem_id
    assert ([one.text for one in second.measures], first.measures) == (
        ["建立党委重点工作月清单"],
        [],
    )
    assert second.state is State.UNASSIGNED
    for title in ("", first.title):
        with pytest.raises(InvalidError):
            actions.split(session, at_work(session, clerk, active), deed(clerk), title=title)


# 季度复核


def sustained(session: Session, cast: Cast) -> Task:
    task = bring_to(session, cast, State.FINAL_REVIEW)
    secretary = cast[SECRETARY]
    actions.approve(session, at_work(session, secretary, task), deed(secretary), sustained=True)
    return task


@pytest.mark.parametrize(
    ("finding", "state"),
    [
        (Finding.HOLDS, State.SUSTAINED),
        (Finding.RELAPSED, State.ACTIVE),
        (Finding.DONE, State.CLOSED),
    ],
)
def test_a_quarter_is_reviewed_once(
    session: Session, cast: Cast, finding: Finding, state: State
) -> None:
    task, clerk = sustained(session, cast), cast[CLERK]
    now = quarter_of(clock.today())
    by = deed(clerk, note="抽查3个支部，记录齐全")
    due = clock.today() + timedelta(days=30)

    def review() -> None:
        work = at_work(session, clerk, task)
        actions.review_quarter(session, work, by, quarter=now, finding=finding, due_on=due)

    review()
    assert task.state is state
    kept = session.scalars(select(QuarterReview)).one()
    assert (kept.round, kept.quarter, kept.finding) == (1, now.number, finding)
    with pytest.raises((InvalidError, ConflictError)):
        review()


def test_a_review_needs_words_a_quarter_that_counts_and_a_new_deadline_for_a_relapse(
    session: Session, cast: Cast
) -> None:
    task, clerk = sustained(session, cast), cast[CLERK]
    now = quarter_of(clock.today())
    cases = (
        (deed(clerk), now, Finding.HOLDS, "复核情况"),
        (deed(clerk, note="好"), now.before, Finding.HOLDS, "以后才转入"),
        (deed(clerk, note="好"), Quarter(now.year + 1, 1), Finding.HOLDS, "还没有开始"),
        (deed(clerk, note="反复"), now, Finding.RELAPSED, "新的整改时限"),
    )
    for by, quarter, finding, words in cases:
        with pytest.raises(InvalidError, match=words):
            actions.review_quarter(
                session, at_work(session, clerk, task), by, quarter=quarter, finding=finding
            )


# 延期


def asked(session: Session, cast: Cast, task: Task) -> date:
    handler = cast[HANDLER]
    day = (task.due_on or clock.today()) + timedelta(days=30)
    by = deed(handler, note="用地报批")
    actions.ask_extension(session, at_work(session, handler, task), by, proposed_on=day)
    return day


def test_a_request_is_answered_under_review_and_the_decider_may_set_another_day(
    session: Session, cast: Cast, active: Task
) -> None:
    proposed = asked(session, cast, active)
    handler, leader = cast[HANDLER], cast[LEADER]
    actions.submit(session, at_work(session, handler, active), deed(handler), outcome="已办。")
    too_early = active.due_on
    with pytest.raises(InvalidError, match="晚于现在的时限"):
        actions.grant_extension(
            session, at_work(session, leader, active), deed(leader), due_on=too_early
        )
    session.expire_all()
    day = proposed - timedelta(days=10)
    actions.grant_extension(session, at_work(session, leader, active), deed(leader), due_on=day)
    assert (active.due_on, active.state) == (day, State.LEADER_REVIEW)
    kept = session.scalars(select(Extension)).one()
    assert (kept.proposed_on, kept.granted_on) == (proposed, day)


def test_a_request_that_nobody_answered_lapses_when_the_task_is_closed(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    asked(session, cast, task)
    work_in(session, cast, task)
    handler = cast[HANDLER]
    actions.submit(session, at_work(session, handler, task), deed(handler), outcome="已办。")
    for login in (LEADER, CLERK, SECRETARY):
        actions.approve(session, at_work(session, cast[login], task), deed(cast[login]))
    assert session.scalars(select(Extension.state)).one() is ExtensionState.LAPSED
    clerk = cast[CLERK]
    by = deed(clerk, note="又有反复")
    due = clock.today() + timedelta(days=60)
    actions.reopen(
        session, at_work(session, clerk, task), by, basis="回头看", due_on=due, agreed_by="王立新"
    )
    asked(session, cast, task)


def test_asking_for_time_is_no_movement(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    task.moved_on = clock.today() - timedelta(days=40)
    asked(session, cast, task)
    assert task.moved_on == clock.today() - timedelta(days=40)
    work_in(session, cast, task)
    assert task.moved_on == clock.today()


# 代理, 指定审定人


def stand_in(session: Session, cast: Cast, absent: str, deputy: str) -> Deed:
    today = clock.today()
    session.add(
        StandIn(
            unit_id=cast.town,
            person_id=cast[absent].person_id,
            stand_in_id=cast[deputy].person_id,
            from_on=today,
            until_on=today,
            basis="外出培训",
            set_by="周敏",
            set_at=clock.now(),
        )
    )
    session.flush()
    who = replace(cast[deputy], stands_for=((cast[absent].person_id, cast.town),))
    cast.viewers[deputy] = who
    return replace(
        deed(who), means=Means.DEPUTY, for_id=cast[absent].person_id, for_name=cast[absent].name
    )


def test_a_stand_in_signs_for_the_absent_leader_and_the_trail_says_so(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.LEADER_REVIEW)
    with pytest.raises(ForbiddenError):
        actions.approve(
            session, at_work(session, cast[OTHER_LEADER], task), deed(cast[OTHER_LEADER])
        )
    by = stand_in(session, cast, LEADER, OTHER_LEADER)
    actions.approve(session, at_work(session, cast[OTHER_LEADER], task), by)
    last = queries.trail_of(session, task)[-1]
    assert (last.actor_name, last.for_name, last.means) == ("黄海", "王立新", Means.DEPUTY)
    assert task.state is State.FIRST_REVIEW
    work = at_work(session, cast[OTHER_LEADER], task)
    assert work.parties.countersigned == {cast[OTHER_LEADER].person_id}, "whoever really signed"


def test_a_stand_in_who_worked_on_the_round_does_not_judge_it(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    by = stand_in(session, cast, HANDLER, OTHER_LEADER)
    progress = NewProgress(text="已对账。")
    actions.report(session, at_work(session, cast[OTHER_LEADER], task), by, progress)
    work_in(session, cast, task)
    handler = cast[HANDLER]
    actions.submit(session, at_work(session, handler, task), deed(handler), outcome="已办。")
    by = stand_in(session, cast, LEADER, OTHER_LEADER)
    with pytest.raises(ForbiddenError):
        actions.approve(session, at_work(session, cast[OTHER_LEADER], task), by)


def test_a_secretary_who_took_no_part_names_nobody(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.FINAL_REVIEW)
    secretary = cast[SECRETARY]
    with pytest.raises(InvalidError, match="由书记审定"):
        actions.name_acceptor(
            session,
            at_work(session, secretary, task),
            deed(secretary),
            acceptor_id=cast[OTHER_LEADER].person_id,
        )


def test_a_joined_task_stood_joined_on_the_days_when_it_was(session: Session, cast: Cast) -> None:
    clerk = cast[CLERK]
    one, two = open_task(session, cast), open_task(session, cast)
    by = deed(clerk)
    actions.join(session, at_work(session, clerk, one), by, two)
    joined = queries.standings_on(session, [one], clock.today())[one.id]
    assert (joined.state, joined.joined_to) == (State.JOINED, two.number)
    actions.unjoin(session, at_work(session, clerk, one), replace(by, note="分开办"))
    apart = queries.standings_on(session, [one], clock.today())[one.id]
    assert (apart.state, apart.joined_to) == (State.UNASSIGNED, "")
