"""The straight way of a task, and who is refused on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, open_task, order, recorded, work_in
from tracker.core import clock
from tracker.core.errors import ForbiddenError, InvalidError
from tracker.tasks import actions
from tracker.tasks.actions.trace import content_of
from tracker.tasks.models import EvidenceKind, Task, Trace
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.lifecycle import State, Step, WrongStateError
from tracker.tasks.rules.orders import NewEvidence, NewProgress, ReturnKind
from tracker.tasks.rules.trail import Fault, Flaw, fault_of


def test_a_task_is_closed_by_four_people_one_after_the_other(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.CLOSED)
    assert task.closed_on == clock.today()
    assert [one.step for one in trail_of(session, task)] == [
        Step.OPEN,
        Step.ASSIGN,
        Step.SIGN_FOR,
        Step.REPORT,
        Step.HAND_IN,
        Step.SUBMIT,
        Step.COUNTERSIGN,
        Step.REVIEW,
        Step.ACCEPT,
    ]


def test_numbers_carry_the_year_of_the_report(session: Session, cast: Cast) -> None:
    assert open_task(session, cast).number == "2025-001"
    assert open_task(session, cast).number == "2025-002"
    assert open_task(session, cast, town="baishi").number == "2025-001"


def test_a_handler_never_reviews_what_they_worked_on(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.FIRST_REVIEW)
    with pytest.raises(ForbiddenError) as refusal:
        actions.approve(session, at_work(session, cast["liqiang"], task), deed(cast["liqiang"]))
    assert "周敏" in refusal.value.who_can


def test_a_typist_who_worked_on_a_round_cannot_review_it_but_is_told_who_can(
    session: Session, cast: Cast
) -> None:
    clerk, handler = cast["zhoumin"], cast["liqiang"]
    task = bring_to(session, cast, State.ACTIVE)
    actions.report(
        session,
        at_work(session, clerk, task),
        recorded(clerk, handler),
        NewProgress(text="已对账11个村。"),
    )
    work_in(session, cast, task)
    actions.submit(session, at_work(session, handler, task), deed(handler), outcome="全部对账。")
    leader = cast["wanglixin"]
    actions.approve(session, at_work(session, leader, task), deed(leader))
    with pytest.raises(ForbiddenError) as refusal:
        actions.approve(session, at_work(session, clerk, task), deed(clerk))
    assert "刘洋" in refusal.value.who_can
    assert "周敏" not in refusal.value.who_can


def test_one_typist_alone_closes_a_task_with_the_signed_form(session: Session, cast: Cast) -> None:
    clerk, handler = cast["zhoumin"], cast["liqiang"]
    task = open_task(session, cast)
    actions.assign(session, at_work(session, clerk, task), deed(clerk), order(cast))
    actions.sign_for(session, at_work(session, clerk, task), recorded(clerk, handler))
    actions.report(
        session,
        at_work(session, clerk, task),
        recorded(clerk, handler),
        NewProgress(text="已对账14个村。"),
    )
    paper = NewEvidence(kind=EvidenceKind.MINUTES, title="对账记录", paper_place="3号盒")
    actions.hand_in(session, at_work(session, clerk, task), recorded(clerk, handler), paper)
    actions.submit(
        session, at_work(session, clerk, task), recorded(clerk, handler), outcome="逐村对账。"
    )
    work = at_work(session, clerk, task)
    form = actions.keep_evidence(
        session,
        work,
        deed(clerk),
        NewEvidence(kind=EvidenceKind.SIGNED_FORM, title="销号审批表", paper_place="3号盒第2页"),
    )
    with pytest.raises(ForbiddenError, match="签字的审批表"):
        actions.approve(session, work, recorded(clerk, cast["wanglixin"], means=Means.PAPER))
    for person in ("wanglixin", "liuyang"):
        signed = recorded(clerk, cast[person], means=Means.PAPER, form=form.id)
        actions.approve(session, at_work(session, clerk, task), signed)
    meeting = recorded(clerk, "3月18日党委会", means=Means.MEETING, form=form.id)
    actions.approve(session, at_work(session, clerk, task), meeting)
    assert task.state is State.CLOSED
    assert all(one.recorded for one in trail_of(session, task)[2:])


def test_a_secretary_who_took_part_does_not_accept_but_the_leader_whom_they_name_may(
    session: Session, cast: Cast
) -> None:
    secretary, clerk = cast["chenguodong"], cast["zhoumin"]
    task = bring_to(session, cast, State.ACTIVE)
    actions.report(
        session,
        at_work(session, clerk, task),
        recorded(clerk, secretary, means=Means.PHONE),
        NewProgress(text="书记到村过问。"),
    )
    work_in(session, cast, task)
    handler = cast["liqiang"]
    actions.submit(session, at_work(session, handler, task), deed(handler), outcome="已对账。")
    for login in ("wanglixin", "liuyang"):
        actions.approve(session, at_work(session, cast[login], task), deed(cast[login]))
    with pytest.raises(ForbiddenError) as refusal:
        actions.approve(session, at_work(session, secretary, task), deed(secretary))
    assert any("指定审定人" in one for one in refusal.value.who_can)
    other = cast["huanghai"]
    with pytest.raises(ForbiddenError):
        actions.approve(session, at_work(session, other, task), deed(other))
    actions.name_acceptor(
        session, at_work(session, secretary, task), deed(secretary), acceptor_id=other.person_id
    )
    actions.approve(session, at_work(session, other, task), deed(other))
    assert task.state is State.CLOSED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"standard": ""}, "完成标准"),
        ({"handler_id": None}, "责任人"),
        ({"leader_id": None}, "责任领导"),
        ({"due_on": None}, "整改时限"),
        ({"due_on": date(2026, 3, 1)}, "早于交办日期"),
    ],
)
def test_an_assignment_that_lacks_something_is_refused_and_writes_nothing(
    session: Session, cast: Cast, change: dict[str, object], message: str
) -> None:
    task = open_task(session, cast)
    clerk = cast["zhoumin"]
    wanted = order(cast)
    values = {name: getattr(wanted, name) for name in wanted.__slots__} | change
    with pytest.raises(InvalidError, match=message):
        actions.assign(session, at_work(session, clerk, task), deed(clerk), type(wanted)(**values))
    assert task.state is State.UNASSIGNED
    assert len(trail_of(session, task)) == 1


def test_nothing_is_submitted_without_evidence(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    handler = cast["liqiang"]
    with pytest.raises(InvalidError, match="佐证材料"):
        actions.submit(session, at_work(session, handler, task), deed(handler), outcome="好了。")


def test_a_step_cannot_be_done_in_the_future_or_before_the_last_one(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.ASSIGNED)
    handler = cast["liqiang"]
    for day in (clock.today() + timedelta(days=1), clock.today() - timedelta(days=1)):
        with pytest.raises(InvalidError, match="办理日期"):
            actions.sign_for(session, at_work(session, handler, task), deed(handler, on=day))


def test_a_return_says_what_is_missing_and_the_round_goes_on(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.FIRST_REVIEW)
    clerk = cast["zhoumin"]
    with pytest.raises(InvalidError, match="缺什么"):
        actions.send_back(
            session, at_work(session, clerk, task), deed(clerk), ReturnKind.MORE_PAPER
        )
    actions.send_back(
        session,
        at_work(session, clerk, task),
        deed(clerk, note="缺6月签到表"),
        ReturnKind.MORE_PAPER,
    )
    assert task.state is State.ACTIVE
    assert task.round == 1


def test_reopening_starts_a_new_round_and_leaves_the_first_one_alone(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.CLOSED)
    clerk = cast["zhoumin"]
    first_due = task.rounds[0].due_on
    actions.reopen(
        session,
        at_work(session, clerk, task),
        deed(clerk, note="抽查3个村没有对账"),
        basis="3月回头看",
        due_on=clock.today() + timedelta(days=30),
        agreed_by="王立新",
    )
    assert (task.state, task.round, task.closed_on) == (State.ACTIVE, 2, None)
    assert (task.rounds[0].closed_on, task.rounds[0].due_on) == (clock.today(), first_due)


def test_an_extension_moves_the_deadline_and_keeps_the_original(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    handler, leader = cast["liqiang"], cast["wanglixin"]
    original = task.due_on
    later = clock.today() + timedelta(days=90)
    actions.ask_extension(
        session,
        at_work(session, handler, task),
        deed(handler, note="汛期停工"),
        proposed_on=later,
    )
    with pytest.raises(ForbiddenError):
        actions.grant_extension(session, at_work(session, handler, task), deed(handler))
    actions.grant_extension(session, at_work(session, leader, task), deed(leader))
    assert (task.due_on, task.original_due_on) == (later, original)
    assert task.rounds[0].extended
    assert not task.rounds[0].extended_late


def test_a_paused_task_goes_on_where_it_stood(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.FIRST_REVIEW)
    clerk = cast["zhoumin"]
    actions.pause(session, at_work(session, clerk, task), deed(clerk, note="等县里统一部署"))
    assert task.before_pause is State.FIRST_REVIEW
    actions.resume(session, at_work(session, clerk, task), deed(clerk))
    assert task.state is State.FIRST_REVIEW


def test_joining_needs_another_task_of_the_same_ledger(session: Session, cast: Cast) -> None:
    task, other = open_task(session, cast), open_task(session, cast)
    foreign = open_task(session, cast, town="baishi")
    clerk = cast["zhoumin"]
    for wrong in (task, foreign):
        with pytest.raises(InvalidError, match="另一项任务"):
            actions.join(session, at_work(session, clerk, task), deed(clerk), wrong)
    actions.join(session, at_work(session, clerk, task), deed(clerk), other)
    session.flush()
    assert (task.state, task.joined_to_id) == (State.JOINED, other.id)


def test_only_the_secretary_or_a_meeting_ends_a_task(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    clerk = cast["zhoumin"]
    with pytest.raises(ForbiddenError):
        actions.end(session, at_work(session, clerk, task), deed(clerk), basis="已并入社区规划")
    meeting = recorded(clerk, "3月党委会", means=Means.MEETING)
    actions.end(session, at_work(session, clerk, task), meeting, basis="3月党委会纪要")
    assert task.state is State.ENDED


def test_a_wrong_state_is_told_in_words(session: Session, cast: Cast) -> None:
    task = open_task(session, cast)
    with pytest.raises(WrongStateError, match="待交办"):
        actions.sign_for(session, at_work(session, cast["zhoumin"], task), deed(cast["zhoumin"]))


def test_a_viewer_only_watches(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ASSIGNED)
    with pytest.raises(ForbiddenError, match="查看权限"):
        at_work(session, cast["sunzheng"], task)


def test_the_trail_is_chained_and_refuses_change(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.CLOSED)
    session.flush()
    session.expire_all()
    trail = trail_of(session, task)
    rows = [(one.position, content_of(one), one.previous_hash, one.hash) for one in trail]
    assert fault_of(rows, ()) is None
    assert fault_of([*rows[:2], *rows[3:]], ()) == Fault(Flaw.BROKEN, 3)
    forged = (4, rows[3][1] | {"note": "另一句话"}, rows[3][2], rows[3][3])
    assert fault_of([*rows[:3], forged, *rows[4:]], ()) == Fault(Flaw.BROKEN, 4)
    for statement in ("update trace set note = 'x'", "delete from trace"):
        with pytest.raises(DatabaseError, match="append-only"), session.begin_nested():
            session.execute(text(statement))
    assert session.scalar(select(Trace.note).where(Trace.id == trail[0].id)) == ""


def ask_for_time(session: Session, cast: Cast, task: Task, days: int) -> None:
    """Ask for more time as the handler, up to some days from today."""
    handler = cast["liqiang"]
    actions.ask_extension(
        session,
        at_work(session, handler, task),
        deed(handler, note="汛期停工"),
        proposed_on=clock.today() + timedelta(days=days),
    )


def grant(session: Session, cast: Cast, task: Task, login: str) -> None:
    """Agree to the request that waits."""
    actions.grant_extension(session, at_work(session, cast[login], task), deed(cast[login]))


def test_the_second_extension_of_a_round_is_agreed_by_the_secretary(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    ask_for_time(session, cast, task, 90)
    with pytest.raises(ForbiddenError):
        grant(session, cast, task, "chenguodong")
    grant(session, cast, task, "wanglixin")
    ask_for_time(session, cast, task, 120)
    clerk, leader = cast["zhoumin"], cast["wanglixin"]
    with pytest.raises(ForbiddenError) as refusal:
        grant(session, cast, task, "wanglixin")
    assert refusal.value.who_can == ("陈国栋",)
    with pytest.raises(ForbiddenError):
        actions.grant_extension(session, at_work(session, clerk, task), recorded(clerk, leader))
    grant(session, cast, task, "chenguodong")
    assert task.due_on == clock.today() + timedelta(days=120)


def test_an_extension_asked_late_is_agreed_by_the_secretary(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    task.due_on = clock.today() - timedelta(days=2)
    ask_for_time(session, cast, task, 30)
    with pytest.raises(ForbiddenError):
        grant(session, cast, task, "wanglixin")
    grant(session, cast, task, "chenguodong")
    assert task.rounds[0].extended_late


def test_a_leader_does_not_give_both_the_countersign_and_the_first_review(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.FIRST_REVIEW)
    leader, other = cast["wanglixin"], cast["huanghai"]
    with pytest.raises(ForbiddenError, match="已作领导审签"):
        actions.approve(session, at_work(session, leader, task), deed(leader))
    actions.approve(session, at_work(session, other, task), deed(other))
    assert task.state is State.FINAL_REVIEW


def joined_pair(session: Session, cast: Cast, state: State) -> tuple[Task, Task]:
    """Answer a task that was joined from a state, and the one that it was joined to."""
    clerk = cast["zhoumin"]
    other, task = bring_to(session, cast, State.ACTIVE), bring_to(session, cast, state)
    actions.join(session, at_work(session, clerk, task), deed(clerk), other)
    return task, other


@pytest.mark.parametrize("state", [State.UNASSIGNED, State.ACTIVE, State.FIRST_REVIEW])
def test_a_joined_task_is_taken_out_again_with_a_reason_and_goes_on_where_it_stood(
    session: Session, cast: Cast, state: State
) -> None:
    task, _ = joined_pair(session, cast, state)
    clerk, handler = cast["zhoumin"], cast["liqiang"]
    with pytest.raises(InvalidError, match="原因"):
        actions.unjoin(session, at_work(session, clerk, task), deed(clerk))
    if state is not State.UNASSIGNED:
        with pytest.raises(ForbiddenError):
            actions.unjoin(session, at_work(session, handler, task), deed(handler, note="单办"))
    actions.unjoin(session, at_work(session, clerk, task), deed(clerk, note="分开办理"))
    session.flush()
    assert (task.state, task.joined_to_id) == (state, None)


def test_a_task_joined_while_it_rested_goes_on_where_it_stood_before_the_rest(
    session: Session, cast: Cast
) -> None:
    other, task = bring_to(session, cast, State.ACTIVE), bring_to(session, cast, State.ASSIGNED)
    clerk = cast["zhoumin"]
    actions.pause(session, at_work(session, clerk, task), deed(clerk, note="等部署"))
    actions.join(session, at_work(session, clerk, task), deed(clerk), other)
    actions.unjoin(session, at_work(session, clerk, task), deed(clerk, note="分开办理"))
    session.flush()
    assert task.state is State.ASSIGNED


def test_a_task_is_not_ended_while_others_are_joined_to_it(session: Session, cast: Cast) -> None:
    task, other = joined_pair(session, cast, State.ACTIVE)
    clerk, secretary = cast["zhoumin"], cast["chenguodong"]
    with pytest.raises(InvalidError, match=f"{task.number}号已并入本项"):
        actions.end(session, at_work(session, secretary, other), deed(secretary), basis="纪要")
    assert Step.END not in {one.step for one in trail_of(session, other)}
    actions.unjoin(session, at_work(session, clerk, task), deed(clerk, note="分开办理"))
    actions.end(session, at_work(session, secretary, other), deed(secretary), basis="纪要")
    assert other.state is State.ENDED


def test_notes_may_come_out_of_order_but_not_from_before_the_task_was_handed_over(
    session: Session, cast: Cast
) -> None:
    handler, clerk = cast["liqiang"], cast["zhoumin"]
    today, progress = clock.today(), NewProgress(text="已对账11个村。")
    task = open_task(session, cast)
    actions.assign(session, at_work(session, clerk, task), deed(clerk), order(cast))
    task.rounds[0].started_on = today - timedelta(days=5)
    actions.sign_for(session, at_work(session, handler, task), deed(handler))
    for days in (0, 3, 5):
        day = today - timedelta(days=days)
        actions.report(session, at_work(session, handler, task), deed(handler, on=day), progress)
    early = deed(handler, on=today - timedelta(days=6))
    paper = NewEvidence(kind=EvidenceKind.MINUTES, title="对账记录", paper_place="3号盒")
    with pytest.raises(InvalidError, match="办理日期"):
        actions.report(session, at_work(session, handler, task), early, progress)
    with pytest.raises(InvalidError, match="办理日期"):
        actions.hand_in(session, at_work(session, handler, task), early, paper)


@pytest.mark.parametrize(
    ("text", "posts"),
    [("", ("财政所所长", "组织委员")), ("各村党组织书记", ("", "")), ("李强", ("财政所所长", ""))],
)
def test_a_post_stands_beside_the_person_s_own_name_only(
    session: Session, cast: Cast, text: str, posts: tuple[str, str]
) -> None:
    task, clerk = open_task(session, cast), cast["zhoumin"]
    wanted = replace(order(cast), handler_text=text, leader_text=text)
    actions.assign(session, at_work(session, clerk, task), deed(clerk), wanted)
    assert task.handler_id == cast["liqiang"].person_id
    assert (task.handler_post, task.leader_post) == posts


def test_a_new_contact_of_many_people_brings_no_post(session: Session, cast: Cast) -> None:
    task, clerk = bring_to(session, cast, State.ACTIVE), cast["zhoumin"]
    contact = cast["zhaofang"].person_id
    work = at_work(session, clerk, task)
    actions.reassign(session, work, deed(clerk), handler_id=contact, handler_text="各村党组织书记")
    assert (task.handler_text, task.handler_post) == ("各村党组织书记", "")
