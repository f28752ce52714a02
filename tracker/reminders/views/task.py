"""The reminders of one task: what was and will be told, the text to copy, and why somebody heard or did not."""

from collections.abc import Sequence
from datetime import date

from flask import Response, request
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import ForbiddenError
from tracker.reminders.pages.task import (
    CopyTextPage,
    TaskReminders,
    WhyPage,
    ahead_row,
    chase_row,
    told_row,
)
from tracker.reminders.queries.briefs import briefs
from tracker.reminders.queries.chasing import chases_of
from tracker.reminders.queries.explain import Concern, Concerned, concern, people_of, reasons
from tracker.reminders.queries.inbox import told_about
from tracker.reminders.queries.ladders import load_ladders
from tracker.reminders.queries.planning import facts_from
from tracker.reminders.rules.explaining import Reason, about_day, moved_words
from tracker.reminders.rules.planner import ahead, anchor_day
from tracker.reminders.rules.wording import can_chase, chase_text
from tracker.reminders.views.blueprint import bp
from tracker.tasks.access import task_for
from tracker.tasks.models import Task
from tracker.web.database import reading
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render, render_as
from tracker.workdays.queries import load_calendar


@bp.get("/tasks/<int(max=2147483647):task_id>")
@requires(Permission.LEDGER_READ)
def of_task(task_id: int) -> Response:
    today = clock.today()
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        calendar = load_calendar(session, task.unit_id)
        ladder = load_ladders(session).of(task.unit_id)
        facts = facts_from(task)
        coming = ahead(facts, ladder.values(), calendar, after=today)
        rows = []
        for on, rule in coming:
            anchor = anchor_day(rule, facts, today)
            moved = moved_words(rule, anchor, calendar, today) if anchor else ""
            rows.append(ahead_row(on, rule, moved))
        page = TaskReminders(
            task_id=task.id,
            number=task.number,
            told=tuple(told_row(*one, ladder) for one in told_about(session, task)),
            ahead=tuple(rows),
            chases=tuple(chase_row(one) for one in chases_of(session, task.id)),
            provisional=any(calendar.is_provisional(on.year) for on, _ in coming),
            may_copy=_chases(task) and can_chase(task.handler_text, task.state),
        )
        return _shown(page)


@bp.get("/tasks/<int(max=2147483647):task_id>/text")
@requires(Permission.TASK_STEP)
def copy_text(task_id: int) -> Response:
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        brief = briefs(session, {task.id})[task.id]
        if not can_chase(brief.handler, brief.state):
            raise ForbiddenError("这项任务现在没有可催办的人，或者已不在办理中。")
        calendar = load_calendar(session, task.unit_id)
        page = CopyTextPage(
            task_id=task.id,
            number=task.number,
            handler=brief.handler,
            text=chase_text(brief, clock.today(), calendar),
        )
    return _shown(page)


@bp.get("/tasks/<int(max=2147483647):task_id>/why")
@requires(Permission.LEDGER_READ)
def why(task_id: int) -> Response:
    with reading() as session:
        task = task_for(session, viewer(), task_id)
        about = concern(session, task, clock.now())
        people = people_of(session, about)
        chosen = _chosen(people)
        on = _asked_day()
        return render(
            WhyPage(
                task_id=task.id,
                number=task.number,
                title=task.title,
                people=tuple((str(one.id), one.name) for one, _ in people),
                person=str(chosen.person.id) if chosen else "",
                person_name=chosen.person.name if chosen else "",
                on=on.isoformat() if on else "",
                reasons=_reasons(session, about, chosen, on) if chosen else (),
            )
        )


def _chases(task: Task) -> bool:
    """Answer whether the viewer is somebody who would send the text, and not only to themselves."""
    own = task.handler_id == viewer().person_id
    return may(viewer(), Permission.TASK_STEP) and (
        not own or may(viewer(), Permission.REPORT_IMPORT, task.unit_id)
    )


def _shown(page: TaskReminders | CopyTextPage) -> Response:
    """Show what belongs into the page of a task there, or as a page of its own where nobody asked for a part."""
    return render_as(page.fragment if is_fragment_request() else page.template, page)


def _reasons(
    session: Session, about: Concern, who: Concerned, on: date | None
) -> tuple[Reason, ...]:
    found = reasons(session, about, who)
    if on is None:
        return tuple(found)
    told = about_day(on, about.calendar, about.today)
    return (told, *(one for one in found if one.on in {None, on}))


def _chosen(people: Sequence[Concerned]) -> Concerned | None:
    """Answer the asked person among those concerned, else the viewer, else the first."""
    by_id = {str(one.person.id): one for one in people}
    asked = request.args.get("person", str(viewer().person_id))
    return by_id.get(asked) or (people[0] if people else None)


def _asked_day() -> date | None:
    try:
        found = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2200 else None  # noqa: PLR2004  the years that calendars keep
