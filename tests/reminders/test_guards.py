"""What stops the sender until a person has looked: a flood, a clock that jumped; and 重发."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import NOW
from tests.reminders.conftest import DUE, START, TEN, Office, moment
from tests.reminders.sink import Sink
from tracker.core import clock
from tracker.core.errors import ConflictError
from tracker.reminders import actions
from tracker.reminders.actions import holding
from tracker.reminders.actions.holding import held_back
from tracker.reminders.models import Hold, Message
from tracker.reminders.queries.delivery import last_beat, open_holds, unit_statistics
from tracker.reminders.rules.clockwork import clock_refusal
from tracker.reminders.rules.flood import is_flood
from tracker.reminders.rules.states import FactState, HoldState, MessageState
from tracker.scheduler.timetable import JOBS, tick
from tracker.workdays.actions import set_day
from tracker.workdays.queries import load_calendars

TODAY = NOW.date()
SignIn = Callable[[str], FlaskClient]


@pytest.mark.parametrize(
    ("count", "most", "flood"),
    [(200, 0, False), (201, 0, True), (300, 100, False), (301, 100, True), (900, 400, False)],
)
def test_what_counts_as_a_flood(count: int, most: int, *, flood: bool) -> None:
    assert is_flood(count, most) is flood


@pytest.fixture
def two_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two reminders be a flood, so that no test needs a hundred tasks."""
    monkeypatch.setattr(holding, "ALWAYS_FINE", 1)
    monkeypatch.setattr(holding, "is_flood", lambda count, _most: count > 1)


def settled(office: Office) -> None:
    """Bring a task to the day before T−10, its assignment told without the brake."""
    office.task(due_on=DUE, given_at=moment(START))
    with office.database.transaction() as session:
        actions.plan(session, load_calendars(session), moment(START, 10), brake=False)


@pytest.mark.usefixtures("two_are_many")
def test_a_flood_waits_for_a_person_and_goes_when_released(
    office: Office, sign_in_as: SignIn
) -> None:
    settled(office)
    assert office.plan(moment(TEN)).held == 2
    assert office.plan(moment(TEN, 10), everything=True).held == 2
    assert office.told()[-1][0] == "assigned"
    browser = sign_in_as("zhoumin")
    assert "数量异常，已暂停" in browser.get("/reminders/delivery").text
    assert (
        "数量异常，已暂停，请核对" in browser.get("/").text
    )  # whoever must decide is told wherever they are
    for other in ("liqiang", "wutao"):  # a handler, and the clerk of another town
        assert "数量异常" not in sign_in_as(other).get("/").text
    release = {"day": TEN.isoformat(), "deed": "release"}
    assert sign_in_as("wutao").post("/reminders/holds", data=release).status_code == 404
    assert "数量异常" not in sign_in_as("wutao").get("/reminders/delivery").text
    assert (
        sign_in_as("liqiang").post("/reminders/holds", data={"day": "2026-04-20"}).status_code
        == 403
    )
    assert browser.post("/reminders/holds", data=release).status_code == 303
    assert office.plan(moment(TEN, 11)).told == 2
    again = browser.post("/reminders/holds", data={"day": TEN.isoformat(), "deed": "refuse"})
    assert again.status_code == 409
    assert browser.post("/reminders/holds", data={"day": "odd"}).status_code == 422


@pytest.mark.usefixtures("two_are_many")
def test_a_refused_flood_is_noted_and_never_sent(office: Office, sign_in_as: SignIn) -> None:
    settled(office)
    assert office.plan(moment(TEN)).held == 2
    sign_in_as("zhoumin").post("/reminders/holds", data={"day": TEN.isoformat(), "deed": "refuse"})
    office.plan(moment(TEN, 11))
    assert {rule for rule, _, _ in office.told(FactState.HELD)} == {"due_10"}
    assert office.plan(moment(TEN, 12), everything=True).told == 0


@pytest.mark.usefixtures("two_are_many")
def test_a_flood_that_nobody_spoke_of_is_asked_about_anew_on_the_next_day(office: Office) -> None:
    settled(office)
    assert office.plan(moment(TEN)).held == 2
    next_day = TEN + timedelta(days=1)
    assert office.plan(moment(next_day)).held == 2
    with office.database.reading() as session:
        holds = {one.day_on: one.state for one in session.scalars(select(Hold))}
    assert holds == {TEN: HoldState.LAPSED, next_day: HoldState.ASKING}


@pytest.mark.usefixtures("two_are_many")
def test_what_becomes_due_elsewhere_does_not_wait_for_a_flood_that_others_decide(
    office: Office,
) -> None:
    with office.database.transaction() as session:
        today, baishi = date(2026, 4, 20), office.cast.units["baishi"]
        flood = held_back(session, today, {office.cast.town: 300}, at=moment(TEN))
        assert flood == {office.cast.town: HoldState.ASKING}
        later = held_back(session, today, {office.cast.town: 301, baishi: 1}, at=moment(TEN, 10))
        assert later == {office.cast.town: HoldState.ASKING}
        known = open_holds(session, {office.cast.town, baishi})
        assert [(hold.count, name) for hold, name in known] == [(301, "青禾镇")]
        assert open_holds(session, {baishi}) == []


def test_a_clock_that_jumps_is_not_trusted() -> None:
    fine = {"shared": None, "last_beat": NOW}
    assert clock_refusal(NOW + timedelta(days=10), **fine) == ""
    assert "调回" in clock_refusal(NOW - timedelta(minutes=6), **fine)
    assert "一年以上" in clock_refusal(NOW + timedelta(days=400), **fine)
    apart = clock_refusal(NOW, shared=NOW + timedelta(seconds=9), last_beat=None)
    assert "相差9秒" in apart
    assert clock_refusal(NOW, shared=NOW + timedelta(seconds=3), last_beat=None) == ""


def test_a_clock_set_back_stops_the_job_until_somebody_looked(
    app: Flask, office: Office, sign_in_as: SignIn
) -> None:
    with office.database.transaction() as session:
        actions.beat(session, actions.PULSE, holder="here:1", at=NOW + timedelta(hours=3))
    with clock.frozen(NOW):
        tick(app, JOBS[0])
    with office.database.reading() as session:
        beat = last_beat(session, actions.PULSE)
        assert beat is not None
        assert (beat.beat_at, "调回" in beat.last_error) == (NOW + timedelta(hours=3), True)
    assert "请联系系统管理员" in sign_in_as("zhoumin").get("/reminders/delivery").text
    browser = sign_in_as("heping")
    assert "时钟无误，继续</button>" in browser.get("/reminders/delivery").text
    for other in ("sunzheng", "zhoumin"):  # the clock is everybody's, not one town's
        assert sign_in_as(other).post("/reminders/clock").status_code == 403
    assert browser.post("/reminders/clock").status_code == 303
    if office.database.engine.dialect.name == "postgresql":
        return  # the server's own clock is no frozen one, and says so at the next tick
    tick(app, JOBS[0])
    assert "时钟无误" not in browser.get("/reminders/delivery").text


def test_what_failed_can_be_sent_again_by_a_person(
    office: Office, sign_in_as: SignIn, sink: Sink
) -> None:
    office.task(due_on=TODAY + timedelta(days=10), given_at=moment(date(2026, 3, 2)))
    sink.refuse["liqiang@qinghe.example"] = "550 no such user"
    office.sweep(moment(TODAY, 9), sink)
    (dead,) = [one for one in office.mails() if one.state is MessageState.DEAD]
    sink.refuse.clear()
    browser = sign_in_as("zhoumin")
    failed = browser.get("/reminders/delivery?state=dead&channel=mail").text
    assert "重发</button>" in failed
    assert "请核对这个人的邮箱" in failed
    assert sign_in_as("wutao").post(f"/reminders/delivery/{dead.id}/again").status_code == 404
    assert browser.post(f"/reminders/delivery/{dead.id}/again").status_code == 303
    assert "重发</button>" not in browser.get("/reminders/delivery?state=waiting").text
    office.sweep(moment(TODAY, 10, 5), sink)
    assert len(sink.to("liqiang@")) == 1
    assert browser.post(f"/reminders/delivery/{dead.id}/again").status_code == 409


def test_an_address_that_is_refused_is_told_where_somebody_looks_until_mail_arrives(
    office: Office, sign_in_as: SignIn, sink: Sink
) -> None:
    office.task(due_on=TODAY + timedelta(days=10), given_at=moment(date(2026, 3, 2)))
    sink.refuse["liqiang@qinghe.example"] = "550 no such user"
    office.sweep(moment(TODAY, 9), sink)
    own, clerk, admin = (sign_in_as(one) for one in ("liqiang", "zhoumin", "heping"))
    assert "发不到您的邮箱 liqiang@qinghe.example" in own.get("/reminders").text
    assert "邮件发不到的人" in clerk.get("/reminders/delivery").text
    assert "有人的提醒邮件发不到" in admin.get("/people").text
    assert "发不到您的邮箱" not in sign_in_as("wanglixin").get("/reminders").text
    assert "邮件发不到的人" not in sign_in_as("wutao").get("/reminders/delivery").text
    sink.refuse.clear()
    (dead,) = [one for one in office.mails() if one.state is MessageState.DEAD]
    assert clerk.post(f"/reminders/delivery/{dead.id}/again").status_code == 303
    office.sweep(moment(TODAY, 10, 5), sink)
    assert "发不到您的邮箱" not in own.get("/reminders").text
    assert "邮件发不到的人" not in clerk.get("/reminders/delivery").text
    assert "有人的提醒邮件发不到" not in admin.get("/people").text


def test_the_log_is_narrowed_by_person_day_and_channel(office: Office, sign_in_as: SignIn) -> None:
    office.due_task()
    office.plan(moment(TEN))
    browser = sign_in_as("zhoumin")
    shown = browser.get("/reminders/delivery?person=李&on=2026-04-20&channel=inbox").text
    assert "李强</td>" in shown
    assert "王立新</td>" not in shown
    assert "没有这样的发送记录" in browser.get("/reminders/delivery?on=2026-04-21").text
    assert "没有这样的发送记录" in browser.get("/reminders/delivery?channel=mail").text
    assert browser.get("/reminders/delivery?on=odd&channel=odd&person=%00").status_code == 200
    assert "各单位提醒情况" in browser.get("/reminders/delivery").text


def test_the_log_counts_for_each_unit_what_was_told_went_failed_and_was_chased(
    office: Office, sign_in_as: SignIn, sink: Sink
) -> None:
    task_id = office.due_task()
    sink.refuse["liqiang@qinghe.example"] = "550 no such user"
    office.sweep(moment(TEN), sink)
    browser = sign_in_as("zhoumin")
    talk = {"tasks": str(task_id), "way": "phone", "done_on": "2026-03-18"}
    assert browser.post("/reminders/chase", data=talk).status_code == 303
    with office.database.reading() as session:
        counted = unit_statistics(session, {office.cast.town}, START)
        nobodys = unit_statistics(session, {office.cast.units["baishi"]}, START)
    # Four reminders: the assignment to two, by the inbox alone, and T−10, of whose two mails one was refused.
    assert [one[1:] for one in counted] == [(4, 1, 1, 1)]
    assert nobodys == []


def test_how_old_a_message_is_goes_by_the_days_of_its_unit(office: Office, sink: Sink) -> None:
    office.due_task()
    sink.refuse["liqiang@qinghe.example"] = "550 no such user"
    office.sweep(moment(TEN), sink)
    (dead,) = [one for one in office.mails() if one.state is MessageState.DEAD]
    at = moment(TEN + timedelta(days=8))  # the Tuesday of the week after
    with office.database.transaction() as session:
        message = session.get_one(Message, dead.id)
        with pytest.raises(ConflictError, match="过了好几天"):
            actions.send_again(session, message, load_calendars(session), at=at)
        for days in (1, 2, 3, 4, 7):  # the town was closed ever since, the county was not
            set_day(
                session,
                TEN + timedelta(days=days),
                is_workday=False,
                note="防汛停工",
                by_id=office.cast["heping"].person_id,
                at=moment(TEN),
                unit_id=office.cast.town,
            )
        actions.send_again(session, message, load_calendars(session), at=at)
    sink.refuse.clear()
    office.sweep(at, sink)
    assert len(sink.to("liqiang@")) == 1


def test_a_message_too_old_is_not_sent_again(
    office: Office, sign_in_as: SignIn, sink: Sink
) -> None:
    office.task(due_on=date(2026, 3, 16), given_at=moment(date(2026, 2, 26)))
    sink.refuse["liqiang@qinghe.example"] = "550 no such user"
    office.sweep(moment(date(2026, 3, 6)), sink)
    (dead,) = [one for one in office.mails() if one.state is MessageState.DEAD]
    answer = sign_in_as("zhoumin").post(f"/reminders/delivery/{dead.id}/again")
    assert (answer.status_code, "过了好几天" in answer.text) == (409, True)
    assert MessageState.DEAD in office.mail_states()
