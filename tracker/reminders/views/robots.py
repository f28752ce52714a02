"""Robots of a unit: add, try out, take away; and the text for chat groups, which goes only when agreed."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.reminders import actions
from tracker.reminders.actions import NewRobot
from tracker.reminders.channels import Handover
from tracker.reminders.channels.http import check_address
from tracker.reminders.channels.robots import RobotDoor
from tracker.reminders.forms.robots import PostForm, RobotForm
from tracker.reminders.models import Robot
from tracker.reminders.pages.robots import PostRow, RobotPage, RobotsPage, robot_row
from tracker.reminders.queries.robots import (
    group_news,
    late_names,
    phones_in,
    posts_of,
    robot_with,
    robots_of,
)
from tracker.reminders.queries.rules import kept_units
from tracker.reminders.rules.states import GROUPS, Channel, Outcome
from tracker.reminders.rules.wording import group_text, named_in
from tracker.reminders.views.blueprint import bp, tabs
from tracker.web.database import reading, settings, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_TRIAL = "【整改台账】这是一条测试消息，收到说明机器人已经接通，请勿回复。"
_ROBOT = "/robots/<int(max=2147483647):robot_id>"


class _Shown(NamedTuple):
    """The unit whose groups are shown, those one may choose from, and its robots."""

    unit: Unit
    units: Sequence[Unit]
    robots: Sequence[Robot]


@bp.get("/robots")
@requires(Permission.REMINDER_RULES)
def robots() -> Response:
    with reading() as session:
        shown = _shown(session, request.args.get("unit", ""))
        unit = shown.unit
        form = PostForm(formdata=None)
        _offer(session, form, shown)
        news = group_news(session, unit.id, clock.today())
        form.text.data = group_text(
            unit.name, clock.today(), due_today=news.today, due_soon=news.week, late=news.late
        )
        form.robots.data = [value for value, _ in form.robots.choices]
        return render(_page(session, shown, form))


@bp.get("/robots/new")
@requires(Permission.REMINDER_RULES)
def robot() -> Response:
    with reading() as session:
        unit = _unit(session, request.args.get("unit", ""))
    form = RobotForm(formdata=None)
    form.unit.data = str(unit.id)
    return render(RobotPage(form, str(unit.id), unit.name))


@bp.post("/robots/new")
@requires(Permission.REMINDER_RULES)
def add_robot() -> BaseResponse:
    form = RobotForm()
    with transaction() as session:
        unit = _unit(session, form.unit.data or "")
        if form.validate_on_submit():
            try:
                _keep(session, unit, form)
            except InvalidError as error:
                form.refuse(error)
            else:
                flash(f"“{form.name.data}”已保存，请点“发送测试”看看是否接通。", "good")
                return go_to(url_for(".robots", unit=unit.id))
        return render(RobotPage(form, str(unit.id), unit.name), 422)


@bp.post(f"{_ROBOT}/test")
@requires(Permission.REMINDER_RULES)
def try_robot(robot_id: int) -> BaseResponse:
    with reading() as session:
        found = _robot(session, robot_id)
    handed = _try(found)
    if handed.outcome is Outcome.SENT:
        flash(f"“{found.name}”已接收测试消息，请到群里看一眼。", "good")
    else:
        number = f"（{handed.code}）" if handed.code else ""
        flash(f"“{found.name}”没有接通：{handed.answer or handed.outcome.label}{number}", "bad")
    return go_to(url_for(".robots", unit=found.unit_id))


@bp.post(f"{_ROBOT}/remove")
@requires(Permission.REMINDER_RULES)
def remove_robot(robot_id: int) -> BaseResponse:
    with transaction() as session:
        found = _robot(session, robot_id)
        actions.switch_off(found, at=clock.now())
    flash(f"“{found.name}”已停用，地址和密钥已经清除。", "good")
    return go_to(url_for(".robots", unit=found.unit_id))


@bp.post("/robots/post")
@requires(Permission.REMINDER_RULES)
def agree_post() -> BaseResponse:
    form = PostForm()
    with transaction() as session:
        shown = _shown(session, form.unit.data or "")
        unit = shown.unit
        _offer(session, form, shown)
        names: tuple[str, ...] = ()
        if form.validate_on_submit():
            names = named_in(form.text.data, late_names(session, unit.id, clock.today()))
            if (not names or form.named.data) and _agreed(session, shown, form):
                flash("已同意发送，工作时间内一分钟内发到群里。", "good")
                return go_to(url_for(".robots", unit=unit.id))
        return render(_page(session, shown, form, names), 422)


def _agreed(session: Session, shown: _Shown, form: PostForm) -> bool:
    chosen = [one for one in shown.robots if str(one.id) in form.robots.data]
    try:
        actions.agree(
            session,
            shown.unit.id,
            chosen,
            form.text.data,
            phones=form.mentions.data or [],
            by_id=viewer().person_id,
            on=clock.today(),
            at=clock.now(),
        )
    except InvalidError as error:
        form.refuse(error)
        return False
    return True


def _keep(session: Session, unit: Unit, form: RobotForm) -> None:
    host = check_address(form.url.data, settings().private_hosts)
    new = NewRobot(
        channel=Channel(form.channel.data),
        name=form.name.data,
        url=form.url.data,
        host=host,
        secret=form.secret.data or "",
    )
    actions.add_robot(
        session,
        unit.id,
        new,
        secret_key=settings().secret_key,
        by_id=viewer().person_id,
        at=clock.now(),
    )


def _try(robot: Robot) -> Handover:
    door = RobotDoor(settings().secret_key, settings().private_hosts)
    if robot.channel is Channel.WEBHOOK:
        event = {"event": "test", "subject": _TRIAL}
        return door.tell(robot, event, event_id="test", at=clock.now())
    return door.say(robot, _TRIAL, at=clock.now())


def _unit(session: Session, asked: str) -> Unit:
    units = kept_units(session, viewer())
    return next((one for one in units if str(one.id) == asked), units[0])


def _robot(session: Session, robot_id: int) -> Robot:
    found = robot_with(session, robot_id)
    kept = {one.id for one in kept_units(session, viewer())}
    if found is None or found.unit_id not in kept:
        raise NotFoundError
    return found


def _shown(session: Session, asked: str) -> _Shown:
    units = kept_units(session, viewer())
    unit = next((one for one in units if str(one.id) == asked), units[0])
    return _Shown(unit, units, robots_of(session, unit.id))


def _offer(session: Session, form: PostForm, shown: _Shown) -> None:
    unit = shown.unit
    groups = [one for one in shown.robots if one.channel in GROUPS]
    form.unit.data = str(unit.id)
    form.robots.choices = [(str(one.id), f"{one.name}（{one.channel.label}）") for one in groups]
    form.mentions.choices = list(phones_in(session, unit.id, clock.today()))


def _page(
    session: Session, shown: _Shown, form: PostForm, names: tuple[str, ...] = ()
) -> RobotsPage:
    return RobotsPage(
        tabs=tabs(),
        unit=str(shown.unit.id),
        unit_name=shown.unit.name,
        units=tuple((str(one.id), one.name) for one in shown.units),
        rows=tuple(robot_row(one) for one in shown.robots),
        posts=tuple(
            PostRow(one.text, one.agreed_at.astimezone(clock.OFFICE_ZONE), name)
            for one, name in posts_of(session, shown.unit.id)
        ),
        post_form=form if form.robots.choices else None,
        asks_about_names=names,
    )
