"""What is due becomes facts and inbox items: once, on working days, to the right people."""

from datetime import date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select, update

from tests.reminders.conftest import DUE, START, Office, moment
from tracker.accounts.models import Appointment, Person
from tracker.accounts.permissions import Role
from tracker.core import clock
from tracker.reminders.actions import Planned, plan
from tracker.reminders.models import InboxItem, Message, ReminderFact
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import State
from tracker.workdays.queries import load_calendar

NOTHING = Planned()


def test_an_assignment_is_told_at_once_to_handler_and_leader(office: Office) -> None:
    office.task(due_on=DUE, given_at=moment(START), state=State.ASSIGNED)
    assert office.plan(moment(START, 9, 1)) == Planned(told=2, items=2)
    assert office.told() == [("assigned", "liqiang", START), ("assigned", "wanglixin", START)]
    subject, lines = office.inbox("liqiang")[0]
    assert subject.startswith("新交办：")
    assert "整改时限4月30日" in lines[0]


def test_the_second_run_in_a_row_does_nothing(office: Office) -> None:
    office.task(due_on=START + timedelta(days=12), given_at=moment(START), state=State.ASSIGNED)
    office.plan(moment(START, 9, 1))
    assert office.plan(moment(START, 9, 2)) == NOTHING
    assert office.plan(moment(START, 9, 2), everything=True) == NOTHING


@pytest.mark.parametrize(
    ("given_at", "told_at"),
    [
        (moment(START, 18), moment(START + timedelta(days=1), 8, 30)),
        (moment(date(2026, 3, 20), 20), moment(date(2026, 3, 23), 8, 30)),
        (moment(date(2026, 9, 30), 18), moment(date(2026, 10, 8), 8, 30)),
    ],
)
def test_what_is_assigned_after_hours_waits_for_the_office_to_open(
    office: Office, given_at: datetime, told_at: datetime
) -> None:
    office.task(due_on=date(2026, 12, 15), given_at=given_at, state=State.ASSIGNED)
    assert office.plan(given_at) == NOTHING
    assert office.plan(told_at - timedelta(minutes=1)) == NOTHING
    assert office.plan(told_at).told == 2


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 4, 20), ["liqiang", "wanglixin"]),
        (date(2026, 4, 27), ["liqiang", "liuyang", "wanglixin", "zhoumin"]),
        (date(2026, 4, 30), ["liqiang", "liuyang", "wanglixin", "zhoumin"]),
        (date(2026, 4, 21), []),
    ],
)
def test_before_the_deadline_the_circle_grows(
    office: Office, on: date, expected: list[str]
) -> None:
    office.settled()
    office.plan(moment(on - timedelta(days=1)))
    office.plan(moment(on))
    assert [login for rule, login, day in office.told() if day == on] == expected


def test_after_the_deadline_the_handler_is_told_and_the_clerk_gets_a_text_to_copy(
    office: Office,
) -> None:
    office.settled()
    for day in (DUE, date(2026, 5, 6)):
        office.plan(moment(day))
    after = [(rule, login) for rule, login, day in office.told() if day == date(2026, 5, 6)]
    assert after == [("chase_1", "liuyang"), ("chase_1", "zhoumin"), ("overdue_1", "liqiang")]
    _subject, lines = office.inbox("zhoumin")[-1]
    assert "4月30日到期，已经超期6天" in lines[0]


def test_a_short_task_is_told_at_three_one_zero_and_one_day_late(office: Office) -> None:
    office.settled(due_on=date(2026, 3, 26), kind=TaskKind.AT_ONCE)
    day = START + timedelta(days=1)
    while day < date(2026, 4, 20):
        office.plan(moment(day))
        day += timedelta(days=1)
    assert [(rule, on) for rule, login, on in office.told() if login == "liqiang"][1:] == [
        ("due_3", date(2026, 3, 23)),
        ("due_1", date(2026, 3, 25)),
        ("due_0", date(2026, 3, 26)),
        ("overdue_1", date(2026, 3, 27)),
    ]


@pytest.mark.parametrize("state", [State.CLOSED, State.PAUSED, State.ENDED])
def test_a_task_that_is_not_owed_is_left_in_peace(office: Office, state: State) -> None:
    task_id = office.settled()
    pause = {"before_pause": State.ACTIVE} if state is State.PAUSED else {}
    office.change(task_id, state=state, **pause)
    assert office.plan(moment(date(2026, 4, 27)), everything=True) == NOTHING


def test_a_task_nobody_was_given_is_told_to_the_clerks_only(office: Office) -> None:
    office.task(due_on=DUE, given_at=moment(START), state=State.UNASSIGNED)
    office.plan(moment(date(2026, 4, 27)))
    assert {login for _, login, _ in office.told()} == {"zhoumin", "liuyang"}
    assert "还没有交办" in office.inbox("zhoumin")[0][1][0]


def test_somebody_who_left_is_not_told_and_the_others_are(office: Office) -> None:
    office.settled()
    with office.database.transaction() as session:
        session.execute(
            update(Person).where(Person.login == "liqiang").values(disabled_at=moment(START))
        )
    office.plan(moment(date(2026, 4, 20)))
    assert [login for rule, login, _ in office.told() if rule == "due_10"] == ["wanglixin"]


def test_where_nobody_keeps_the_ledger_or_leads_the_office_the_others_are_told_all_the_same(
    office: Office,
) -> None:
    office.settled(due_on=date(2026, 3, 27))
    hats = (Role.CLERK, Role.SECRETARY)
    with office.database.transaction() as session:
        session.execute(
            update(Appointment)
            .where(Appointment.unit_id == office.cast.town, Appointment.role.in_(hats))
            .values(until_on=date(2026, 3, 20))
        )
    for day in (24, 27, 30):
        office.plan(moment(date(2026, 3, day)))
    late = moment(date(2026, 4, 3))
    office.plan(late)
    assert {who for rule, who, _ in office.told() if rule != "assigned"} == {"liqiang", "wanglixin"}


def test_one_digest_a_day_holds_everything(office: Office) -> None:
    for due_on in (date(2026, 4, 30), date(2026, 4, 23), date(2026, 4, 20)):
        office.settled(due_on=due_on)
    office.plan(moment(date(2026, 4, 20)))
    subject, lines = office.inbox("wanglixin")[-1]
    assert subject == "整改任务提醒：今天到期1项，临近时限2项"
    assert len(lines) == 3


def test_what_turns_up_after_the_digest_comes_tomorrow(office: Office) -> None:
    office.settled()
    office.plan(moment(date(2026, 4, 27)))
    before = len(office.inbox("liqiang"))
    late = office.task(due_on=date(2026, 6, 30), given_at=moment(START))
    office.change(late, due_on=date(2026, 4, 30))
    office.plan(moment(date(2026, 4, 27), 11), everything=True)
    # The assignment itself was entered weeks ago and is told no more.
    assert len(office.inbox("liqiang")) == before
    office.plan(moment(date(2026, 4, 28)))
    assert office.inbox("liqiang")[-1][1][0].count("还有2天") == 1


def test_signing_for_a_task_does_not_repeat_what_was_told(office: Office) -> None:
    task_id = office.settled(due_on=date(2026, 3, 30), state=State.ASSIGNED)
    office.plan(moment(date(2026, 3, 20)))
    told = office.told()
    assert ("due_10", "liqiang", date(2026, 3, 20)) in told
    office.sign(task_id, moment(date(2026, 3, 20), 10))
    office.plan(moment(date(2026, 3, 20), 10, 30))
    assert office.plan(moment(date(2026, 3, 23)), everything=True) == NOTHING
    assert office.told() == told


def test_a_moved_deadline_begins_the_ladder_anew(office: Office) -> None:
    task_id = office.settled()
    office.plan(moment(date(2026, 4, 20)))
    office.change(task_id, due_on=date(2026, 6, 25))
    for day in (date(2026, 4, 27), date(2026, 4, 30), date(2026, 5, 6)):
        assert office.plan(moment(day)) == NOTHING
    assert office.plan(moment(date(2026, 6, 15))).told == 2


def test_a_new_handler_is_told_and_the_old_one_no_more(office: Office) -> None:
    task_id = office.settled()
    office.hand_over(task_id, "zhaofang", moment(date(2026, 4, 1)))
    office.plan(moment(date(2026, 4, 1), 10))
    assert ("assigned", "zhaofang", date(2026, 4, 1)) in office.told()
    office.plan(moment(date(2026, 4, 20)))
    assert [login for rule, login, _ in office.told() if rule == "due_10"] == [
        "wanglixin",
        "zhaofang",
    ]


def test_nothing_of_a_foreign_unit_reaches_anybody_here(office: Office) -> None:
    office.settled()
    for day in (date(2026, 4, 20), date(2026, 4, 27), DUE, date(2026, 5, 6), date(2026, 5, 12)):
        office.plan(moment(day))
    assert office.inbox("wutao") == []
    assert office.inbox("zhenghua") == []
    assert office.inbox("sunzheng") == []
    assert [rule for rule, login, _ in office.told() if login == "chenguodong"] == ["supervise_5"]


def test_two_planners_at_once_write_one_row_for_each_key(office: Office) -> None:
    for number in range(5):
        office.task(due_on=DUE + timedelta(days=number), given_at=moment(START))
    at = moment(date(2026, 4, 27))
    planned: list[Planned] = []

    def run() -> None:
        with clock.frozen(at), office.database.transaction() as session:
            planned.append(plan(session, load_calendar(session), at, everything=True))

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(planned) == 4
    assert sum(one != NOTHING for one in planned) == 1
    with office.database.reading() as session:
        assert session.scalar(select(func.count(InboxItem.id))) == max(one.items for one in planned)
        facts = session.execute(
            select(
                ReminderFact.task_id,
                ReminderFact.rule,
                ReminderFact.occurrence_on,
                ReminderFact.recipient_id,
            )
        ).all()
        assert len(facts) == len(set(facts)) > 0
        assert session.scalar(select(func.count(Message.id))) == max(one.items for one in planned)
