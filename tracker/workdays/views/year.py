"""The year at a glance, and the mark that it was compared with the notice."""

import re

from flask import Response, request, url_for
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
from tracker.workdays.forms import YearForm
from tracker.workdays.pages import SetRow, YearPage, month_of
from tracker.workdays.rules import WorkCalendar
from tracker.workdays.views.blueprint import bp
from tracker.workdays.views.scope import Scope, asked_year, scope_of

_FOUR_DIGITS = re.compile(r"[0-9]{4}")


@bp.get("")
@requires(Permission.SIGNED_IN)
def year() -> Response:
    with reading() as session:
        scope = scope_of(session, request.args.get("unit", ""))
        return render(_page(session, asked_year(request.args.get("year", "")), scope))


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


def _page(session: Session, which: int, scope: Scope) -> YearPage:
    calendars = queries.load_calendars(session)
    calendar = calendars.base if scope.unit_id is None else calendars.of(scope.unit_id)
    today = clock.today()
    months = tuple(month_of(calendar, which, number, today) for number in range(1, 13))
    return YearPage(
        year=which,
        unit=scope.key,
        unit_name=scope.name,
        scopes=scope.choices,
        months=months,
        workdays=sum(month.workdays for month in months),
        provisional=calendar.is_provisional(which),
        confirmed=which in calendar.confirmed_years,
        set_days=_set_rows(calendar, calendars.base, which),
        previous_year=which - 1 if which > actions.FIRST_YEAR else None,
        next_year=which + 1 if which < actions.LAST_YEAR else None,
        keeper=scope.keeper,
        may_move=may(viewer(), Permission.REPORT_IMPORT),
        year_form=YearForm(formdata=None) if scope.keeper else None,
    )


def _set_rows(calendar: WorkCalendar, base: WorkCalendar, which: int) -> tuple[SetRow, ...]:
    days = {day: one for day, one in calendar.set_days.items() if day.year == which}
    return tuple(
        SetRow(
            day,
            one.is_workday,
            one.note,
            "全部单位" if base.set_days.get(day) == one else "本单位",
        )
        for day, one in sorted(days.items())
    )
