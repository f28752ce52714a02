"""Downtime, jumping clocks and changed calendars: late reminders come, old ones are noted, none comes twice."""

from datetime import date, timedelta

from tests.reminders.conftest import DUE, START, Office, moment
from tracker.reminders.actions import Planned
from tracker.reminders.rules.states import FactState
from tracker.workdays.actions import set_day

NOTHING = Planned()


def test_after_two_days_asleep_the_reminders_come_late_but_come(office: Office) -> None:
    office.settled()
    office.plan(moment(date(2026, 4, 17)))
    assert office.plan(moment(date(2026, 4, 22))).told == 2
    assert "还有8天" in office.inbox("liqiang")[-1][1][0]


def test_after_a_long_sleep_old_reminders_are_noted_as_expired(office: Office) -> None:
    office.settled()
    office.plan(moment(date(2026, 4, 17)))
    planned = office.plan(moment(date(2026, 4, 28)))
    assert planned == Planned(told=4, expired=2, items=4)
    assert office.told(FactState.EXPIRED) == [
        ("due_10", "liqiang", date(2026, 4, 20)),
        ("due_10", "wanglixin", date(2026, 4, 20)),
    ]
    assert office.plan(moment(date(2026, 4, 28)), everything=True) == NOTHING


def test_a_clock_that_jumps_ten_days_says_each_thing_once(office: Office) -> None:
    office.settled()
    for day in (date(2026, 4, 17), date(2026, 4, 27), date(2026, 4, 20), date(2026, 4, 30)):
        office.plan(moment(day))
    everything = office.told() + office.told(FactState.EXPIRED) + office.told(FactState.SUPERSEDED)
    assert len(everything) == len(set(everything))
    assert ("due_3", "liqiang", date(2026, 4, 27)) in office.told()
    assert ("due_0", "liqiang", date(2026, 4, 30)) in office.told()


def test_on_the_first_run_ever_old_history_is_not_raked_up(office: Office) -> None:
    for back in (40, 30, 25):
        office.task(due_on=DUE - timedelta(days=back), given_at=moment(START))
    assert office.plan(moment(DUE)) == NOTHING
    assert office.told(FactState.EXPIRED) == []


def test_a_day_set_free_by_hand_moves_the_reminder_at_once(office: Office) -> None:
    office.settled()
    office.plan(moment(date(2026, 4, 24)))
    with office.database.transaction() as session:
        set_day(
            session,
            date(2026, 4, 27),
            is_workday=False,
            note="本地庙会",
            by_id=office.cast["zhoumin"].person_id,
            at=moment(date(2026, 4, 24)),
        )
    assert office.plan(moment(date(2026, 4, 24), 10)).told == 4
    assert office.plan(moment(date(2026, 4, 27))) == NOTHING
