"""审定 by the unit above: where the secretary took part, somebody there is named, sees this one task, and decides."""

from typing import NamedTuple

import pytest
from sqlalchemy import select

from tests.cast import Cast
from tests.conftest import NOW
from tests.factories.tasks import at_work, bring_to, deed, open_task, recorded, work_in
from tests.tasks.conftest import Filled, SignIn, state_of
from tracker.accounts.models import Appointment
from tracker.accounts.permissions import Role
from tracker.core.db import Database
from tracker.tasks import actions
from tracker.tasks.models import Evidence, Task
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.orders import NewProgress

SECRETARY, ABOVE = "chenguodong", "zhenghua"


class Barred(NamedTuple):
    """A task on which the secretary worked and that waits for 审定; another task; a piece of evidence of each."""

    task: Task
    other: Task
    piece: int


@pytest.fixture
def barred(database: Database, cast: Cast) -> Barred:
    """The secretary went to the village himself; 郑华 leads in the county, which reads only what is reported."""
    clerk, handler, secretary = cast["zhoumin"], cast["liqiang"], cast[SECRETARY]
    with database.transaction() as session:
        leading = Appointment(
            person_id=cast[ABOVE].person_id,
            unit_id=cast.units["yunling"],
            role=Role.LEADER,
            from_on=NOW.date(),
        )
        session.add(leading)
        task = bring_to(session, cast, State.ACTIVE)
        told = recorded(clerk, secretary)
        actions.report(session, at_work(session, clerk, task), told, NewProgress(text="到村督办"))
        work_in(session, cast, task)
        work = at_work(session, handler, task)
        actions.submit(session, work, deed(handler), outcome="14个村全部按月对账。")
        for login in ("wanglixin", "liuyang"):
            actions.approve(session, at_work(session, cast[login], task), deed(cast[login]))
        piece = session.scalars(select(Evidence.id).where(Evidence.task_id == task.id)).one()
        other = open_task(session, cast, title="另一件事")
    return Barred(task, other, piece)


def test_who_leads_above_sees_and_decides_the_one_task_for_which_they_were_named(
    database: Database, cast: Cast, sign_in_as: SignIn, filled: Filled, barred: Barred
) -> None:
    task, path = barred.task, f"/tasks/{barred.task.id}"
    above, secretary = sign_in_as(ABOVE), sign_in_as(SECRETARY)
    assert above.get(path).status_code == 404
    assert above.post(f"{path}/approve", data=filled(task, decision="agree")).status_code == 404
    form = secretary.get(f"{path}/name-acceptor").text
    assert "郑华（上级单位）" in form
    assert "黄海" in form
    assert "王立新" not in form.split('name="acceptor_id"')[1].split("</select>")[0], (
        "signed before"
    )
    named = filled(task, acceptor_id=cast[ABOVE].person_id)
    assert secretary.post(f"{path}/name-acceptor", data=named).status_code == 303
    assert "郑华" in secretary.get(path).text.split('id="people"')[0], "who can is told"
    assert above.get(path).status_code == 200
    assert above.get(f"/tasks/{barred.other.id}").status_code == 404
    assert task.number in above.get("/mine").text
    for page in ("/mine", "/ledger"):
        assert "另一件事" not in above.get(page).text
    assert above.get(f"{path}/hand-in").status_code == 403, "named to decide, not to work"
    done = above.post(f"{path}/approve", data=filled(task, decision="agree"))
    assert done.status_code == 303
    assert state_of(database, task) is State.CLOSED
    assert "郑华" in sign_in_as("sunzheng").get(path).text


def test_who_leads_above_may_send_back_and_loses_sight_when_another_is_named(
    database: Database, cast: Cast, sign_in_as: SignIn, filled: Filled, barred: Barred
) -> None:
    task, path = barred.task, f"/tasks/{barred.task.id}"
    above, secretary = sign_in_as(ABOVE), sign_in_as(SECRETARY)
    for login, sees in ((ABOVE, 200), ("huanghai", 404)):
        named = filled(task, acceptor_id=cast[login].person_id)
        assert secretary.post(f"{path}/name-acceptor", data=named).status_code == 303
        assert above.get(path).status_code == sees
    named = filled(task, acceptor_id=cast[ABOVE].person_id)
    assert secretary.post(f"{path}/name-acceptor", data=named).status_code == 303
    back = filled(task, decision="more_paper", note="缺签到表")
    assert above.post(f"{path}/approve", data=back).status_code == 303
    assert state_of(database, task) is State.ACTIVE


def test_nobody_of_another_unit_nor_a_mere_viewer_above_is_named(
    database: Database, cast: Cast, sign_in_as: SignIn, filled: Filled, barred: Barred
) -> None:
    path, secretary = f"/tasks/{barred.task.id}/name-acceptor", sign_in_as(SECRETARY)
    for login in ("wutao", "zhoumin", "wanglixin"):
        named = filled(barred.task, acceptor_id=cast[login].person_id)
        assert secretary.post(path, data=named).status_code == 422, login
    with database.transaction() as session:
        row = select(Appointment).where(
            Appointment.person_id == cast[ABOVE].person_id, Appointment.role == Role.LEADER
        )
        session.delete(session.scalars(row).one())
    named = filled(barred.task, acceptor_id=cast[ABOVE].person_id)
    assert secretary.post(path, data=named).status_code == 422
