"""What a person decides when the sender asks: a flood held in their units; a clock that jumped, for everybody."""

from datetime import date

from flask import flash, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, units_with
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.reminders import actions
from tracker.reminders.rules.states import HoldState
from tracker.reminders.views.blueprint import bp
from tracker.web.database import transaction
from tracker.web.htmx import go_to


@bp.post("/holds")
@requires(Permission.HEALTH_READ)
def decide_hold() -> BaseResponse:
    released = request.form.get("deed") == "release"
    with transaction() as session:
        count = actions.decide(
            session,
            _day(request.form.get("day", "")),
            units_with(viewer(), Permission.HEALTH_READ),
            HoldState.RELEASED if released else HoldState.REFUSED,
            by_id=viewer().person_id,
            at=clock.now(),
        )
    told = "一分钟内发出" if released else "不再发出，发送记录里注明"
    flash(f"{count}条提醒{told}。", "good")
    return go_to(url_for(".delivery"))


@bp.post("/clock")
@requires(Permission.PEOPLE_MANAGE)
def accept_clock() -> BaseResponse:
    with transaction() as session:
        actions.accept_clock(session, actions.PULSE, at=clock.now())
    flash("已按现在的时钟继续，下一轮提醒照常进行。", "good")
    return go_to(url_for(".delivery"))


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise InvalidError("没有认出是哪一天，请刷新页面重试。") from error
