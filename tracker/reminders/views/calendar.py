"""What moves when the calendar changes; deadlines on rest days, moved when a clerk says so."""

from datetime import date
from itertools import groupby

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, units_with
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.reminders.actions.deadlines import move_off_rest_day
from tracker.reminders.pages.calendar import EffectPage, MovedRow, RestDaysPage, RestDayTask
from tracker.reminders.queries.calendar import Moved, deadlines_on_rest_days, moved_reminders
from tracker.reminders.views.blueprint import bp
from tracker.tasks.access import hold_tasks, task_at_work
from tracker.tasks.models import Task
from tracker.tasks.rules.deeds import Deed
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render, render_as
from tracker.workdays.queries import load_calendars
from tracker.workdays.rules import decode

_FEW = 20


@bp.get("/calendar-effect")
@requires(Permission.CALENDAR_MANAGE)
def calendar_effect() -> Response:
    """Count what would move; who keeps the calendar need not read the ledger, so no task is named."""
    asked = request.args.get("unit", "")
    unit_id = int(asked) if asked.isdecimal() and len(asked) < len("1000000000") else None
    changes = decode(request.args.get("changes", ""))
    kept = units_with(viewer(), Permission.CALENDAR_MANAGE)
    today = clock.today()
    with reading() as session:
        now = load_calendars(session)
        then = load_calendars(session, (unit_id, changes))
        moved = moved_reminders(session, kept, now, then, today)
        before = {task.id for task, _ in deadlines_on_rest_days(session, kept, now, today)}
        resting = deadlines_on_rest_days(session, kept, then, today)
        rows = [_row(task, better) for task, better in resting if task.id not in before]
    grouped = _grouped(moved)
    page = EffectPage(
        moved=grouped[:_FEW],
        resting=sum(not one.from_paper for one in rows),
        from_paper=sum(one.from_paper for one in rows),
        more=max(0, len(grouped) - _FEW),
    )
    return render_as(page.fragment if is_fragment_request() else page.template, page)


@bp.get("/rest-days")
@requires(Permission.REPORT_IMPORT)
def rest_days() -> Response:
    with reading() as session:
        return render(RestDaysPage(_rows(session)))


@bp.post("/rest-days")
@requires(Permission.REPORT_IMPORT)
def move_rest_days() -> BaseResponse:
    chosen = set(request.form.getlist("task"))
    at, who = clock.now(), viewer()
    with transaction() as session:
        wanted = [one for one in _rows(session) if str(one.id) in chosen and not one.from_paper]
        if not wanted:
            raise InvalidError("请先勾选要提前的任务。")
        hold_tasks(session, [one.id for one in wanted])
        for one in wanted:
            deed = Deed(
                actor_id=who.person_id,
                actor_name=who.name,
                at=at,
                done_on=clock.day_of(at),
                note="时限落在休息日，提前到前一个工作日",
            )
            move_off_rest_day(session, task_at_work(session, who, one.id), deed, to=one.better_on)
    flash(f"{len(wanted)}项任务的时限已提前到前一个工作日。", "good")
    return go_to(url_for(".rest_days"))


def _rows(session: Session) -> tuple[RestDayTask, ...]:
    units = units_with(viewer(), Permission.REPORT_IMPORT)
    found = deadlines_on_rest_days(session, units, load_calendars(session), clock.today())
    return tuple(_row(task, better) for task, better in found)


def _row(task: Task, better: date) -> RestDayTask:
    assert task.due_on is not None
    return RestDayTask(task.id, task.number, task.title, task.due_on, better, task.due_from_paper)


def _grouped(moved: list[Moved]) -> tuple[MovedRow, ...]:
    """Answer one row for all tasks of which the same reminder moves from a day to another."""
    ordered = sorted(moved, key=lambda one: (one.before, one.after, one.label))
    return tuple(
        MovedRow(label, before, after, len(list(ones)))
        for (before, after, label), ones in groupby(
            ordered, key=lambda one: (one.before, one.after, one.label)
        )
    )
