"""The lights of the offices, as whoever oversees several towns reads them."""

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.factories.tasks import open_task
from tracker.accounts.actions import create_unit
from tracker.accounts.models import Unit
from tracker.home.queries import lights_by_unit

TODAY = date(2026, 3, 18)


def test_offices_of_one_name_are_told_with_their_town_others_by_their_own(
    session: Session, cast: Cast
) -> None:
    neighbour = session.get_one(Unit, cast.units["baishi"])
    theirs = create_unit(session, "baishi-finance", "财政所", parent=neighbour)
    offices = [cast.units["qinghe-finance"], theirs.id, cast.units["qinghe-party"]]
    for office in offices:
        open_task(session, cast).lead_unit_id = office
    session.flush()
    county = replace(cast["zhoumin"], sees=frozenset({*cast.units.values(), theirs.id}))
    told = {one.unit_id: one.name for one in lights_by_unit(session, county, TODAY)}
    assert [told[one] for one in offices] == [
        "青禾镇财政所",
        f"{neighbour.name}财政所",
        "党建办公室",
    ]
