"""Who sees which units."""

from tests.cast import Cast
from tracker.accounts.permissions import Permission, Role, may


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
    assert cast["zhaofang"].has_role(Role.HANDLER, cast.units["qinghe-dongling"])
    assert not cast["zhaofang"].has_role(Role.HANDLER, cast.town)
