"""Units renamed or merged with a date: open tasks follow, history keeps what was."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import Cast
from tests.factories.tasks import at_work, bring_to
from tests.factories.tasks import deed as done_by
from tests.tasks.conftest import Made
from tracker.accounts.models import Appointment, Unit, UnitName
from tracker.accounts.permissions import Role
from tracker.accounts.queries import names_on
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks import actions, queries
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State, Step

SignIn = Callable[[str], FlaskClient]
FINANCE = "qinghe-finance"


def post(
    browser: FlaskClient, database: Database, unit_id: int, deed: str, **typed: Any
) -> tuple[int, str]:
    """Send one of both forms as the page shows it."""
    with database.reading() as session:
        version = session.get_one(Unit, unit_id).version
    answer = browser.post(f"/units/{unit_id}/{deed}", data={"version": version} | typed)
    return answer.status_code, answer.text


def unit(database: Database, unit_id: int) -> Unit:
    with database.reading() as session:
        return session.get_one(Unit, unit_id)


def task_now(database: Database, task: Task) -> Task:
    with database.reading() as session:
        return session.get_one(Task, task.id)


def test_open_tasks_bear_the_new_name_and_closed_ones_the_old(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    with clock.frozen(clock.now() - timedelta(days=9)):
        active, closed = made(State.ACTIVE), made(State.CLOSED)
    today = clock.today()
    admin, office = sign_in_as("heping"), cast.units[FINANCE]
    assert "没有办结的任务有 1 项" in admin.get(f"/units/{office}/reorganise").text
    wanted = {"name": "财经办公室", "from_on": today.isoformat(), "basis": "云编发〔2026〕3号"}
    assert post(admin, database, office, "name", **wanted)[0] == 303
    assert task_now(database, active).lead_unit_text == "财经办公室"
    assert task_now(database, closed).lead_unit_text == "财政所"
    with database.reading() as session:
        last = queries.trail_of(session, active)[-1]
        then = queries.standings_on(
            session, [session.get_one(Task, active.id)], today - timedelta(days=1)
        )
        names = [
            names_on(session, [office], day)[office] for day in (today - timedelta(days=1), today)
        ]
    assert (last.step, last.facts["lead_unit_text"]) == (Step.REORGANISE, ["财政所", "财经办公室"])
    assert then[active.id].lead_unit_text == "财政所"
    assert names == ["财政所", "财经办公室"]
    assert "财政所，用到2026年3月17日" in admin.get(f"/units/{office}").text


def test_a_slip_put_right_leaves_no_former_name(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    village = cast.units["qinghe-dongling"]
    wanted = {"name": "东陵村", "from_on": clock.today().isoformat(), "slip": "y"}
    assert post(sign_in_as("heping"), database, village, "name", **wanted)[0] == 303
    with database.reading() as session:
        assert session.scalars(select(UnitName)).all() == []
    assert unit(database, village).name == "东陵村"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": " "}, "请填写单位名称"),
        ({"name": "财政所"}, "名称没有变化"),
        ({"from_on": "2026-03-19"}, "不能晚于今天"),
        ({"from_on": ""}, "请填写更名的日期"),
    ],
)
def test_a_new_name_that_will_not_do_is_told(
    sign_in_as: SignIn, cast: Cast, database: Database, change: dict[str, str], words: str
) -> None:
    wanted = {"name": "财经办公室", "from_on": "2026-03-18"} | change
    status, page = post(sign_in_as("heping"), database, cast.units[FINANCE], "name", **wanted)
    assert (status, words in page) == (422, True)
    assert unit(database, cast.units[FINANCE]).name == "财政所"


def test_two_names_do_not_begin_on_one_day(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    admin, office = sign_in_as("heping"), cast.units[FINANCE]
    for name, status in (("财经办公室", 303), ("财经服务中心", 422)):
        wanted = {"name": name, "from_on": "2026-03-01"}
        assert post(admin, database, office, "name", **wanted)[0] == status


def test_a_merger_takes_people_units_below_and_open_tasks_along(
    sign_in_as: SignIn, cast: Cast, made: Made, database: Database
) -> None:
    with clock.frozen(clock.now() - timedelta(days=9)):
        active, closed = made(State.ACTIVE), made(State.CLOSED)
    office, party = cast.units[FINANCE], cast.units["qinghe-party"]
    with database.transaction() as session:
        below = session.get_one(Unit, cast.units["qinghe-xiping"])
        below.parent_id, below.path = office, f"{unit(database, office).path}{below.id}/"
    wanted = {"into_id": str(party), "from_on": "2026-03-12", "basis": "云编发〔2026〕3号"}
    admin = sign_in_as("heping")
    assert post(admin, database, office, "merge", **wanted)[0] == 303
    assert task_now(database, active).lead_unit_id == party
    assert task_now(database, active).lead_unit_text == "党建办公室"
    assert task_now(database, closed).lead_unit_text == "财政所"
    gone = unit(database, office)
    assert (gone.closed_on, gone.merged_into_id) == (date(2026, 3, 11), party)
    moved = unit(database, cast.units["qinghe-xiping"])
    assert (moved.parent_id, moved.path) == (party, f"{unit(database, party).path}{moved.id}/")
    with database.reading() as session:
        held = session.scalars(
            select(Appointment)
            .where(Appointment.person_id == cast["liqiang"].person_id)
            .order_by(Appointment.id)
        ).all()
    assert [(one.unit_id, one.until_on) for one in held] == [
        (office, date(2026, 3, 11)),
        (party, None),
    ]
    assert "已并入党建办公室" in admin.get(f"/units/{office}").text
    assert sign_in_as("liqiang").get(f"/tasks/{active.id}").status_code == 200


def test_what_would_end_in_a_circle_is_not_offered_and_refused(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    office, village = cast.units[FINANCE], cast.units["qinghe-xiping"]
    with database.transaction() as session:
        below = session.get_one(Unit, village)
        below.parent_id, below.path = office, f"{unit(database, office).path}{village}/"
    admin = sign_in_as("heping")
    assert f'value="{village}"' not in admin.get(f"/units/{office}/reorganise").text
    for into in (village, office):
        wanted = {"into_id": str(into), "from_on": "2026-03-12", "basis": "文"}
        assert post(admin, database, office, "merge", **wanted)[0] == 422
    assert unit(database, office).closed_on is None


def test_a_ledger_goes_only_when_nothing_in_it_is_open_and_is_read_where_it_went(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    with database.transaction() as session:
        session.add(
            Appointment(
                person_id=cast["heping"].person_id,
                unit_id=cast.units["yunling"],
                role=Role.ADMIN,
                from_on=date(2026, 1, 1),
            )
        )
        open_one = bring_to(session, cast, State.ACTIVE)
        closed = bring_to(session, cast, State.CLOSED)
    admin, neighbour = sign_in_as("heping"), sign_in_as("wutao")
    wanted = {"into_id": str(cast.units["baishi"]), "from_on": "2026-03-12", "basis": "文"}
    assert "还有 1 项没有办结，现在不能合并" in admin.get(f"/units/{cast.town}/reorganise").text
    status, page = post(admin, database, cast.town, "merge", **wanted)
    assert (status, "办不完的，先在接收单位的台账里另行列入" in page) == (422, True)
    assert unit(database, cast.town).closed_on is None
    assert neighbour.get(f"/tasks/{closed.id}").status_code == 404
    with database.transaction() as session:
        secretary = cast["chenguodong"]
        work = at_work(session, secretary, session.get_one(Task, open_one.id))
        actions.end(session, work, done_by(secretary), basis="县委编委文件")
    assert "已经全部办结" in admin.get(f"/units/{cast.town}/reorganise").text
    assert post(admin, database, cast.town, "merge", **wanted)[0] == 303
    gone = unit(database, cast.town)
    assert (gone.merged_into_id, gone.parent_id) == (cast.units["baishi"], cast.units["baishi"])
    assert neighbour.get(f"/tasks/{closed.id}").status_code == 200
    assert neighbour.get(f"/tasks/{closed.id}/recheck").status_code == 403, "to be read, no more"
    former = sign_in_as("zhoumin")
    assert former.get(f"/tasks/{closed.id}").status_code == 200, "now a clerk of the other town"


def test_a_unit_that_is_gone_takes_nobody_in(
    sign_in_as: SignIn, cast: Cast, database: Database
) -> None:
    office, admin = cast.units[FINANCE], sign_in_as("heping")
    wanted = {
        "into_id": str(cast.units["qinghe-party"]),
        "from_on": "2026-03-12",
        "basis": "文",
    }
    post(admin, database, office, "merge", **wanted)
    assert f'value="{office}"' not in admin.get("/people/new").text.split("<fieldset")[0]
    assert post(admin, database, office, "merge", **wanted)[0] == 422


@pytest.mark.parametrize("deed", ["name", "merge", "reorganise"])
def test_only_the_administrator_of_the_unit_reorganises(
    sign_in_as: SignIn, cast: Cast, deed: str
) -> None:
    clerk, admin = sign_in_as("zhoumin"), sign_in_as("heping")
    send = (lambda one, path: one.get(path)) if deed == "reorganise" else FlaskClient.post
    assert send(clerk, f"/units/{cast.units[FINANCE]}/{deed}").status_code == 403
    assert send(admin, f"/units/{cast.units['baishi']}/{deed}").status_code in {404, 422}
    if deed == "reorganise":
        assert send(admin, f"/units/{cast.units['baishi']}/{deed}").status_code == 404


def test_a_stale_page_changes_nothing(sign_in_as: SignIn, cast: Cast, database: Database) -> None:
    typed = {"version": 99, "name": "财经办公室", "from_on": "2026-03-18"}
    page = sign_in_as("heping").post(f"/units/{cast.units[FINANCE]}/name", data=typed)
    assert (page.status_code, 'value="财经办公室"' in page.text) == (409, True)
    assert unit(database, cast.units[FINANCE]).name == "财政所"
