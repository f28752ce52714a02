"""The calendar feed under a secret address; the right to read is looked at again at each fetch."""

from urllib.parse import urlsplit

from flask import Response, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import public
from tracker.accounts.permissions import Viewer
from tracker.accounts.queries import viewer_of
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.reminders.actions import feed_hash
from tracker.reminders.queries.feed import feed_owner, own_dates
from tracker.reminders.render.ics import DayEntry, render_ics
from tracker.reminders.rules.ladder import Anchor
from tracker.reminders.rules.planner import last_of_period
from tracker.reminders.views.blueprint import bp
from tracker.tasks.models import Task
from tracker.tasks.rules.lifecycle import State
from tracker.web.database import reading, settings


@bp.get("/feed/<token>.ics")
@public
def calendar_feed(token: str) -> Response:
    with reading() as session:
        link = feed_owner(session, feed_hash(token))
        who = viewer_of(session, link.person_id, clock.today()) if link else None
        # Left the office, disabled, or still with a first password: as if there were no such address.
        if who is None or who.must_change_password:
            raise NotFoundError
        content = _calendar(session, who)
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = "attachment; filename=zhenggai.ics"
    return answer


def _calendar(session: Session, who: Viewer) -> bytes:
    entries = [_entry(one) for one in own_dates(session, who)]
    return render_ics(entries, name=f"整改台账（{who.name}）", at=clock.now())


def _entry(task: Task) -> DayEntry:
    lasting = task.state is State.SUSTAINED
    quarter = last_of_period(Anchor.QUARTER, clock.today())
    on = quarter if lasting or task.due_on is None else task.due_on
    word = "季度复核" if lasting else "到期"
    return DayEntry(
        uid=f"task-{task.id}-{'review' if lasting else 'due'}@{urlsplit(settings().base_url).hostname}",
        on=on,
        summary=f"{word}：{task.number} {task.title}",
        url=settings().base_url + url_for("tasks.show", task_id=task.id),
    )
