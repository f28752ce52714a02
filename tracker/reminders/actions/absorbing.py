"""One digest a day: today's mail also tells what older ones, still waiting, would have told."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tracker.core.many import among
from tracker.reminders.actions.rows import insert_rows
from tracker.reminders.models import Message, MessageFact
from tracker.reminders.queries.planning import DIGEST
from tracker.reminders.rules.states import Channel, Dropped, MessageState


def absorb_older(session: Session, digests: Mapping[int, int], today: date) -> None:
    """Let today's mails, by person, take over what older ones of the same people hold."""
    waiting = select(Message.id, Message.person_id).where(
        Message.channel == Channel.MAIL,
        Message.kind == DIGEST,
        Message.state == MessageState.WAITING,
        Message.day_on < today,
    )
    older = {old: digests[one] for old, one in session.execute(waiting) if one in digests}
    if not older:
        return
    still_held = among(MessageFact.message_id, older) & MessageFact.dropped.is_(None)
    held = session.execute(select(MessageFact.message_id, MessageFact.fact_id).where(still_held))
    rows = [
        {"message_id": older[old], "fact_id": fact_id, "dropped": None} for old, fact_id in held
    ]
    insert_rows(session, MessageFact, rows)
    session.execute(
        update(MessageFact)
        .where(still_held)
        .values(dropped=Dropped.OVERTAKEN)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Message)
        .where(among(Message.id, older))
        .values(state=MessageState.CANCELLED, last_error="并入当日提醒一起发送")
        .execution_options(synchronize_session=False)
    )
