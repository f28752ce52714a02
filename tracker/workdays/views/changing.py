"""Changing the calendar: a day by click, many by import; what moves is shown before it is agreed."""

from collections.abc import Sequence

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render, render_as
from tracker.workdays import actions, queries
from tracker.workdays.forms import ChangesForm, DayForm, ImportForm
from tracker.workdays.pages import CheckPage, DayPage, ImportPage, change_row
from tracker.workdays.reader import rows_of_file, rows_of_text
from tracker.workdays.rules import DayChange, DayKind, decode, encode, read_rows
from tracker.workdays.rules.changes import check_year
from tracker.workdays.views.blueprint import bp
from tracker.workdays.views.scope import Scope, asked_year, kept_scope

# Addresses longer than this are cut by some old browsers and proxies.
_LONGEST_ADDRESS = 6000


@bp.get("/day")
@requires(Permission.CALENDAR_MANAGE)
def day() -> Response:
    with reading() as session:
        scope = kept_scope(session, request.args.get("unit", ""))
        form = DayForm(formdata=None)
        form.unit.data = scope.key
        _fill(session, form, scope, request.args.get("day", ""))
        return _show_day(form, scope)


@bp.post("/check")
@requires(Permission.CALENDAR_MANAGE)
def check_day() -> BaseResponse:
    form = DayForm()
    with reading() as session:
        scope = kept_scope(session, form.unit.data or "")
        if form.validate_on_submit():
            try:
                check_year(form.day.data.year)
            except InvalidError as error:
                form.refuse(error)
            else:
                change = DayChange(form.day.data, DayKind(form.kind.data), form.note.data)
                return _check(session, scope, (change,), ())
        return _show_day(form, scope, 422)


@bp.get("/import")
@requires(Permission.CALENDAR_MANAGE)
def open_import() -> Response:
    with reading() as session:
        scope = kept_scope(session, request.args.get("unit", ""))
    form = ImportForm(formdata=None)
    form.unit.data = scope.key
    return render(ImportPage(form, scope.name, asked_year(request.args.get("year", ""))))


@bp.post("/import")
@requires(Permission.CALENDAR_MANAGE)
def check_import() -> BaseResponse:
    form = ImportForm()
    with reading() as session:
        scope = kept_scope(session, form.unit.data or "")
        try:
            changes, odd = _read(form)
        except InvalidError as error:
            form.refuse(error)
        else:
            return _check(session, scope, changes, odd)
    return render(ImportPage(form, scope.name, clock.today().year), 422)


@bp.post("/days")
@requires(Permission.CALENDAR_MANAGE)
def make_changes() -> BaseResponse:
    form = ChangesForm()
    changes = decode(form.changes.data or "")
    with transaction() as session:
        scope = kept_scope(session, form.unit.data or "")
        actions.make_changes(
            session, scope.unit_id, changes, by_id=viewer().person_id, at=clock.now()
        )
    flash(f"{len(changes)}天已按您的设置保存，提醒从现在起照新日历办。", "good")
    return go_to(url_for(".year", year=changes[0].day.year, unit=scope.key))


def _read(form: ImportForm) -> tuple[Sequence[DayChange], Sequence[str]]:
    if not form.validate_on_submit():
        raise InvalidError("填写的内容太长。", "text")
    if form.file.data:
        rows = rows_of_file(form.file.data.read(), form.file.data.filename or "")
    elif form.text.data:
        rows = rows_of_text(form.text.data)
    else:
        raise InvalidError("请选择文件，或者粘贴放假通知里的日期。", "file")
    changes, odd = read_rows(rows)
    if not changes:
        why = odd[0] if odd else "没有读到日期，每行请写日期和“上班”或“放假”。"
        raise InvalidError(why, "file" if form.file.data else "text")
    return changes, odd


def _fill(session: Session, form: DayForm, scope: Scope, asked: str) -> None:
    """Begin with the clicked day turned round: who clicks a working day wants it off, and the reverse."""
    try:
        change = decode(f"{asked}|rest|")[0]
    except InvalidError:
        return
    calendar = queries.load_calendar(session, scope.unit_id)
    held = calendar.set_days.get(change.day)
    form.day.data = change.day
    form.note.data = held.note if held else ""
    turned = DayKind.REST if calendar.is_workday(change.day) else DayKind.WORK
    form.kind.data = (DayKind.CLEAR if held else turned).value


def _show_day(form: DayForm, scope: Scope, status: int = 200) -> Response:
    which = form.day.data.year if form.day.data else clock.today().year
    page = DayPage(form, scope.name, which)
    return render_as(page.fragment if is_fragment_request() else page.template, page, status)


def _check(
    session: Session, scope: Scope, changes: Sequence[DayChange], odd: Sequence[str]
) -> Response:
    before = queries.load_calendar(session, scope.unit_id)
    pending = queries.load_calendars(session, (scope.unit_id, changes))
    after = pending.base if scope.unit_id is None else pending.of(scope.unit_id)
    form = ChangesForm(formdata=None)
    form.unit.data = scope.key
    form.changes.data = encode(changes)
    short = encode(DayChange(one.day, one.kind) for one in changes)
    effect = url_for("reminders.calendar_effect", unit=scope.key, changes=short)
    page = CheckPage(
        unit_name=scope.name,
        year=changes[0].day.year,
        rows=tuple(change_row(one, before, after) for one in changes),
        odd=tuple(odd),
        form=form,
        back_url=url_for(".year", year=changes[0].day.year, unit=scope.key),
        effect_url=effect if len(effect) <= _LONGEST_ADDRESS else "",
    )
    return render(page)
