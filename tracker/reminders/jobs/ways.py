"""The ways out as a run uses them: mail over one connection, robots one request each."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from tracker.reminders.actions import Letter
from tracker.reminders.channels import Handover
from tracker.reminders.channels.envelope import Mail
from tracker.reminders.channels.mail import MailChannel, server_of
from tracker.reminders.channels.robots import RobotDoor
from tracker.reminders.jobs.handing_over import Send, Way
from tracker.reminders.render import render_mail
from tracker.reminders.rules.states import Channel
from tracker.web.database import settings


def by_mail(smtp_url: str, at: datetime) -> Way:
    """Answer the way of mail by SMTP; the connection opens at the first one and is kept for the run."""

    @contextmanager
    def opened() -> Iterator[Send]:
        with MailChannel(server_of(smtp_url)) as door:
            yield lambda letter: door.send(_mail(letter, at))

    return Way(Channel.MAIL, opened)


def by_robot(channel: Channel, at: datetime) -> Way:
    """Answer the way of group robots or webhooks; each request opens its own connection."""
    found = settings()
    door = RobotDoor(found.secret_key, found.private_hosts)
    send = partial(_tell if channel is Channel.WEBHOOK else _say, door, at)
    return Way(channel, lambda: nullcontext(send))


def _say(door: RobotDoor, at: datetime, letter: Letter) -> Handover:
    assert letter.robot is not None
    text = letter.digest.subject
    return door.say(letter.robot, text, at=at, phones=letter.phones, again=letter.again)


def _tell(door: RobotDoor, at: datetime, letter: Letter) -> Handover:
    assert letter.robot is not None
    return door.tell(letter.robot, _event(letter), event_id=letter.message_id, at=at)


def _mail(letter: Letter, at: datetime) -> Mail:
    bodies = render_mail(
        current_app.jinja_env,
        letter.digest,
        name=letter.name,
        task_url=lambda task_id: _url("tasks.show", task_id=task_id),
        inbox_url=_url("reminders.inbox"),
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


def _event(letter: Letter) -> dict[str, Any]:
    """Answer a digest as a webhook is told of it; the phone lets a gateway send it on."""
    return {
        "event": "digest",
        "id": letter.message_id,
        "again": letter.again,
        "to": {"name": letter.name, "phone": letter.phone, "email": letter.address},
        "subject": letter.digest.subject,
        "items": [
            {
                "heading": one.heading,
                "task": one.name,
                "text": one.text,
                "url": _url("tasks.show", task_id=one.task_id),
            }
            for one in letter.digest.lines
        ],
    }


def _url(endpoint: str, **values: int) -> str:
    """Answer the full address of a page; a job has no request to take the host from."""
    base = urlsplit(settings().base_url)
    adapter = current_app.url_map.bind(
        base.netloc, script_name=base.path or "/", url_scheme=base.scheme
    )
    return adapter.build(endpoint, values, force_external=True)
