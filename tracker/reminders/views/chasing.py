"""今日要催: whom to talk to today, one text for each person, and the note that it was done."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.reminders import actions
from tracker.reminders.forms.chasing import ChaseForm
from tracker.reminders.pages.chasing import ChasePage, ToChasePage, ToChasePerson, ToChaseTask
from tracker.reminders.queries.briefs import briefs
from tracker.reminders.queries.chasing import last_chases, phones_of, tasks_to_chase
from tracker.reminders.rules.chasing import ChaseWay
from tracker.reminders.rules.wording import Brief, chase_all
from tracker.reminders.views.blueprint import bp, tabs
from tracker.tasks.models import Task
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render, render_as
from tracker.workdays.queries import load_calendars
from tracker.workdays.rules import Calendars

# value of the address: word, and how many days ahead one looks
_REACH = {"3": ("3天内到期", 3), "10": ("10天内到期", 10), "0": ("今天到期和超期", 0)}


@bp.get("/to-chase")
@requires(Permission.REPORT_IMPORT)
def to_chase() -> Response:
    today = clock.today()
    days = request.args.get("days", "3")
    days = days if days in _REACH else "3"
    until = today + timedelta(days=_REACH[days][1])
    with reading() as session:
        tasks = tasks_to_chase(session, viewer(), until)
        people = _people(session, tasks, today)
    return render(
        ToChasePage(
            tabs=tabs(),
            today=today,
            until=until,
            days=days,
            choices=tuple((key, word) for key, (word, _) in _REACH.items()),
            people=people,
            count=len(tasks),
        )
    )


@bp.get("/chase")
@requires(Permission.REPORT_IMPORT)
def open_chase() -> Response:
    with reading() as session:
        tasks = _named(session, request.args.get("tasks", ""))
        form = ChaseForm(formdata=None)
        form.tasks.data = ",".join(str(one.id) for one in tasks)
        form.done_on.data = clock.today()
        return _show(form, tasks)


@bp.post("/chase")
@requires(Permission.REPORT_IMPORT)
def note_chase() -> BaseResponse:
    form = ChaseForm()
    with transaction() as session:
        tasks = _named(session, form.tasks.data or "")
        if form.validate_on_submit():
            try:
                _write(session, form, tasks)
            except InvalidError as error:
                form.refuse(error)
            else:
                flash(f"已登记催办{tasks[0].handler_text}。", "good")
                return go_to(url_for(".to_chase"))
        return _show(form, tasks, 422)


def _write(session: Session, form: ChaseForm, tasks: Sequence[Task]) -> None:
    actions.note_chase(
        session,
        tasks,
        person_name=tasks[0].handler_text,
        way=ChaseWay(form.way.data),
        done_on=form.done_on.data,
        answered_by=form.answered_by.data or "",
        answer=form.answer.data or "",
        by_id=viewer().person_id,
        at=clock.now(),
        today=clock.today(),
    )


def _named(session: Session, asked: str) -> Sequence[Task]:
    """Answer the named tasks that the viewer may chase for; none of them is a 404."""
    wanted = {int(one) for one in asked.split(",")[:200] if one.isdecimal() and len(one) < 10}  # noqa: PLR2004  fits an id
    far = clock.today() + timedelta(days=3660)
    tasks = [one for one in tasks_to_chase(session, viewer(), far) if one.id in wanted]
    if not tasks:
        raise NotFoundError
    return tasks


def _people(session: Session, tasks: Sequence[Task], today: date) -> tuple[ToChasePerson, ...]:
    if not tasks:
        return ()
    calendars = load_calendars(session)
    told = briefs(session, {one.id for one in tasks})
    phones = phones_of(session, {one.handler_id for one in tasks if one.handler_id})
    chased = last_chases(session, {one.id for one in tasks})
    return tuple(
        _person(list(ones), told, phones.get(key[0] or 0, ""), chased, calendars, today)
        for key, ones in groupby(
            sorted(tasks, key=_handler_first), key=lambda one: (one.handler_id, one.handler_text)
        )
    )


def _handler_first(task: Task) -> tuple[int, str, date, int]:
    return task.handler_id or 0, task.handler_text, task.due_on or date.max, task.id


def _person(
    tasks: Sequence[Task],
    told: Mapping[int, Brief],
    phone: str,
    chased: Mapping[int, date],
    calendars: Calendars,
    today: date,
) -> ToChasePerson:
    first = tasks[0]
    return ToChasePerson(
        key=str(first.id),
        name=first.handler_text,
        phone=phone,
        tasks=tuple(_task(one, chased.get(one.id), today) for one in tasks),
        text=chase_all([told[one.id] for one in tasks], today, calendars.of(first.unit_id)),
        task_ids=",".join(str(one.id) for one in tasks),
        chased_today=all(chased.get(one.id) == today for one in tasks),
    )


def _task(task: Task, chased_on: date | None, today: date) -> ToChaseTask:
    assert task.due_on is not None
    late = task.due_on < today
    return ToChaseTask(task.id, task.number, task.title, task.due_on, late, chased_on)


def _show(form: ChaseForm, tasks: Sequence[Task], status: int = 200) -> Response:
    page = ChasePage(form, tasks[0].handler_text, tuple(one.number for one in tasks))
    return render_as(page.fragment if is_fragment_request() else page.template, page, status)
