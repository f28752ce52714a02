"""The tree of units on screen: a unit goes below another one, a county over its town, and what may not be done."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.cast import FROM, Cast
from tests.tasks.conftest import Made
from tracker.accounts.actions import appoint
from tracker.accounts.models import AccountEvent, Person, Unit
from tracker.accounts.permissions import Permission, Role, may
from tracker.accounts.queries import viewer_of
from tracker.core import clock
from tracker.core.db import Database
from tracker.tasks.rules.lifecycle import State

SignIn = Callable[[str], FlaskClient]
Move = Callable[..., tuple[int, str]]
FINANCE, PARTY, VILLAGE = "qinghe-finance", "qinghe-party", "qinghe-dongling"


@pytest.fixture
def county_admin(sign_in_as: SignIn, database: Database, cast: Cast) -> FlaskClient:
    """郑华, administrator of the county as well."""
    with database.transaction() as session:
        person = session.get_one(Person, cast["zhenghua"].person_id)
        appoint(session, person, _unit(database, cast, "yunling"), (Role.ADMIN,), from_on=FROM)
    return sign_in_as("zhenghua")


@pytest.fixture
def move(database: Database, cast: Cast) -> Move:
    """Send the form 换上级单位 as the page shows it."""

    def send(browser: FlaskClient, code: str, above: str, **typed: Any) -> tuple[int, str]:
        one = _unit(database, cast, code)
        wanted = {"version": one.version, "above_id": str(cast.units[above])} | typed
        answer = browser.post(f"/units/{one.id}/superior", data=wanted)
        return answer.status_code, answer.text

    return send


def _unit(database: Database, cast: Cast, code: str) -> Unit:
    with database.reading() as session:
        return session.get_one(Unit, cast.units[code])


def test_a_village_goes_to_another_town_with_its_people(
    county_admin: FlaskClient, sign_in_as: SignIn, database: Database, cast: Cast, move: Move
) -> None:
    assert "换上级单位" in county_admin.get(f"/units/{cast.units[VILLAGE]}/reorganise").text
    assert move(county_admin, VILLAGE, "baishi", basis="云编发〔2026〕3号")[0] == 303
    village, town = _unit(database, cast, VILLAGE), _unit(database, cast, "baishi")
    assert (village.parent_id, village.path) == (town.id, f"{town.path}{village.id}/")
    with database.reading() as session:
        log = session.scalars(select(AccountEvent).order_by(AccountEvent.id.desc()).limit(1)).one()
        clerk = viewer_of(session, cast["wutao"].person_id, clock.today())
    assert (log.kind, log.detail) == ("unit_moved", "东岭村 → 白石镇 2026-03-18 云编发〔2026〕3号")
    assert clerk is not None
    assert village.id in clerk.sees
    assert sign_in_as("heping").get(f"/units/{village.id}").status_code == 404


def test_what_a_unit_leads_in_a_ledger_keeps_it_there_and_not_within_it(
    county_admin: FlaskClient, sign_in_as: SignIn, cast: Cast, move: Move, made: Made
) -> None:
    made(State.ACTIVE)
    status, page = move(county_admin, FINANCE, "baishi")
    assert (status, "在那里牵头的还有1项没有办结" in page) == (422, True)
    assert move(sign_in_as("heping"), FINANCE, PARTY)[0] == 303, "the ledger is the same"
    assert cast.town in cast["zhoumin"].sees


def test_a_town_goes_along_with_its_ledger_and_all_that_is_below(
    county_admin: FlaskClient, database: Database, cast: Cast, move: Move, made: Made
) -> None:
    made(State.ACTIVE)
    assert move(county_admin, "qinghe", "baishi")[0] == 303
    town, office = _unit(database, cast, "qinghe"), _unit(database, cast, FINANCE)
    assert office.path == f"{town.path}{office.id}/"
    assert town.path == f"{_unit(database, cast, 'baishi').path}{town.id}/"


@pytest.mark.parametrize(
    ("code", "above"),
    [("qinghe", VILLAGE), ("qinghe", "qinghe"), ("yunling", "baishi")],
    ids=["below itself", "itself", "the root below its own"],
)
def test_no_unit_goes_below_itself(
    county_admin: FlaskClient, database: Database, cast: Cast, move: Move, code: str, above: str
) -> None:
    before = _unit(database, cast, code).path
    assert move(county_admin, code, above)[0] == 422
    assert _unit(database, cast, code).path == before


def test_a_unit_stays_where_it_is_and_a_stale_page_is_told(
    county_admin: FlaskClient, cast: Cast, move: Move
) -> None:
    status, page = move(county_admin, VILLAGE, "qinghe")
    assert (status, "没有变化" in page) == (422, True)
    status, page = move(county_admin, VILLAGE, "baishi", version=99)
    assert (status, "刚由别人改过" in page) == (409, True)
    assert f'<option selected value="{cast.units["baishi"]}">' in page


def test_nobody_moves_units_beyond_the_own_reach(sign_in_as: SignIn, move: Move) -> None:
    assert move(sign_in_as("heping"), VILLAGE, "baishi")[0] == 422
    assert move(sign_in_as("heping"), "baishi", VILLAGE)[0] == 404
    assert move(sign_in_as("zhoumin"), VILLAGE, PARTY)[0] == 403


def test_a_unit_is_put_over_the_one_that_has_none_above(
    county_admin: FlaskClient, sign_in_as: SignIn, database: Database, cast: Cast
) -> None:
    county = cast.units["yunling"]
    assert f"/units/{county}/above" in county_admin.get("/units").text
    assert f"/units/{county}/above" not in sign_in_as("heping").get("/units").text
    assert "云岭县的台账、人员和设置都不变" in county_admin.get(f"/units/{county}/above").text
    typed = {"name": "临江市", "code": "linjiang"}
    assert county_admin.post(f"/units/{county}/above", data=typed).status_code == 303
    with database.reading() as session:
        city = session.scalars(select(Unit).where(Unit.code == "linjiang")).one()
        town = session.get_one(Unit, cast.town)
        admin = viewer_of(session, cast["zhenghua"].person_id, clock.today())
        clerk = viewer_of(session, cast["zhoumin"].person_id, clock.today())
    assert (city.parent_id, town.path) == (None, f"/{city.id}/{county}/{cast.town}/")
    assert admin is not None
    assert may(admin, Permission.PEOPLE_MANAGE, city.id)
    assert may(admin, Permission.PEOPLE_MANAGE, cast.town)
    assert admin.unit_name == "云岭县", "the new hat is not the first one"
    assert clerk is not None
    assert clerk.sees == cast["zhoumin"].sees


def test_nothing_is_squeezed_between_a_unit_and_the_one_above_it(
    county_admin: FlaskClient, sign_in_as: SignIn, cast: Cast
) -> None:
    path, typed = f"/units/{cast.town}/above", {"name": "片区", "code": "area"}
    assert county_admin.get(path).status_code == 303
    page = county_admin.post(path, data=typed)
    assert (page.status_code, "青禾镇已经有上级单位" in page.text) == (422, True)
    assert sign_in_as("zhoumin").post(path, data=typed).status_code == 403
    taken = {"name": "临江市", "code": "qinghe"}
    page = county_admin.post(f"/units/{cast.units['yunling']}/above", data=taken)
    assert (page.status_code, "已经有了" in page.text) == (422, True)
