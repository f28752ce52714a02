"""Nobody closes, ends, joins away or prolongs their own work, under whatever name it is tried."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to, deed, open_task, order, recorded
from tests.tasks.conftest import Filled, Made, state_of
from tests.tasks.test_moves import PAPER
from tracker.accounts.models import Appointment, Person, Unit
from tracker.accounts.permissions import Role
from tracker.core.db import Database
from tracker.core.errors import ForbiddenError, InvalidError
from tracker.tasks import actions
from tracker.tasks.models import Task
from tracker.tasks.queries import trail_of
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewProgress

SignIn = Callable[[str], FlaskClient]


def wear(session: Session, cast: Cast, login: str, role: Role, **span: date) -> None:
    """Give one of the cast a further hat in the town."""
    days = {"from_on": date(2025, 1, 1), **span}
    session.add(
        Appointment(
            person_id=cast[login].person_id, unit_id=cast.units["qinghe"], role=role, **days
        )
    )
    session.flush()


@pytest.mark.parametrize("typed", ["李强", "李 强"])
def test_a_typed_name_does_not_let_a_worker_judge(
    sign_in_as: SignIn, made: Made, filled: Filled, database: Database, typed: str
) -> None:
    task = made(State.LEADER_REVIEW)
    form: dict[str, Any] = filled(task, decision="agree", for_name=typed, means="paper")
    form["signed_form"] = (BytesIO(b"%PDF-1.4 signed"), "form.pdf")
    answer = sign_in_as("zhoumin").post(f"/tasks/{task.id}/approve", data=form)
    assert answer.status_code == 403
    assert state_of(database, task) is State.LEADER_REVIEW


def test_work_typed_under_a_colleague_s_name_is_that_colleague_s_work(
    sign_in_as: SignIn, made: Made, filled: Filled, database: Database, cast: Cast
) -> None:
    task = made(State.ACTIVE)
    form = filled(task, text="已对账。", for_name="陈国栋", means="phone")
    assert sign_in_as("zhoumin").post(f"/tasks/{task.id}/report", data=form).status_code == 303
    with database.reading() as session:
        trace = trail_of(session, session.get_one(Task, task.id))[-1]
    assert (trace.for_id, trace.for_name) == (cast["chenguodong"].person_id, "陈国栋")


def test_who_worked_without_an_account_judges_under_no_typed_name(
    session: Session, cast: Cast
) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    by_phone = recorded(cast["zhoumin"], "王老五", means=Means.PHONE)
    progress = NewProgress(text="已对账。")
    actions.report(session, at_work(session, cast["zhoumin"], task), by_phone, progress)
    handler = cast["liqiang"]
    work = at_work(session, handler, task)
    actions.hand_in(session, work, deed(handler), PAPER)
    actions.submit(session, at_work(session, handler, task), deed(handler), outcome="全部对账。")
    signed = recorded(cast["liuyang"], "王老五", means=Means.PAPER, form=1)
    with pytest.raises(ForbiddenError, match="参与过本次整改"):
        actions.approve(session, at_work(session, cast["liuyang"], task), signed)


def test_a_meeting_still_decides_for_nobody_in_particular(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.FINAL_REVIEW)
    meeting = recorded(cast["zhoumin"], "3月党委会", means=Means.MEETING)
    actions.approve(session, at_work(session, cast["zhoumin"], task), meeting)
    assert task.state is State.CLOSED


def test_a_task_is_not_closed_by_joining_it_into_a_closed_one(session: Session, cast: Cast) -> None:
    closed, task = bring_to(session, cast, State.CLOSED), open_task(session, cast, title="另一项")
    clerk = cast["zhoumin"]
    with pytest.raises(InvalidError, match="不能并入"):
        actions.join(session, at_work(session, clerk, task), deed(clerk), closed)


def test_a_leader_who_works_on_a_task_gives_it_no_more_time(session: Session, cast: Cast) -> None:
    wear(session, cast, "liqiang", Role.LEADER)
    task, clerk, handler = open_task(session, cast), cast["zhoumin"], cast["liqiang"]
    plan = order(cast)
    own = type(plan)(
        **{name: getattr(plan, name) for name in plan.__slots__} | {"leader_id": handler.person_id}
    )
    actions.assign(session, at_work(session, clerk, task), deed(clerk), own)
    asks = deed(handler, note="人手不够")
    later = own.due_on and own.due_on + timedelta(days=30)
    assert later is not None
    actions.ask_extension(session, at_work(session, handler, task), asks, proposed_on=later)
    with pytest.raises(ForbiddenError, match="参与过本次整改"):
        actions.grant_extension(session, at_work(session, handler, task), deed(handler))
    other = cast["wanglixin"]
    actions.grant_extension(session, at_work(session, other, task), deed(other))
    assert task.due_on == later


def test_a_secretary_who_works_on_a_task_does_not_end_it(session: Session, cast: Cast) -> None:
    wear(session, cast, "liqiang", Role.SECRETARY)
    task, handler = bring_to(session, cast, State.ACTIVE), cast["liqiang"]
    with pytest.raises(ForbiddenError, match="参与过本次整改"):
        actions.end(session, at_work(session, handler, task), deed(handler), basis="自行决定")
    secretary = cast["chenguodong"]
    work = at_work(session, secretary, task)
    actions.end(session, work, deed(secretary), basis="3月党委会纪要")
    assert task.state is State.ENDED


@pytest.mark.parametrize(
    ("span", "allowed"),
    [
        ({"from_on": date(2026, 4, 1)}, False),
        ({"until_on": date(2026, 3, 17)}, False),
        ({"until_on": date(2026, 12, 31)}, True),
        ({}, True),
    ],
)
def test_a_hat_counts_from_its_first_day_to_its_last(
    session: Session, cast: Cast, span: dict[str, date], *, allowed: bool
) -> None:
    wear(session, cast, "zhaofang", Role.SECRETARY, **span)
    task, would = bring_to(session, cast, State.FINAL_REVIEW), cast["zhaofang"]
    task.leader_id = would.person_id  # so that the task is no stranger's
    if allowed:
        actions.approve(session, at_work(session, would, task), deed(would))
        assert task.state is State.CLOSED
    else:
        with pytest.raises(ForbiddenError, match="不由您办理"):
            actions.approve(session, at_work(session, would, task), deed(would))


def test_an_appointment_is_ended_only_under_the_name_of_who_holds_it(
    sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    with database.reading() as session:
        held = session.scalars(
            select(Appointment).where(Appointment.person_id == cast["zhoumin"].person_id)
        ).one()
        version = session.get_one(Person, cast["zhoumin"].person_id).version
        unit = session.get_one(Unit, held.unit_id)
    assert unit.code == "qinghe"
    form = {"version": version, "until_on": "2026-03-18"}
    wrong = f"/people/{cast['liqiang'].person_id}/appointments/{held.id}/end"
    right = f"/people/{cast['zhoumin'].person_id}/appointments/{held.id}/end"
    admin = sign_in_as("heping")
    assert admin.post(wrong, data=form).status_code == 404
    assert admin.post(right, data=form).status_code == 303
