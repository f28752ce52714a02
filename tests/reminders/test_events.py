"""What others entered reaches whom it concerns: 退回, 申请延期 and its answer, what waits for one's hand."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests.factories.tasks import at_work, bring_to, deed
from tests.reminders.conftest import Office, moment
from tests.reminders.sink import Sink
from tracker.accounts.models import StandIn
from tracker.accounts.permissions import Viewer
from tracker.core import clock
from tracker.reminders.models import MessageFact
from tracker.reminders.rules.states import Dropped
from tracker.tasks import actions as tasks
from tracker.tasks.access import TaskAtWork
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import ReturnKind

Step = Callable[[Session, TaskAtWork, Viewer], None]
DAY = date(2026, 3, 18)
NEXT = date(2026, 3, 19)
DUE = date(2026, 6, 30)


def bring(office: Office, state: State) -> int:
    with clock.frozen(moment(DAY, 9)), office.database.transaction() as session:
        return bring_to(session, office.cast, state, due_on=DUE).id


def do(office: Office, task_id: int, login: str, step: Step) -> None:
    with clock.frozen(moment(DAY, 15)), office.database.transaction() as session:
        who = office.cast[login]
        step(session, at_work(session, who, session.get_one(Task, task_id)), who)


def rules(office: Office, login: str) -> list[str]:
    return [rule for rule, who, _ in office.told() if who == login]


def test_whoever_must_agree_next_is_told_and_nobody_else(office: Office) -> None:
    bring(office, State.LEADER_REVIEW)
    office.plan(moment(DAY, 10))
    assert rules(office, "wanglixin") == ["wait_leader"]
    assert rules(office, "zhoumin") == []
    assert "现在待领导审签，请您办理" in office.inbox("wanglixin")[-1][1][0]


def test_the_clerk_and_the_secretary_are_told_when_it_is_their_turn(office: Office) -> None:
    bring(office, State.FIRST_REVIEW)
    bring(office, State.FINAL_REVIEW)
    office.plan(moment(DAY, 10))
    assert rules(office, "zhoumin") == ["wait_clerk"]
    assert rules(office, "chenguodong") == ["wait_secretary"]


def test_a_return_is_told_with_its_reason_on_the_next_digest(office: Office) -> None:
    task_id = bring(office, State.LEADER_REVIEW)
    office.plan(moment(DAY, 10))
    with clock.frozen(moment(DAY, 15)), office.database.transaction() as session:
        leader = office.cast["wanglixin"]
        work = at_work(session, leader, session.get_one(Task, task_id))
        tasks.send_back(session, work, deed(leader, note="缺签到表"), ReturnKind.MORE_PAPER)
    office.plan(moment(DAY, 16))
    office.plan(moment(NEXT, 9))
    assert "returned" in rules(office, "liqiang")
    assert any("缺签到表" in line for _, lines in office.inbox("liqiang") for line in lines)
    told = len(office.told())
    office.plan(moment(NEXT, 15), everything=True)
    office.plan(moment(date(2026, 3, 20), 9))
    assert len(office.told()) == told


def test_a_request_for_time_reaches_the_leader_and_its_answer_the_handler(office: Office) -> None:
    task_id = bring(office, State.ACTIVE)
    office.plan(moment(DAY, 9, 30))

    def ask(session: Session, work: TaskAtWork, who: Viewer) -> None:
        tasks.ask_extension(
            session, work, deed(who, note="汛期停工"), proposed_on=date(2026, 7, 31)
        )

    do(office, task_id, "liqiang", ask)
    office.plan(moment(NEXT, 9))
    assert "asked" in rules(office, "wanglixin")
    assert "想延到7月31日，原因：汛期停工" in office.inbox("wanglixin")[-1][1][0]

    def grant(session: Session, work: TaskAtWork, who: Viewer) -> None:
        tasks.grant_extension(session, work, deed(who))

    do(office, task_id, "wanglixin", grant)
    office.plan(moment(date(2026, 3, 20), 9))
    assert "decided" in rules(office, "liqiang")
    assert "同意，延到7月31日" in office.inbox("liqiang")[-1][1][0]


@pytest.mark.parametrize("granted", [True, False])
def test_a_request_answered_before_the_mail_goes_is_no_longer_told(
    office: Office, sink: Sink, *, granted: bool
) -> None:
    task_id = bring(office, State.ACTIVE)
    office.plan(moment(DAY, 9, 30))

    def ask(session: Session, work: TaskAtWork, who: Viewer) -> None:
        tasks.ask_extension(
            session, work, deed(who, note="汛期停工"), proposed_on=date(2026, 7, 31)
        )

    def answer(session: Session, work: TaskAtWork, who: Viewer) -> None:
        step = tasks.grant_extension if granted else tasks.refuse_extension
        step(session, work, deed(who, note="见汛情通报"))

    do(office, task_id, "liqiang", ask)
    office.plan(moment(NEXT, 9), mail=True)
    assert "asked" in rules(office, "wanglixin")
    do(office, task_id, "wanglixin", answer)
    office.sweep(moment(NEXT, 9, 5), sink)
    assert sink.to("wanglixin@") == []
    assert left_out(office) == {Dropped.ANSWERED}


def left_out(office: Office) -> set[Dropped | None]:
    """Answer for what reasons something was left out of a message when it went."""
    with office.database.reading() as session:
        dropped = select(MessageFact.dropped).where(MessageFact.dropped.is_not(None))
        return set(session.scalars(dropped))


def stand_in(office: Office) -> None:
    """Let Huang Hai stand in for the leader for two days."""
    with office.database.transaction() as session:
        session.add(
            StandIn(
                unit_id=office.cast.town,
                person_id=office.cast["wanglixin"].person_id,
                stand_in_id=office.cast["huanghai"].person_id,
                from_on=DAY,
                until_on=NEXT,
                basis="出差",
                set_by="周敏",
                set_at=moment(DAY, 8),
            )
        )


def test_a_stand_in_gets_the_mail_too_and_none_when_the_other_is_back(
    office: Office, sink: Sink
) -> None:
    stand_in(office)
    bring(office, State.LEADER_REVIEW)
    office.sweep(moment(DAY, 10), sink)
    assert [len(sink.to(f"{one}@")) for one in ("huanghai", "wanglixin", "liqiang")] == [1, 1, 0]
    bring(office, State.LEADER_REVIEW)
    office.plan(moment(NEXT, 10), mail=True)
    with office.database.transaction() as session:
        session.execute(delete(StandIn))
    office.sweep(moment(NEXT, 10, 5), sink)
    assert [len(sink.to(f"{one}@")) for one in ("huanghai", "wanglixin", "liqiang")] == [1, 2, 0]
    assert left_out(office) == {Dropped.NOT_CONCERNED}


def test_a_stand_in_is_told_what_the_absent_one_would_be(office: Office) -> None:
    stand_in(office)
    bring(office, State.LEADER_REVIEW)
    office.plan(moment(DAY, 10))
    assert rules(office, "huanghai") == ["wait_leader"]
    assert rules(office, "wanglixin") == ["wait_leader"]


def test_lasting_work_is_reviewed_each_quarter_until_it_is(office: Office) -> None:
    task_id = bring(office, State.ACTIVE)
    office.change(task_id, state=State.SUSTAINED)
    office.plan(moment(date(2026, 3, 16)))
    assert [one for one in office.told() if one[0] == "review"] == []  # it moved this quarter
    office.plan(moment(date(2026, 6, 15)))
    told = {who for rule, who, _ in office.told() if rule == "review"}
    assert told == {"liqiang", "zhoumin", "liuyang"}
    assert "本季度还没有复核" in office.inbox("liqiang")[-1][1][0]
