"""Mail by a real server: sent once, looked at again before it goes, patient in an outage."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update

from tests.reminders.conftest import DUE, START, TEN, Office, moment
from tests.reminders.sink import Sink, bodies
from tracker.accounts.models import Person
from tracker.core import clock
from tracker.reminders import actions
from tracker.reminders.models import Message, MessageFact
from tracker.reminders.rules.states import Channel, Dropped, MessageState, Outcome
from tracker.tasks.rules.lifecycle import State
from tracker.workdays.queries import load_calendars

HANDLER = "liqiang@qinghe.example"


def test_a_mail_says_what_the_inbox_says_with_a_link_to_the_task(
    office: Office, sink: Sink
) -> None:
    task_id = office.due_task()
    swept = office.sweep(moment(TEN), sink)
    assert (swept.sent, swept.failed) == (2, 0)
    (mail,) = sink.to(HANDLER)
    subject, lines = office.inbox("liqiang")[-1]
    assert mail["Subject"] == subject
    assert str(mail["From"]) == "整改台账 <tracker@qinghe.example>"
    text, html = bodies(mail)
    assert lines[0] in text
    assert f"http://127.0.0.1:5000/tasks/{task_id}" in text
    assert f'href="http://127.0.0.1:5000/tasks/{task_id}"' in html
    assert sink.sessions == 1


def test_the_second_sweep_sends_nothing(office: Office, sink: Sink) -> None:
    office.due_task()
    office.sweep(moment(TEN), sink)
    again = office.sweep(moment(TEN, 9, 1), sink)
    assert (again.planned, again.sent) == (actions.Planned(), 0)
    assert len(sink.mails) == 2


@pytest.mark.parametrize(
    "at", [moment(date(2026, 4, 19)), moment(TEN, 7), moment(TEN, 17, 30), moment(TEN, 23)]
)
def test_nothing_goes_out_outside_office_hours(office: Office, sink: Sink, at: datetime) -> None:
    office.due_task()
    swept = office.sweep(at, sink)
    assert not swept.office_open
    assert "不是工作日的办公时间" in swept.words
    assert sink.mails == []
    assert office.mails() == []


def test_without_a_mail_server_there_is_the_inbox_and_no_mail(office: Office) -> None:
    office.due_task()
    swept = office.sweep(moment(TEN))
    assert (swept.planned.items, swept.planned.mails) == (2, 0)
    assert office.mails() == []


def test_somebody_without_an_address_has_the_inbox_alone(office: Office, sink: Sink) -> None:
    office.due_task()
    with office.database.transaction() as session:
        session.execute(update(Person).where(Person.login == "liqiang").values(email=None))
    office.sweep(moment(TEN), sink)
    assert len(office.inbox("liqiang")) == 2
    assert sink.to(HANDLER) == []
    assert len(sink.mails) == 1


def test_markup_in_a_title_stays_text(office: Office, sink: Sink) -> None:
    task_id = office.due_task()
    office.change(task_id, title="<script>alert(1)</script> & 台账\r\nBcc: x@y.example")
    office.sweep(moment(TEN), sink)
    (mail,) = sink.to(HANDLER)
    assert mail["Bcc"] is None
    assert "<script>" not in bodies(mail)[1]
    assert "&lt;script&gt;" in bodies(mail)[1]


def planned_then(office: Office, sink: Sink) -> int:
    """Plan T−10 with mail, the server being asleep; answer the task."""
    task_id = office.due_task()
    office.plan(moment(TEN), mail=True)
    assert sink.mails == []
    return task_id


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"state": State.CLOSED}, Dropped.CLOSED),
        ({"due_on": date(2026, 6, 30)}, Dropped.CHANGED),
        ({"state": State.PAUSED, "before_pause": State.ACTIVE}, Dropped.CLOSED),
    ],
)
def test_what_no_longer_holds_is_not_sent(
    office: Office, sink: Sink, change: dict[str, object], why: Dropped
) -> None:
    task_id = planned_then(office, sink)
    office.change(task_id, **change)
    swept = office.sweep(moment(TEN, 9, 5), sink)
    assert (swept.sent, swept.put_away) == (0, 2)
    assert office.mail_states() == [MessageState.CANCELLED] * 2
    assert sink.mails == []
    with office.database.reading() as session:
        assert set(
            session.scalars(select(MessageFact.dropped).where(MessageFact.dropped.is_not(None)))
        ) == {why}


def test_a_handler_who_was_replaced_between_planning_and_sending_hears_nothing(
    office: Office, sink: Sink
) -> None:
    task_id = planned_then(office, sink)
    office.hand_over(task_id, "zhaofang", moment(TEN, 9, 2))
    office.sweep(moment(TEN, 9, 5), sink)
    assert sink.to(HANDLER) == []
    assert [str(one["Subject"])[:3] for one in sink.to("zhaofang@qinghe.example")] == ["新交办"]
    assert len(sink.to("wanglixin@qinghe.example")) == 2


def test_somebody_who_left_between_planning_and_sending_hears_nothing(
    office: Office, sink: Sink
) -> None:
    planned_then(office, sink)
    with office.database.transaction() as session:
        session.execute(
            update(Person).where(Person.login == "liqiang").values(disabled_at=moment(TEN))
        )
    office.sweep(moment(TEN, 9, 5), sink)
    assert sink.to(HANDLER) == []
    assert len(sink.mails) == 1


def test_the_signing_in_between_does_not_lose_the_mail(office: Office, sink: Sink) -> None:
    office.task(due_on=DUE, given_at=moment(START), state=State.ASSIGNED)
    office.plan(moment(START, 10))
    office.plan(moment(TEN), mail=True)
    office.sign(1, moment(TEN, 9, 2))
    office.sweep(moment(TEN, 9, 5), sink)
    assert len(sink.to(HANDLER)) == 1


def test_two_senders_never_hold_the_same_message(office: Office) -> None:
    office.due_task()
    office.plan(moment(TEN), mail=True)
    at = moment(TEN)
    with office.database.transaction() as session:
        first = actions.claim(session, Channel.MAIL, at=at, holder="a:1", limit=1)
    with office.database.transaction() as session:
        second = actions.claim(session, Channel.MAIL, at=at, holder="b:1", limit=9)
    assert len(first) == 1
    assert len(second) == 1
    assert {one.message_id for one in first}.isdisjoint(one.message_id for one in second)


def test_a_sender_that_lost_its_lease_cannot_write_its_outcome(office: Office) -> None:
    office.due_task()
    office.plan(moment(TEN), mail=True)
    at = moment(TEN)
    calendar = None
    with office.database.transaction() as session:
        calendar = load_calendars(session)
        (mine,) = actions.claim(session, Channel.MAIL, at=at, holder="slow:1", limit=1)
        (letter,) = actions.begin(session, [mine], calendar, at=at)
    with office.database.transaction() as session:
        session.execute(
            update(Message)
            .where(Message.id == mine.message_id)
            .values(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
        )
    with office.database.transaction() as session:
        taken = actions.claim(session, Channel.MAIL, at=at, holder="quick:1", limit=9)
        assert mine.message_id in {one.message_id for one in taken}
    with office.database.transaction() as session:
        assert actions.begin(session, [mine], calendar, at=at) == []
        late = actions.Handover(Outcome.REFUSED, 550, "late")
        actions.finish(session, [(letter, late)], at=at)
        actions.take_back(session, [mine], doubtful=[])
    with office.database.reading() as session:
        message = session.get_one(Message, mine.message_id)
        assert (message.state, message.lease_by) == (MessageState.LEASED, "quick:1")


def test_a_deadline_moved_while_a_frozen_sender_holds_the_mail_is_seen_by_the_next_one(
    office: Office, sink: Sink
) -> None:
    task_id = planned_then(office, sink)
    with office.database.transaction() as session:
        claims = actions.claim(session, Channel.MAIL, at=moment(TEN), holder="frozen:1", limit=9)
        actions.begin(session, claims, load_calendars(session), at=moment(TEN))
    office.change(task_id, due_on=date(2026, 6, 30))
    office.sweep(moment(TEN, 9, 5), sink)
    assert office.mail_states() == [MessageState.LEASED] * 2  # it may be sending just now
    with office.database.transaction() as session:
        session.execute(
            update(Message)
            .values(lease_until=datetime(2020, 1, 1, tzinfo=UTC))
            .where(Message.lease_until.is_not(None))
        )
    office.sweep(moment(TEN, 9, 10), sink)
    assert office.mail_states() == [MessageState.CANCELLED] * 2
    assert sink.mails == []


def test_leases_run_by_the_clock_of_the_database(office: Office) -> None:
    office.due_task()
    office.plan(moment(TEN), mail=True)
    with clock.frozen(moment(TEN)), office.database.transaction() as session:
        (mine, *_) = actions.claim(session, Channel.MAIL, at=moment(TEN), holder="a:1", limit=1)
        until = session.get_one(Message, mine.message_id, populate_existing=True).lease_until
    assert until is not None
    # Ours stands still in spring; the lease knows what time it is.
    assert abs((until - datetime.now(UTC)).total_seconds() - 180) < 30  # noqa: TID251  the true time is the point


def test_a_sender_that_dies_after_every_mail_does_not_send_for_ever(
    office: Office, sink: Sink
) -> None:
    planned_then(office, sink)
    begun = 0
    for _ in range(10):
        with office.database.transaction() as session:
            claims = actions.claim(session, Channel.MAIL, at=moment(TEN), holder="dies:1", limit=50)
            calendars = load_calendars(session)
            begun += len(actions.begin(session, claims, calendars, at=moment(TEN)))
            lapsed = update(Message).where(Message.state == MessageState.LEASED)
            session.execute(lapsed.values(lease_until=datetime(2020, 1, 1, tzinfo=UTC)))
    assert begun == 2 * 8  # to each of the two as often as after refusals
    assert set(office.mail_states()) == {MessageState.DEAD}
    assert "结果都没有记下" in office.mails()[0].last_error
