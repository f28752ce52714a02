"""Taking messages for ourselves for a while: leases on the database's clock, fenced by a number."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

from tracker.core.many import among
from tracker.reminders.models import Attempt, Message
from tracker.reminders.queries import sending
from tracker.reminders.queries.sending import Claim
from tracker.reminders.rules.states import Channel, MessageState

# Longer than a batch (10 s) and the hard deadline of its last send, tried on two connections (60 s each), so
# that nobody else begins while we are still at it.
LEASE = timedelta(seconds=180)


def claim(
    session: Session, channel: Channel, *, at: datetime, holder: str, limit: int
) -> list[Claim]:
    """Take messages whose time has come for ourselves, for the length of a lease on the database's clock."""
    now = sending.database_now(session)
    ids = sending.claimable(session, channel, at, now, limit)
    rows = session.execute(
        update(Message)
        .where(among(Message.id, ids))
        .values(
            state=MessageState.LEASED,
            fence=Message.fence + 1,
            lease_by=holder,
            lease_until=now + LEASE,
        )
        .returning(Message.id, Message.fence)
        .execution_options(synchronize_session=False)
    ).all()
    return sorted(Claim(*row) for row in rows)


def still_ours(
    session: Session, claims: Iterable[Claim], *loaded: ExecutableOption
) -> list[Message]:
    """Answer the claimed messages whose fence has not moved on, by id, locked until the end of the transaction."""
    fences = dict(claims)
    rows = session.scalars(
        select(Message)
        .where(Message.state == MessageState.LEASED, among(Message.id, fences))
        .options(*loaded)
        .order_by(Message.id)
        .with_for_update(of=Message)
        .execution_options(populate_existing=True)
    )
    return [one for one in rows if one.fence == fences[one.id]]


def take_back(session: Session, claims: Collection[Claim], *, doubtful: Collection[int]) -> None:
    """Give back messages whose noted attempts were never made: it is as if they had not been begun.

    ``doubtful`` are the ids of those of which an earlier attempt may have arrived.
    """
    if not claims:
        return
    ours = frozenset(one.id for one in still_ours(session, claims))
    mine = [one for one in claims if one.message_id in ours]
    session.execute(
        delete(Attempt)
        .where(tuple_(Attempt.message_id, Attempt.number).in_(mine))
        .execution_options(synchronize_session=False)
    )
    given_back = {"state": MessageState.WAITING, "lease_by": None, "lease_until": None}
    for ids, more in (
        (ours.intersection(doubtful), {}),
        (ours.difference(doubtful), {"send_started_at": None}),
    ):
        session.execute(
            update(Message)
            .where(among(Message.id, ids))
            .values(attempts=Message.attempts - 1, **given_back, **more)
            .execution_options(synchronize_session=False)
        )
