"""The sweep: plan what is due, hand over what waits; late, missed or doubled rounds do no harm."""

import os
import socket
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import structlog
from flask import Flask, current_app

from tracker.core.db import Database
from tracker.core.failpoints import failpoint
from tracker.reminders import actions
from tracker.reminders.actions import Letter, Planned
from tracker.reminders.channels import Handover
from tracker.reminders.channels.mail import Mail, MailChannel, server_of
from tracker.reminders.queries.sending import Claim, anything_to_send
from tracker.reminders.render import render_mail
from tracker.reminders.rules.hours import office_hours
from tracker.reminders.rules.states import Channel, Outcome
from tracker.web.database import database, settings
from tracker.workdays.queries import load_calendar
from tracker.workdays.rules import WorkCalendar


@dataclass(slots=True)
class Swept:
    """What one sweep came to; ``office_open`` is False when it came outside office hours."""

    office_open: bool
    planned: Planned = field(default_factory=Planned)
    sent: int = 0
    put_away: int = 0
    failed: int = 0

    @property
    def words(self) -> str:
        """Answer one Chinese sentence for a terminal or a log."""
        if not self.office_open:
            return "现在不是工作日的办公时间（08:30至17:30），不发提醒。"
        one = self.planned
        expired = f"，停机过久未发{one.expired}条" if one.expired else ""
        return (
            f"新提醒{one.told}条{expired}；站内消息{one.items}件，邮件{one.mails}封；"
            f"本次发出邮件{self.sent}封，未发成{self.failed}封，不再需要{self.put_away}封。"
        )


def holder() -> str:
    """Answer the name of this process among those that may send."""
    return f"{socket.gethostname()}:{os.getpid()}"


def sweep(at: datetime, *, everything: bool = False) -> Swept:
    """Plan and send what is due at a moment; a second run in a row does nothing.

    ``everything`` looks at every task instead of those that changed since the last round.
    """
    base = database()
    with base.reading() as session:
        calendar = load_calendar(session)
    if not office_hours(at, calendar):
        return Swept(office_open=False)
    smtp_url = settings().smtp_url
    with base.transaction() as session:
        planned = actions.plan(
            session, calendar, at, mail=smtp_url is not None, everything=everything
        )
    swept = Swept(office_open=True, planned=planned)
    failpoint("sweep.planned")
    if smtp_url is not None:
        _send_mail(base, calendar, at, smtp_url, swept)
    if planned != Planned() or swept.sent or swept.failed:
        structlog.get_logger().info("reminders", planned=planned, sent=swept.sent)
    return swept


def _send_mail(
    base: Database, calendar: WorkCalendar, at: datetime, smtp_url: str, swept: Swept
) -> None:
    with base.reading() as session:
        if not anything_to_send(session, Channel.MAIL, at):
            return
    with MailChannel(server_of(smtp_url)) as channel:
        while claims := _claim(base, at):
            failpoint("send.claimed")
            _send_each(base, calendar, at, channel, claims, swept)


def _claim(base: Database, at: datetime) -> list[Claim]:
    with base.transaction() as session:
        limit = actions.room(session, Channel.MAIL, at=at)
        if not limit:
            return []
        return actions.claim(session, Channel.MAIL, at=at, holder=holder(), limit=limit)


def _send_each(
    base: Database,
    calendar: WorkCalendar,
    at: datetime,
    channel: MailChannel,
    claims: list[Claim],
    swept: Swept,
) -> None:
    for position, mine in enumerate(claims):
        with base.transaction() as session:
            letter = actions.begin(session, mine, calendar, at=at)
            failpoint("send.before_begin_commit")
        if letter is None:
            swept.put_away += 1
            continue
        failpoint("send.begun")
        handed = channel.send(_mail(letter, at))
        failpoint("send.handed_over")
        with base.transaction() as session:
            actions.finish(session, letter, handed, at=at)
            failpoint("send.before_finish_commit")
        failpoint("send.finished")
        _count(swept, handed)
        if handed.outcome is Outcome.UNREACHABLE and _give_up(base, claims[position + 1 :], at):
            return


def _give_up(base: Database, rest: list[Claim], at: datetime) -> bool:
    """Give the rest back when the breaker has opened."""
    with base.transaction() as session:
        if actions.room(session, Channel.MAIL, at=at):
            return False
        actions.release(session, rest)
        return True


def _count(swept: Swept, handed: Handover) -> None:
    if handed.outcome is Outcome.SENT:
        swept.sent += 1
    else:
        swept.failed += 1


def _mail(letter: Letter, at: datetime) -> Mail:
    app = current_app
    bodies = render_mail(
        app.jinja_env,
        letter.digest,
        name=letter.name,
        task_url=lambda task_id: _url(app, "tasks.show", task_id=task_id),
        inbox_url=_url(app, "reminders.inbox"),
    )
    return Mail(
        to=letter.address,
        name=letter.name,
        subject=letter.digest.subject,
        text=bodies.text,
        html=bodies.html,
        message_id=letter.message_id,
        at=at,
    )


def _url(app: Flask, endpoint: str, **values: int) -> str:
    """Answer the full address of a page; a job has no request to take the host from."""
    base = urlsplit(settings().base_url)
    adapter = app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)
