"""Whoever decides in the secretary's place is told, and the secretary of what is really waited for."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.factories.tasks import at_work, bring_to, deed, recorded, work_in
from tests.reminders.conftest import Office, moment
from tests.reminders.sink import Sink
from tests.reminders.test_events import DAY, DUE, NEXT, do, left_out, rules
from tracker.accounts.models import Appointment
from tracker.accounts.permissions import Role, Viewer
from tracker.core import clock
from tracker.reminders.queries.explain import concern, people_of, reasons
from tracker.reminders.rules.states import Dropped
from tracker.tasks import actions as tasks
from tracker.tasks.access import TaskAtWork
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewProgress


@pytest.mark.parametrize(("above", "login"), [(True, "zhenghua"), (False, "huanghai")])
def test_whoever_is_named_to_decide_is_told_and_shown_until_somebody_else_is(
    office: Office, sink: Sink, *, above: bool, login: str
) -> None:
    task_id = waiting_for_another(office)
    office.plan(moment(DAY, 11))
    assert rules(office, login) == []
    assert rules(office, "chenguodong") == ["wait_secretary"]
    assert "书记参与过本轮整改或前面已经签过，不能审定" in office.inbox("chenguodong")[-1][1][0]

    def name(session: Session, work: TaskAtWork, who: Viewer) -> None:
        chosen = office.cast[login].person_id
        tasks.name_acceptor(session, work, deed(who), acceptor_id=chosen)

    do(office, task_id, "chenguodong", name)
    office.plan(moment(NEXT, 9), mail=True)
    assert rules(office, login) == ["named"]
    assert "书记请您代为审定" in office.inbox(login)[-1][1][0]
    assert rules(office, "chenguodong") == ["wait_secretary"]
    assert "是指定的审定人。" in why(office, task_id, login)

    def name_another(session: Session, work: TaskAtWork, who: Viewer) -> None:
        chosen = office.cast["huanghai" if above else "zhenghua"].person_id
        tasks.name_acceptor(session, work, deed(who), acceptor_id=chosen)

    do(office, task_id, "chenguodong", name_another)
    office.sweep(moment(NEXT, 16), sink)
    assert sink.to(f"{login}@") == []
    assert left_out(office) == {Dropped.NOT_CONCERNED}


def test_whoever_was_named_before_hears_when_the_task_gets_there(office: Office) -> None:
    task_id = waiting_for_another(office, state=State.FIRST_REVIEW)
    chosen = office.cast["huanghai"].person_id

    def name(session: Session, work: TaskAtWork, who: Viewer) -> None:
        tasks.name_acceptor(session, work, deed(who), acceptor_id=chosen)

    do(office, task_id, "chenguodong", name)
    office.plan(moment(NEXT, 9))
    assert "由您办理" in office.inbox("huanghai")[-1][1][0]
    with clock.frozen(moment(NEXT, 15)), office.database.transaction() as session:
        clerk = office.cast["liuyang"]
        tasks.approve(session, at_work(session, clerk, session.get_one(Task, task_id)), deed(clerk))
    office.plan(moment(date(2026, 3, 20), 9))
    assert rules(office, "huanghai") == ["named", "wait_secretary"]
    assert rules(office, "chenguodong") == []  # nothing waits for whoever left it to another


def test_the_mail_asking_a_barred_secretary_for_another_is_put_away_once_one_is_named(
    office: Office, sink: Sink
) -> None:
    task_id = waiting_for_another(office)
    office.plan(moment(DAY, 11), mail=True)

    def name(session: Session, work: TaskAtWork, who: Viewer) -> None:
        chosen = office.cast["huanghai"].person_id
        tasks.name_acceptor(session, work, deed(who), acceptor_id=chosen)

    do(office, task_id, "chenguodong", name)
    office.sweep(moment(DAY, 15, 5), sink)
    assert sink.to("chenguodong@") == []
    assert left_out(office) == {Dropped.NOT_CONCERNED}


@pytest.mark.parametrize(("worked", "words"), [(True, "不能由书记定，请先指定"), (False, "请您定")])
def test_a_late_request_for_time_asks_the_secretary_for_what_they_can_do(
    office: Office, *, worked: bool, words: str
) -> None:
    with clock.frozen(moment(DAY, 9)), office.database.transaction() as session:
        task = bring_to(session, office.cast, State.ACTIVE, due_on=DAY)
        if worked:
            told = recorded(office.cast["zhoumin"], office.cast["chenguodong"])
            work = at_work(session, office.cast["zhoumin"], task)
            tasks.report(session, work, told, NewProgress(text="到村督办"))
        task_id = task.id
    office.plan(moment(DAY, 10))
    with clock.frozen(moment(NEXT, 8)), office.database.transaction() as session:
        handler = office.cast["liqiang"]
        tasks.ask_extension(
            session,
            at_work(session, handler, session.get_one(Task, task_id)),
            deed(handler, note="汛期停工"),
            proposed_on=date(2026, 7, 31),
        )
    office.plan(moment(NEXT, 9))
    assert "asked_above" in rules(office, "chenguodong")
    assert words in office.inbox("chenguodong")[-1][1][0]


def waiting_for_another(office: Office, *, state: State = State.FINAL_REVIEW) -> int:
    """Answer a task on which the secretary worked; two others could be named to decide it."""
    cast = office.cast
    with clock.frozen(moment(DAY, 10)), office.database.transaction() as session:
        leads = {"role": Role.LEADER, "from_on": DAY}
        county = cast.units["yunling"]
        session.add(Appointment(person_id=cast["zhenghua"].person_id, unit_id=county, **leads))
        session.add(Appointment(person_id=cast["huanghai"].person_id, unit_id=cast.town, **leads))
        task = bring_to(session, cast, State.ACTIVE, due_on=DUE)
        told = recorded(cast["zhoumin"], cast["chenguodong"])
        work = at_work(session, cast["zhoumin"], task)
        tasks.report(session, work, told, NewProgress(text="到村督办"))
        work_in(session, cast, task)
        work = at_work(session, cast["liqiang"], task)
        tasks.submit(session, work, deed(cast["liqiang"]), outcome="14个村全部按月对账。")
        reviewers = ("wanglixin", "liuyang") if state is State.FINAL_REVIEW else ("wanglixin",)
        for login in reviewers:
            tasks.approve(session, at_work(session, cast[login], task), deed(cast[login]))
        return task.id


def why(office: Office, task_id: int, login: str) -> str:
    """Answer what the page tells somebody about themselves and a task."""
    with office.database.reading() as session:
        about = concern(session, session.get_one(Task, task_id), moment(NEXT, 10))
        asked = office.cast[login].person_id
        who = next(one for one in people_of(session, about) if one.person.id == asked)
        return "".join(one.text for one in reasons(session, about, who))
