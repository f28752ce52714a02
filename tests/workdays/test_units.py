"""Each office its own calendar: what a unit set wins over its ancestors, and those over the bundled days."""

from datetime import date

from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.conftest import NOW
from tracker.workdays import actions
from tracker.workdays.queries import load_calendar, load_calendars
from tracker.workdays.rules import DayChange, DayKind

FAIR = date(2026, 5, 15)  # a Friday on which the market town closes


def close(session: Session, cast: Cast, unit_id: int | None, *, is_workday: bool = False) -> None:
    actions.set_day(
        session,
        FAIR,
        is_workday=is_workday,
        note="庙会",
        by_id=cast["heping"].person_id,
        at=NOW,
        unit_id=unit_id,
    )


def test_a_units_day_holds_for_it_and_below_and_nowhere_else(session: Session, cast: Cast) -> None:
    close(session, cast, cast.town)
    found = load_calendars(session)
    assert not found.of(cast.town).is_workday(FAIR)
    assert not found.of(cast.units["qinghe-dongling"]).is_workday(FAIR)
    assert found.of(cast.units["baishi"]).is_workday(FAIR)
    assert found.base.is_workday(FAIR)
    assert len(found.different()) == 2


def test_the_nearest_that_set_a_day_wins(session: Session, cast: Cast) -> None:
    close(session, cast, None)
    close(session, cast, cast.units["yunling"], is_workday=True)
    close(session, cast, cast.town)
    assert not load_calendar(session).is_workday(FAIR)
    assert load_calendar(session, cast.units["baishi"]).is_workday(FAIR)
    assert not load_calendar(session, cast.units["qinghe-finance"]).is_workday(FAIR)


def test_a_day_given_back_follows_the_ancestor_again(session: Session, cast: Cast) -> None:
    close(session, cast, cast.town)
    actions.clear_day(session, FAIR, unit_id=cast.town)
    assert load_calendar(session, cast.town).is_workday(FAIR)


def test_a_change_can_be_tried_without_being_made(session: Session, cast: Cast) -> None:
    change = DayChange(FAIR, DayKind.REST, "庙会")
    assert not load_calendars(session, (cast.town, [change])).of(cast.town).is_workday(FAIR)
    assert load_calendar(session, cast.town).is_workday(FAIR)
