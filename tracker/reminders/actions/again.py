"""Sending once more what failed (重发)."""

from datetime import datetime

from sqlalchemy.orm import Session

from tracker.core.errors import ConflictError
from tracker.reminders.actions.ageing import too_old
from tracker.reminders.models import Message
from tracker.reminders.rules.hours import office_day
from tracker.reminders.rules.states import Channel, MessageState
from tracker.workdays.rules import Calendars

_AGAIN = (MessageState.DEAD, MessageState.EXPIRED, MessageState.CANCELLED, MessageState.WAITING)


def send_again(session: Session, message: Message, calendars: Calendars, *, at: datetime) -> None:
    """Let a message try again now, under the same id; it is looked at again before it goes.

    Raises:
        ConflictError: it has gone, is going, or is too old to be worth telling.
    """
    if message.channel is Channel.INBOX or message.state not in _AGAIN:
        raise ConflictError("这一条已经发出或正在发送，不用重发。")
    if too_old(session, [message], calendars, office_day(at)):
        raise ConflictError("这一条已经过了好几天，内容可能不对了，不再重发。请直接联系本人。")
    message.state = MessageState.WAITING
    message.not_before = at
    message.attempts = 0
    message.last_error = ""
