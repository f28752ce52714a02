"""Lights, timeliness, stillness, proposed deadlines and requests to move them, by tables of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.errors import InvalidError
from tracker.tasks.rules.deadlines import (
    Deadline,
    begins_anew,
    check_extension,
    days_of_unit,
    propose_due,
)
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.tasks.rules.lights import (
    Light,
    RoundDates,
    Timeliness,
    days_without_movement,
    light,
    timeliness,
)
from tracker.workdays.rules import WorkCalendar, YearDays

TODAY = date(2026, 6, 15)
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
WEEKS = WorkCalendar(days_of=lambda _year: YearDays())


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (None, "未定时限"),
        (11, "按序时推进"),
        (10, "临近时限"),
        (1, "临近时限"),
        (0, "临近时限"),
        (-1, "超期未完成"),
        (-400, "超期未完成"),
    ],
)
@pytest.mark.parametrize("state", OWED)
def test_the_light_of_what_is_owed_follows_its_deadline(
    state: State, days: int | None, expected: str
) -> None:
    due_on = None if days is None else TODAY + timedelta(days=days)
    assert light(state, due_on, TODAY).label == expected


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.SUSTAINED, Light.SUSTAINED),
        (State.PAUSED, Light.RESTING),
        (State.CLOSED, Light.DONE),
        (State.ENDED, Light.DONE),
        (State.JOINED, Light.DONE),
    ],
)
def test_what_is_not_owed_is_never_overdue(state: State, expected: Light) -> None:
    assert light(state, TODAY - timedelta(days=99), TODAY) is expected


@pytest.mark.parametrize(("days", "told"), [(0, None), (29, None), (30, 30), (126, 126)])
def test_stillness_is_told_from_thirty_days_on(days: int, told: int | None) -> None:
    moved_on = TODAY - timedelta(days=days)
    assert days_without_movement(State.ACTIVE, moved_on, TODAY) == told
    assert days_without_movement(State.CLOSED, moved_on, TODAY) is None
    assert days_without_movement(State.ACTIVE, None, TODAY) is None


@pytest.mark.parametrize(
    ("original", "due", "done", "late_extension", "expected"),
    [
        (5, 5, 5, False, "按期完成"),
        (5, 5, 1, False, "按期完成"),
        (None, None, 9, False, "按期完成"),
        (5, 9, 5, False, "按期完成"),
        (5, 9, 9, False, "延期完成（经批准）"),
        (5, 9, 6, False, "延期完成（经批准）"),
        (5, 9, 9, True, "超期完成"),
        (5, 9, 10, False, "超期完成"),
        (5, 5, 6, False, "超期完成"),
        (5, 5, None, False, "超期未完成"),
        (5, 20, None, False, "未到时限"),
        (None, None, None, False, "未到时限"),
    ],
)
def test_how_a_round_kept_its_deadline_is_told_apart(
    original: int | None, due: int | None, done: int | None, *, late_extension: bool, expected: str
) -> None:
    def on(day: int | None) -> date | None:
        return None if day is None else date(2026, 6, day)

    dates = RoundDates(on(original), on(due), on(done), late_extension)
    assert timeliness(dates, TODAY).label == expected


@given(original=DAYS, due=DAYS, done=DAYS, today=DAYS)
def test_a_closing_after_the_day_asked_about_does_not_count_yet(
    original: date, due: date, done: date, today: date
) -> None:
    word = timeliness(RoundDates(original, due, done), today)
    open_words = {Timeliness.RUNNING, Timeliness.OVERDUE}
    assert (word in open_words) is (done > today)


@pytest.mark.parametrize(
    ("kind", "assigned", "expected"),
    [
        (TaskKind.AT_ONCE, date(2026, 3, 18), date(2026, 4, 2)),
        (TaskKind.AT_ONCE, date(2026, 3, 20), date(2026, 4, 3)),  # 4 April is a Saturday
        (TaskKind.BY_STAGES, date(2026, 3, 18), date(2026, 6, 16)),
        (TaskKind.LASTING, date(2026, 3, 18), date(2026, 12, 31)),
        (TaskKind.LASTING, date(2028, 3, 18), date(2028, 12, 29)),  # 31 December 2028 is a Sunday
    ],
)
def test_a_type_of_task_proposes_a_working_day(
    kind: TaskKind, assigned: date, expected: date
) -> None:
    assert propose_due(kind, assigned, WEEKS) == expected


@pytest.mark.parametrize(
    ("ends_on", "expected"),
    [
        (date(2026, 5, 31), date(2026, 5, 29)),  # a Sunday
        (date(2026, 12, 31), date(2026, 6, 16)),
        (date(2026, 3, 1), date(2026, 3, 18)),  # over before the task is handed out
    ],
)
def test_no_proposal_goes_beyond_the_end_of_the_paper(ends_on: date, expected: date) -> None:
    handed_out = date(2026, 3, 18)
    assert propose_due(TaskKind.BY_STAGES, handed_out, WEEKS, ends_on=ends_on) == expected


@given(kind=st.sampled_from(TaskKind), assigned=DAYS)
def test_a_proposal_is_always_a_working_day_near_the_one_meant(
    kind: TaskKind, assigned: date
) -> None:
    proposed = propose_due(kind, assigned, WEEKS)
    assert WEEKS.is_workday(proposed)
    assert proposed >= assigned - timedelta(days=3)


@pytest.mark.parametrize(
    ("due", "proposed", "asked", "late"),
    [(20, 25, 15, False), (20, 25, 20, False), (20, 25, 21, True)],
)
def test_a_request_behind_the_deadline_is_late(
    due: int, proposed: int, asked: int, *, late: bool
) -> None:
    def on(day: int) -> date:
        return date(2026, 6, day)

    assert check_extension(on(due), on(proposed), on(asked)) is late


@pytest.mark.parametrize(
    ("due", "proposed", "asked", "word"),
    [
        (None, 25, 15, "没有整改时限"),
        (20, 20, 15, "晚于现在"),
        (20, 19, 15, "晚于现在"),
        (10, 15, 20, "早于今天"),
    ],
)
def test_a_request_that_moves_nothing_is_refused(
    due: int | None, proposed: int, asked: int, word: str
) -> None:
    due_on = None if due is None else date(2026, 6, due)
    with pytest.raises(InvalidError, match=word):
        check_extension(due_on, date(2026, 6, proposed), date(2026, 6, asked))


@given(assigned_on=DAYS, days=st.integers(1, 730))
def test_a_unit_s_own_days_are_proposed_and_never_a_day_before_the_assignment(
    assigned_on: date, days: int
) -> None:
    own = days_of_unit(days, None)
    proposed = propose_due(TaskKind.AT_ONCE, assigned_on, WEEKS, own)
    assert assigned_on <= proposed <= assigned_on + timedelta(days=days)
    usual = propose_due(TaskKind.BY_STAGES, assigned_on, WEEKS)
    assert propose_due(TaskKind.BY_STAGES, assigned_on, WEEKS, own) == usual


JUNE, HANDED_OUT = date(2026, 6, 30), date(2026, 3, 2)
STATED = Deadline(JUNE, "6月底前", from_paper=True, again=False)


@pytest.mark.parametrize("wanted", [JUNE + timedelta(days=1), JUNE - timedelta(days=1), None])
def test_a_day_that_a_paper_states_is_not_moved_when_the_task_is_handed_out(
    wanted: date | None,
) -> None:
    with pytest.raises(InvalidError, match="文件写明的时限是“6月底前”（2026年6月30日）") as refusal:
        begins_anew(STATED, wanted, "6月底前", HANDED_OUT)
    assert "申请延期" in refusal.value.message
    assert refusal.value.field == "due_on"


def test_a_day_that_a_paper_states_is_kept_and_a_wrong_reading_put_right() -> None:
    september = date(2026, 9, 30)
    assert not begins_anew(STATED, JUNE, "", HANDED_OUT)
    assert begins_anew(STATED, september, "9月底前", HANDED_OUT)
    assert begins_anew(STATED, september, "6月底前", JUNE + timedelta(days=1)), "a wrong year"


def test_until_the_first_handing_out_a_day_that_no_paper_states_is_free() -> None:
    own = Deadline(JUNE, "", from_paper=False, again=False)
    assert begins_anew(own, JUNE + timedelta(days=30), "", HANDED_OUT)


@pytest.mark.parametrize("from_paper", [True, False])
def test_handed_out_again_a_task_gets_no_later_day(from_paper: bool) -> None:  # noqa: FBT001  a case of the table above
    held = Deadline(JUNE, "", from_paper=from_paper, again=True)
    later = JUNE + timedelta(days=1)
    with pytest.raises(InvalidError, match="申请延期"):
        begins_anew(held, later, "7月1日前", later)
    assert not begins_anew(held, JUNE, "", later), "though it is over by now"
