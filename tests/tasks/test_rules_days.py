"""Days of steps: which follow which, and to which day one can be put right."""

from datetime import date, timedelta

import pytest

from tracker.core.errors import InvalidError
from tracker.tasks.rules.days import (
    DayOf,
    can_be_moved,
    check_deadline_of,
    check_new_day,
    check_request_day,
    not_after,
    not_before,
)
from tracker.tasks.rules.lifecycle import STEPS, Step

START = date(2026, 3, 2)


def on(number: int) -> date:
    return date(2026, 3, number)


TRAIL = (
    DayOf(Step.ASSIGN, on(2)),
    DayOf(Step.SIGN_FOR, on(3)),
    DayOf(Step.REPORT, on(10)),
    DayOf(Step.ASK_EXTENSION, on(11)),
    DayOf(Step.GRANT_EXTENSION, on(13)),
    DayOf(Step.SUBMIT, on(16)),
    DayOf(Step.COUNTERSIGN, on(17)),
    DayOf(Step.AMEND, on(1)),
)


@pytest.mark.parametrize(
    ("place", "first", "last"),
    [
        (0, None, on(3)),  # everything of the round comes behind its beginning
        (1, on(2), on(16)),
        (2, START, None),  # a note may have been made on any day of the round
        (3, on(3), on(13)),
        (4, on(11), None),
        (5, on(3), on(17)),
        (6, on(16), None),
        (7, START, None),
    ],
)
def test_a_day_can_move_between_the_steps_that_it_depends_on(
    place: int, first: date | None, last: date | None
) -> None:
    step = TRAIL[place].step
    assert not_before(step, START, TRAIL[:place]) == first
    assert not_after(step, TRAIL[place + 1 :]) == last


def test_a_new_day_is_held_against_the_entry_and_its_neighbours() -> None:
    check_new_day(on(5), entered_on=on(9), first=on(3), last=on(7))
    check_new_day(on(5), entered_on=on(5), first=None, last=None)
    for new, words in ((on(10), "录入的那一天"), (on(2), "前一步"), (on(8), "先更正后一步")):
        with pytest.raises(InvalidError, match=words):
            check_new_day(new, entered_on=on(9), first=on(3), last=on(7))


def test_a_round_begins_by_its_deadline() -> None:
    check_deadline_of(on(5), None)
    check_deadline_of(on(5), on(5))
    with pytest.raises(InvalidError, match="整改时限（2026年3月5日）"):
        check_deadline_of(on(6), on(5))


@pytest.mark.parametrize(("late", "fits", "not_"), [(False, 10, 11), (True, 11, 10)])
def test_a_request_stays_in_time_or_late(*, late: bool, fits: int, not_: int) -> None:
    due, proposed = on(10), on(30)
    check_request_day(on(fits), due, proposed, late=late)
    with pytest.raises(InvalidError, match="批复的人不同"):
        check_request_day(on(not_), due, proposed, late=late)
    with pytest.raises(InvalidError, match="晚于申请延至"):
        check_request_day(proposed + timedelta(days=1), due, proposed, late=True)


def test_what_stands_in_other_trails_too_keeps_its_day() -> None:
    fixed = {one for one in STEPS if not can_be_moved(one)}
    assert fixed == {Step.HAND_OVER, Step.SPLIT, Step.LINK, Step.UNLINK, Step.CORRECT}
