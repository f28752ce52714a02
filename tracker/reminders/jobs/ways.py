"""The ways out as a run uses them: mail over one connection, robots one request each."""

from datetime import datetime
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from flask import current_app

from tracker.reminders.actions import Letter
from tracker.reminders.channels import Handover
from tracker.reminders.channels.envelope import Mail
from tracker.reminders.channels.mail import MailChannel, server_of
from tracker.reminders.channels.robots import RobotDoor
from tracker.reminders.render import render_mail
from tracker.reminders.rules.states import Channel
from tracker.web.database import settings


class MailWay:
    """Mail by SMTP."""

    channel = Channel.MAIL

    def __init__(self, smtp_url: str, at: datetime) -> None:
        self._door = MailChannel(server_of(smtp_url))
        self._at = at

    def __enter__(self) -> Self:
        """Begin a run; the connection opens at the first mail."""
        self._door.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close the connection."""
        self._door.__exit__(kind, error, traceback)

    def send(self, letter: Letter) -> Handover:
        """Hand a mail over."""
        return self._door.send(_mail(letter, self._at))


class RobotWay:
    """Group robots and webhooks."""

    def __init__(self, channel: Channel, at: datetime) -> None:
        self.channel = channel
        self._at = at
        self._door = robot_door()

    def __enter__(self) -> Self:
        """Begin a run; each request opens its own connection."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End a run."""

    def send(self, letter: Letter) -> Handover:
        """Hand a text or an event over."""
        assert letter.robot is not None
        if self.channel is not Channel.WEBHOOK:
            return self._door.say(
                letter.robot,
                letter.digest.subject,
                at=self._at,
                phones=letter.phones,
                again=letter.again,
            )
        return self._door.tell(
            letter.robot, _event(letter), event_id=letter.message_id, at=self._at
        )


def robot_door() -> RobotDoor:
    """Answer what sending by robots needs of this installation."""
    found = settings()
    return RobotDoor(found.secret_key, found.private_hosts)


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
