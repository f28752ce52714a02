"""What people enter about days wins, and only once for each day."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.conftest import NOW
from tracker.core.errors import InvalidError
from tracker.workdays import actions
from tracker.workdays.queries import load_calendar, overrides_of

SATURDAY = date(2027, 2, 13)


def set_saturday(session: Session, cast: Cast, *, is_workday: bool, note: str) -> None:
    actions.set_day(
        session,
        SATURDAY,
        is_workday=is_workday,
        note=note,
        by_id=cast["heping"].person_id,
        at=NOW,
    )


def test_a_day_set_by_hand_counts_at_once(session: Session, cast: Cast) -> None:
    assert not load_calendar(session).is_workday(SATURDAY)
    set_saturday(session, cast, is_workday=True, note="春节调休")
    assert load_calendar(session).is_workday(SATURDAY)


def test_a_day_set_twice_keeps_the_last_word(session: Session, cast: Cast) -> None:
    set_saturday(session, cast, is_workday=True, note="春节调休")
    set_saturday(session, cast, is_workday=False, note="通知改了")
    assert [(one.day, one.note) for one in overrides_of(session, 2027)] == [(SATURDAY, "通知改了")]
    assert not load_calendar(session).is_workday(SATURDAY)


def test_a_day_given_back_follows_the_bundled_calendar_again(session: Session, cast: Cast) -> None:
    set_saturday(session, cast, is_workday=True, note="")
    actions.clear_day(session, SATURDAY)
    assert not load_calendar(session).is_workday(SATURDAY)


def test_a_day_outside_the_calendar_is_refused(session: Session, cast: Cast) -> None:
    with pytest.raises(InvalidError):
        actions.set_day(
            session,
            date(2300, 1, 1),
            is_workday=True,
            note="",
            by_id=cast["heping"].person_id,
            at=NOW,
        )


def test_a_year_is_a_guess_until_it_is_confirmed_and_again_when_taken_back(
    session: Session, cast: Cast
) -> None:
    assert load_calendar(session).is_provisional(2027)
    for _ in range(2):
        actions.confirm_year(session, 2027, by_id=cast["heping"].person_id, at=NOW)
    assert not load_calendar(session).is_provisional(2027)
    actions.unconfirm_year(session, 2027)
    assert load_calendar(session).is_provisional(2027)
