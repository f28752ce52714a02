"""The door to reminders: one's inbox, the delivery log, what a task was and will be reminded of."""

from datetime import timedelta

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may, units_with
from tracker.core import clock
from tracker.core.errors import ForbiddenError
from tracker.reminders import actions
from tracker.reminders.models import InboxItem
from tracker.reminders.pages import (
    CopyTextPage,
    DeliveryPage,
    InboxPage,
    TaskReminders,
    ahead_row,
    delivery_row,
    inbox_row,
    told_row,
)
from tracker.reminders.queries import unread_count
from tracker.reminders.queries.delivery import counts_in, deliveries, last_beat, resting_channels
from tracker.reminders.queries.inbox import inbox_of, told_about
from tracker.reminders.queries.planning import briefs, facts_of
from tracker.reminders.rules.ladder import LADDER
from tracker.reminders.rules.planner import ahead
from tracker.reminders.rules.states import MessageState
from tracker.reminders.rules.wording import can_chase, chase_text
from tracker.tasks.access import task_for
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.web.database import reading, settings, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render, render_as
from tracker.workdays.queries import load_calendar

bp = Blueprint("reminders", __name__, url_prefix="/reminders")

# Three missed rounds of the sweep, which runs every half minute.
_SILENCE = timedelta(seconds=90)


@bp.get("")
@requires(Permission.SIGNED_IN)
def inbox() -> Response:
    number = _page_number()
    with reading() as session:
        page = inbox_of(session, viewer(), number)
        visible = _visible(session, page.rows)
        return render(
            InboxPage(
                rows=tuple(inbox_row(one, visible) for one in page.rows),
                unread=unread_count(session, viewer().person_id),
                number=page.number,
                previous_url=url_for(".inbox", page=number - 1) if page.has_previous else None,
                next_url=url_for(".inbox", page=number + 1) if page.has_next else None,
            )
        )


@bp.post("/<int:item_id>/read")
@requires(Permission.SIGNED_IN)
def read(item_id: int) -> BaseResponse:
    with transaction() as session:
        actions.read_item(session, viewer(), item_id, at=clock.now())
    return go_to(url_for(".inbox"))


@bp.post("/read")
@requires(Permission.SIGNED_IN)
def read_all() -> BaseResponse:
    with transaction() as session:
        actions.read_all(session, viewer(), at=clock.now())
    return go_to(url_for(".inbox"))


@bp.get("/delivery")
@requires(Permission.HEALTH_READ)
def delivery() -> Response:
    with reading() as session:
        return render(_delivery(session))


@bp.get("/tasks/<int:task_id>")
@requires(Permission.LEDGER_READ)
def of_task(task_id: int) -> Response:
    today = clock.today()
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        calendar = load_calendar(session)
        facts = facts_of(session, {task.id})[task.id]
        coming = ahead(facts, LADDER, calendar, after=today)
        return render(
            TaskReminders(
                task_id=task.id,
                told=tuple(told_row(*one) for one in told_about(session, task)),
                ahead=tuple(ahead_row(*one) for one in coming),
                provisional=any(calendar.is_provisional(on.year) for on, _ in coming),
                may_copy=may(viewer(), Permission.TASK_STEP)
                and can_chase(briefs(session, {task.id})[task.id]),
            )
        )


@bp.get("/tasks/<int:task_id>/text")
@requires(Permission.TASK_STEP)
def copy_text(task_id: int) -> Response:
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        brief = briefs(session, {task.id})[task.id]
        if not can_chase(brief):
            raise ForbiddenError("这项任务现在没有可催办的人，或者已不在办理中。")
        page = CopyTextPage(
            task_id=task.id,
            number=brief.number,
            handler=brief.handler,
            text=chase_text(brief, clock.today(), load_calendar(session)),
        )
    return render_as(page.fragment if is_fragment_request() else page.template, page)


def _visible(session: Session, items: tuple[InboxItem, ...]) -> frozenset[int]:
    """Answer which of the tasks that the items speak of the reader may still see."""
    named = {line.task_id for item in items for line in item.lines}
    seen = seen_by(viewer()).where(Task.id.in_(named)).with_only_columns(Task.id)
    return frozenset(session.scalars(seen))


def _delivery(session: Session) -> DeliveryPage:
    units = units_with(viewer(), Permission.HEALTH_READ)
    state = _asked_state()
    page = deliveries(session, units, state, _page_number())
    counts = counts_in(session, page.rows, units)
    beat = last_beat(session, actions.PULSE)
    at = clock.now()
    asked = state.value if state else ""
    return DeliveryPage(
        rows=tuple(delivery_row(one, counts.get(one.id, 0)) for one in page.rows),
        states=(("", "全部"), *((one.value, one.label) for one in MessageState)),
        state=asked,
        beat_at=beat.beat_at.astimezone(clock.OFFICE_ZONE) if beat else None,
        silent=beat is None or at - beat.beat_at > _SILENCE,
        beat_error=beat.last_error if beat else "",
        resting=tuple(one.channel.label for one in resting_channels(session, at)),
        mail_configured=settings().smtp_url is not None,
        previous_url=url_for(".delivery", state=asked, page=page.number - 1)
        if page.has_previous
        else None,
        next_url=url_for(".delivery", state=asked, page=page.number + 1) if page.has_next else None,
    )


def _asked_state() -> MessageState | None:
    asked = request.args.get("state", "")
    return MessageState(asked) if asked in set(MessageState) else None


def _page_number() -> int:
    asked = request.args.get("page", "1")
    return int(asked) if asked.isdecimal() and len(asked) <= len("100000") else 1
