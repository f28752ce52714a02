"""Servers that refuse, lose answers or are down: who is told later, who never, and how often."""

from datetime import date, timedelta

from sqlalchemy import select

from tests.reminders.conftest import DUE, TEN, Office, moment
from tests.reminders.sink import Sink, bodies, free_port, running
from tracker.reminders.models import Attempt, ChannelState
from tracker.reminders.rules.states import Channel, MessageState, Outcome

HANDLER = "liqiang@qinghe.example"


def test_a_refused_recipient_is_dead_at_once_and_the_others_get_theirs(
    office: Office, sink: Sink
) -> None:
    office.due_task()
    sink.refuse[HANDLER] = "550 5.1.1 no such user"
    swept = office.sweep(moment(TEN), sink)
    assert (swept.sent, swept.failed) == (1, 1)
    dead = next(one for one in office.mails() if one.state is MessageState.DEAD)
    assert "550" in dead.last_error
    assert office.sweep(moment(TEN, 16), sink).failed == 0


def test_a_recipient_refused_for_now_is_tried_again_later_with_the_same_id(
    office: Office, sink: Sink
) -> None:
    office.due_task()
    sink.refuse[HANDLER] = "451 4.7.1 greylisted"
    office.sweep(moment(TEN), sink)
    del sink.refuse[HANDLER]
    assert office.sweep(moment(TEN), sink).sent == 0  # a minute has not passed
    assert office.sweep(moment(TEN, 9, 2), sink).sent == 1
    assert len(sink.to(HANDLER)) == 1


def test_after_seven_retries_a_mail_is_dead(office: Office, sink: Sink) -> None:
    office.due_task()
    sink.refuse[HANDLER] = "451 4.7.1 greylisted"
    at = moment(TEN, 8, 30)
    office.sweep(at, sink)
    for _ in range(60):
        at += timedelta(hours=1)
        office.sweep(at, sink)
    mail = next(one for one in office.mails() if one.state is MessageState.DEAD)
    assert mail.attempts == 8
    with office.database.reading() as session:
        tries = session.scalars(select(Attempt).where(Attempt.message_id == mail.id)).all()
    assert [one.outcome for one in tries] == [Outcome.LATER] * 8


def test_an_answer_lost_after_the_data_leads_to_one_more_copy_with_the_same_id(
    office: Office, sink: Sink
) -> None:
    office.due_task()
    sink.cut_after_data = 1
    office.sweep(moment(TEN), sink)
    office.sweep(moment(TEN, 9, 2), sink)
    twice = [
        one for one in sink.mails if len(sink.to(str(one["To"]).split("<")[-1].strip(">"))) == 2
    ]
    assert len(twice) == 2
    assert len({str(one["Message-ID"]) for one in twice}) == 1
    assert office.mail_states() == [MessageState.SENT] * 2
    with office.database.reading() as session:
        outcomes = set(session.scalars(select(Attempt.outcome)))
    assert outcomes == {Outcome.SENT, Outcome.UNKNOWN}


def test_a_server_that_refuses_the_content_makes_that_mail_dead(office: Office, sink: Sink) -> None:
    office.due_task()
    sink.data_answers = ["554 5.6.0 looks odd"]
    swept = office.sweep(moment(TEN), sink)
    assert (swept.sent, swept.failed) == (1, 1)
    assert sorted(office.mail_states()) == [MessageState.DEAD, MessageState.SENT]


def test_an_outage_costs_no_attempt_and_opens_the_breaker(office: Office) -> None:
    office.due_task()
    down = Sink(free_port())
    for minute in range(6):
        office.sweep(moment(TEN, 9, minute), down)
    assert [(one.state, one.attempts) for one in office.mails()] == [(MessageState.WAITING, 0)] * 2
    with office.database.reading() as session:
        breaker = session.get_one(ChannelState, Channel.MAIL)
        tries = len(session.scalars(select(Attempt)).all())
    assert breaker.failures >= 5
    assert breaker.paused_until is not None
    office.sweep(moment(TEN, 9, 6), down)
    with office.database.reading() as session:
        assert len(session.scalars(select(Attempt)).all()) == tries  # it rests
    with running(down):
        assert office.sweep(moment(TEN, 9, 12), down).sent == 2
    with office.database.reading() as session:
        assert session.get_one(ChannelState, Channel.MAIL).failures == 0
    assert len(office.inbox("liqiang")) == 2


def test_after_a_day_without_mail_one_digest_tells_everything_once(office: Office) -> None:
    first, second = office.due_task(), office.due_task()
    office.change(second, due_on=DUE + timedelta(days=1))
    down = Sink(free_port())
    office.sweep(moment(TEN), down)
    with running(down):
        office.sweep(moment(TEN + timedelta(days=1)), down)
    mails = down.to(HANDLER)
    assert len(mails) == 1
    text = bodies(mails[0])[0]
    for task_id in (first, second):
        assert text.count(f"/tasks/{task_id}") == 1
    assert "还有9天" in text


def test_a_mail_that_waited_too_long_is_put_away(office: Office) -> None:
    office.due_task()
    down = Sink(free_port())
    office.sweep(moment(TEN), down)
    with running(down):
        office.sweep(moment(date(2026, 4, 24)), down)
    assert office.mail_states() == [MessageState.EXPIRED] * 2
    assert down.mails == []
