"""One's own inbox."""

from flask import Response, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.reminders import actions
from tracker.reminders.models import InboxItem
from tracker.reminders.pages.inbox import InboxPage, inbox_row
from tracker.reminders.queries import unread_count
from tracker.reminders.queries.failing import failing_of
from tracker.reminders.queries.inbox import inbox_of
from tracker.reminders.views.blueprint import bp, page_number, tabs
from tracker.tasks.models import Task
from tracker.tasks.queries import seen_by
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render


@bp.get("")
@requires(Permission.SIGNED_IN)
def inbox() -> Response:
    number = page_number()
    with reading() as session:
        page = inbox_of(session, viewer(), number)
        visible = _visible(session, page.rows)
        return render(
            InboxPage(
                tabs=tabs(),
                rows=tuple(inbox_row(one, visible) for one in page.rows),
                unread=unread_count(session, viewer().person_id),
                failing=failing_of(session, viewer().person_id, clock.today()),
                number=page.number,
                previous_url=url_for(".inbox", page=number - 1) if page.has_previous else None,
                next_url=url_for(".inbox", page=number + 1) if page.has_next else None,
            )
        )


@bp.post("/<int(max=2147483647):item_id>/read")
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


def _visible(session: Session, items: tuple[InboxItem, ...]) -> frozenset[int]:
    """Answer which of the tasks that the items speak of the reader may still see."""
    named = {line.task_id for item in items for line in item.lines}
    seen = seen_by(viewer()).where(Task.id.in_(named)).with_only_columns(Task.id)
    return frozenset(session.scalars(seen))
