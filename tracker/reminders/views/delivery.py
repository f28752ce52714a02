"""The delivery log with filters, and sending once more what failed."""

from datetime import date, timedelta

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may, units_with
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.core.text import clean_line
from tracker.reminders import actions
from tracker.reminders.pages.delivery import (
    Asked,
    DeliveryPage,
    UnitRow,
    delivery_row,
    held_days,
)
from tracker.reminders.queries.delivery import (
    DeliveryFilter,
    counts_in,
    deliveries,
    last_beat,
    message_for,
    open_holds,
    silent_ways,
    unit_statistics,
)
from tracker.reminders.queries.failing import failing_in
from tracker.reminders.rules.clockwork import is_silent
from tracker.reminders.rules.states import Channel, MessageState
from tracker.reminders.views.blueprint import bp, page_number, tabs
from tracker.web.database import reading, settings, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.workdays.queries import load_calendars

_CLOCK = "本机时钟"
_STATISTICS = timedelta(days=30)


@bp.get("/delivery")
@requires(Permission.HEALTH_READ)
def delivery() -> Response:
    with reading() as session:
        return render(_page(session))


@bp.post("/delivery/<int(max=2147483647):message_id>/again")
@requires(Permission.HEALTH_READ)
def send_again(message_id: int) -> BaseResponse:
    at = clock.now()
    with transaction() as session:
        units = units_with(viewer(), Permission.HEALTH_READ)
        message = message_for(session, units, message_id)
        if message is None:
            raise NotFoundError
        actions.send_again(session, message, load_calendars(session), at=at)
    flash("已重新排入发送，一分钟内发出；内容以发送时的情况为准。", "good")
    return go_to(url_for(".delivery"))


def _page(session: Session) -> DeliveryPage:
    units = units_with(viewer(), Permission.HEALTH_READ)
    asked, wanted = _asked()
    page = deliveries(session, units, wanted, page_number())
    counts = counts_in(session, page.rows, units)
    beat = last_beat(session, actions.PULSE)
    at = clock.now()
    since = clock.today() - _STATISTICS
    error = beat.last_error if beat else ""
    return DeliveryPage(
        tabs=tabs(),
        rows=tuple(delivery_row(one, counts.get(one.id, 0)) for one in page.rows),
        states=(("", "全部"), *((one.value, one.label) for one in MessageState)),
        channels=(("", "全部"), *((one.value, one.label) for one in Channel)),
        asked=asked,
        beat_at=beat.beat_at.astimezone(clock.OFFICE_ZONE) if beat else None,
        silent=is_silent(at, beat.beat_at if beat else None),
        beat_error=error,
        clock_refused=error.startswith(_CLOCK),
        runs_here=settings().scheduler_in_web,
        is_admin=may(viewer(), Permission.PEOPLE_MANAGE),
        holds=held_days(open_holds(session, units)),
        silent_ways=tuple(silent_ways(session, at)),
        failing=tuple(failing_in(session, units, clock.today())),
        mail_configured=settings().smtp_url is not None,
        units=tuple(UnitRow(*one) for one in unit_statistics(session, units, since)),
        since=since,
        previous_url=_other(asked, page.number - 1) if page.has_previous else None,
        next_url=_other(asked, page.number + 1) if page.has_next else None,
    )


def _asked() -> tuple[Asked, DeliveryFilter]:
    """Answer what the address asks for, as it came and as it is understood; odd values ask for nothing."""
    state = request.args.get("state", "")
    channel = request.args.get("channel", "")
    person = clean_line(request.args.get("person", ""))[:40]
    on = _day(request.args.get("on", ""))
    wanted = DeliveryFilter(
        state=MessageState(state) if state in set(MessageState) else None,
        channel=Channel(channel) if channel in set(Channel) else None,
        person=person,
        on=on,
    )
    asked = Asked(
        state=wanted.state.value if wanted.state else "",
        channel=wanted.channel.value if wanted.channel else "",
        person=person,
        on=on.isoformat() if on else "",
    )
    return asked, wanted


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def _other(asked: Asked, page: int) -> str:
    return url_for(
        ".delivery",
        state=asked.state or None,
        channel=asked.channel or None,
        person=asked.person or None,
        on=asked.on or None,
        page=page,
    )
