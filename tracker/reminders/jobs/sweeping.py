"""The sweep: plan what is due and hand over what waits; late, missed or doubled rounds do no harm."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from tracker.core.failpoints import failpoint
from tracker.reminders import actions
from tracker.reminders.actions import Planned
from tracker.reminders.jobs.handing_over import Tally, Way, send_waiting
from tracker.reminders.jobs.ways import by_mail, by_robot
from tracker.reminders.queries.sending import anything_to_send
from tracker.reminders.rules.hours import office_hours
from tracker.reminders.rules.states import ROBOTS
from tracker.web.database import database, settings
from tracker.workdays.queries import load_calendars


@dataclass(slots=True)
class Swept(Tally):
    """What one sweep came to; ``office_open`` is False when it came outside office hours."""

    office_open: bool = True
    planned: Planned = field(default_factory=Planned)

    @property
    def words(self) -> str:
        """Answer one Chinese sentence for a terminal or a log."""
        if not self.office_open:
            return "现在不是工作日的办公时间（08:30至17:30），不发提醒。"
        one = self.planned
        if one.held:
            return f"要发的提醒有{one.held}条，数量异常，已暂停，请到“提醒发送记录”核对后决定。"
        expired = f"，停机过久未发{one.expired}条" if one.expired else ""
        return (
            f"新提醒{one.told}条{expired}；站内消息{one.items}件，邮件{one.mails}封；"
            f"本次发出邮件{self.sent}封，未发成{self.failed}封，不再需要{self.put_away}封。"
        )


def sweep(at: datetime, *, everything: bool = False) -> Swept:
    """Plan and send what is due at a moment; a second run in a row does nothing.

    ``everything`` looks at every task instead of those that changed since the last round.
    """
    base = database()
    with base.reading() as session:
        calendars = load_calendars(session)
    if not any(office_hours(at, one) for one in calendars.different()):
        return Swept(office_open=False)
    smtp_url = settings().smtp_url
    with base.transaction() as session:
        planned = actions.plan(
            session, calendars, at, mail=smtp_url is not None, everything=everything
        )
    swept = Swept(planned=planned)
    failpoint("sweep.planned")
    with base.reading() as session:
        waiting = anything_to_send(session, at)
    for way in _ways(smtp_url, at) if waiting else ():
        send_waiting(base, way, calendars, at, swept)
    if planned != Planned() or swept.sent or swept.failed:
        structlog.get_logger().info("reminders", planned=planned, sent=swept.sent)
    return swept


def _ways(smtp_url: str | None, at: datetime) -> Iterator[Way]:
    if smtp_url is not None:
        yield by_mail(smtp_url, at)
    for channel in ROBOTS:
        yield by_robot(channel, at)
