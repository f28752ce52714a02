"""Who sees which units."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from tracker.accounts.actions import create_unit
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, may
from tracker.accounts.queries import all_units


def test_a_clerk_sees_the_town_and_all_below_it_and_nothing_beside_it(cast: Cast) -> None:
    assert cast["zhoumin"].sees == {
        cast.units[code]
        for code in ("qinghe", "qinghe-dongling", "qinghe-xiping", "qinghe-party", "qinghe-finance")
    }


def test_a_county_does_not_see_a_town_that_only_reports_snapshots(cast: Cast) -> None:
    assert cast["zhenghua"].sees == {cast.units["yunling"]}


def test_an_administrator_has_no_business_rights_by_that_role_alone(cast: Cast) -> None:
    admin = cast["heping"]
    assert may(admin, Permission.PEOPLE_MANAGE, cast.town)
    assert not may(admin, Permission.LEDGER_READ, cast.town)
    assert admin.sees == frozenset()


def test_a_hat_in_a_village_does_not_hold_in_the_town(cast: Cast) -> None:
    assert may(cast["zhaofang"], Permission.TASK_STEP, cast.units["qinghe-dongling"])
    assert not may(cast["zhaofang"], Permission.TASK_STEP, cast.town)


def test_units_come_in_organisational_order_each_behind_the_one_above_it(session: Session) -> None:
    village = session.scalars(select(Unit).where(Unit.code == "qinghe-dongling")).one()
    for number in range(12):
        create_unit(session, f"group-{number}", f"第{number}组", parent=village)
    first = session.scalars(select(Unit).where(Unit.code == "group-11")).one()
    first.position = 0
    session.flush()
    codes = [unit.code for unit in all_units(session)]
    assert codes[:3] == ["yunling", "qinghe", "qinghe-dongling"]
    assert codes[3:15] == ["group-11", *(f"group-{number}" for number in range(11))]
    assert codes[15:] == ["qinghe-xiping", "qinghe-party", "qinghe-finance", "baishi"]
