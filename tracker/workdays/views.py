"""The door to the working days: the year at a glance, setting a day, confirming a year."""

import re

from flask import Blueprint, Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.workdays import actions, queries
from tracker.workdays.forms import CLEAR, WORK, DayForm, YearForm
from tracker.workdays.pages import YearPage, month_of

_FOUR_DIGITS = re.compile(r"[0-9]{4}")

bp = Blueprint("workdays", __name__, url_prefix="/workdays")


@bp.get("")
@requires(Permission.SIGNED_IN)
def year() -> Response:
    with reading() as session:
        return render(_page(session, _asked_year(), DayForm(formdata=None)))


@bp.post("/days")
@requires(Permission.CALENDAR_MANAGE)
def set_day() -> BaseResponse:
    form = DayForm()
    if form.validate_on_submit():
        try:
            _write(form)
        except InvalidError as error:
            form.day.errors = [error.message]
        else:
            flash(f"{form.day.data:%Y-%m-%d} 已按您的设置保存，提醒从现在起照新日历办。", "good")
            return go_to(url_for("workdays.year", year=form.day.data.year))
    with reading() as session:
        return render(_page(session, _year_of(form), form), 422)


@bp.post("/years")
@requires(Permission.CALENDAR_MANAGE)
def confirm() -> BaseResponse:
    form = YearForm()
    if not form.validate_on_submit() or not _FOUR_DIGITS.fullmatch(form.year.data):
        raise InvalidError("没有认出是哪一年，请返回工作日历重试。")
    which = int(form.year.data)
    with transaction() as session:
        if form.confirmed.data == "yes":
            actions.confirm_year(session, which, by_id=viewer().person_id, at=clock.now())
        else:
            actions.unconfirm_year(session, which)
    return go_to(url_for("workdays.year", year=which))


def _write(form: DayForm) -> None:
    with transaction() as session:
        if form.kind.data == CLEAR:
            actions.clear_day(session, form.day.data)
            return
        actions.set_day(
            session,
            form.day.data,
            is_workday=form.kind.data == WORK,
            note=form.note.data,
            by_id=viewer().person_id,
            at=clock.now(),
        )


def _page(session: Session, which: int, form: DayForm) -> YearPage:
    calendar = queries.load_calendar(session)
    today = clock.today()
    months = tuple(month_of(calendar, which, number, today) for number in range(1, 13))
    keeper = may(viewer(), Permission.CALENDAR_MANAGE)
    return YearPage(
        year=which,
        months=months,
        workdays=sum(month.workdays for month in months),
        provisional=calendar.is_provisional(which),
        confirmed=which in calendar.confirmed_years,
        overrides=queries.overrides_of(session, which),
        previous_year=which - 1 if which > actions.FIRST_YEAR else None,
        next_year=which + 1 if which < actions.LAST_YEAR else None,
        form=form if keeper else None,
        year_form=YearForm(formdata=None) if keeper else None,
    )


def _asked_year() -> int:
    asked = request.args.get("year", "")
    return (
        _within(int(asked))
        if asked.isdecimal() and len(asked) == len("2026")
        else clock.today().year
    )


def _year_of(form: DayForm) -> int:
    return _within(form.day.data.year) if form.day.data else clock.today().year


def _within(which: int) -> int:
    return min(max(which, actions.FIRST_YEAR), actions.LAST_YEAR)
