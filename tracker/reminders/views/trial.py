"""A test mail to oneself: whether the server takes it, told at once."""

import secrets

from flask import flash, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Person
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError
from tracker.reminders.channels import Handover
from tracker.reminders.channels.envelope import Mail
from tracker.reminders.channels.mail import MailChannel, server_of
from tracker.reminders.rules.states import Outcome
from tracker.reminders.views.blueprint import bp
from tracker.web.database import reading, settings
from tracker.web.htmx import go_to

# Somebody waits in front of the page.
_SECONDS = 15
_SUBJECT = "整改台账测试邮件"
_TEXT = "这是一封测试邮件，收到说明提醒邮件能送到您的邮箱，请勿回复。"


@bp.post("/settings/mail")
@requires(Permission.SIGNED_IN)
def try_mail() -> BaseResponse:
    """Send to nobody but whoever asks, by the address that reminders go to."""
    with reading() as session:
        person = session.get_one(Person, viewer().person_id)
    smtp_url = settings().smtp_url
    if smtp_url is None or not person.email:
        raise ConflictError("没有配置邮件服务器，或者您没有登记邮箱，发不了测试邮件。")
    handed = _send(smtp_url, person.name, person.email)
    if handed.outcome is Outcome.SENT:
        flash(f"邮件服务器已接收发往{person.email}的测试邮件，请到邮箱里看一眼。", "good")
    else:
        number = f"（{handed.code}）" if handed.code else ""
        flash(f"测试邮件没有发出：{handed.outcome.label}{number}{handed.answer}", "bad")
    return go_to(url_for(".wishes"))


def _send(smtp_url: str, name: str, address: str) -> Handover:
    mail = Mail(
        to=address,
        name=name,
        subject=_SUBJECT,
        text=_TEXT,
        html=f"<p>{_TEXT}</p>",
        message_id=secrets.token_hex(16),
        at=clock.now(),
    )
    with MailChannel(server_of(smtp_url), total_seconds=_SECONDS) as door:
        return door.send(mail)
