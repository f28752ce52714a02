"""A unit gets another name, is merged into another one, or goes below another one; its open tasks follow."""

from flask import Response, flash, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import actions as accounts
from tracker.accounts.access import unit_for
from tracker.accounts.actions import Decision, Hand
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.permissions import Permission, units_with
from tracker.accounts.queries import units_among
from tracker.core import clock
from tracker.tasks.actions.reorganising import follow_merger, follow_name, led_by
from tracker.tasks.forms import offer
from tracker.tasks.forms.reorganising import MergeForm, RenameForm, SuperiorForm
from tracker.tasks.models import Task
from tracker.tasks.pages.reorganising import ReorganisePage
from tracker.tasks.queries.reorganising import tasks_tied_to
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import CONFLICT, save

_MANAGE = Permission.PEOPLE_MANAGE


@bp.get("/units/<int:unit_id>/reorganise")
@requires(Permission.PEOPLE_MANAGE)
def reorganise(unit_id: int) -> Response:
    return _page(unit_id)


@bp.post("/units/<int:unit_id>/name")
@requires(Permission.PEOPLE_MANAGE)
def rename_unit(unit_id: int) -> BaseResponse:
    form = RenameForm()
    followed: list[int] = []

    def write(session: Session) -> None:
        unit = unit_for(session, viewer(), unit_id, _MANAGE)
        led_by(session, unit)  # tasks are locked before units, as in every step
        old, version = unit.name, form.version.data
        if form.slip.data:
            accounts.put_name_right(session, unit, form.name.data, version=version, hand=_hand())
        else:
            decision = Decision(form.from_on.data, form.basis.data)
            accounts.rename_unit(
                session, unit, form.name.data, decision, version=version, hand=_hand()
            )
        followed.append(follow_name(session, unit, old, _deed(form)))

    status = save(form, write)
    if status is not None:
        return _page(unit_id, status, rename=form)
    flash(f"已更名，{followed[0]}项未办结的任务随之更名，以前的记录仍用原来的名称。", "good")
    return go_to(url_for("accounts.unit", unit_id=unit_id))


@bp.post("/units/<int:unit_id>/merge")
@requires(Permission.PEOPLE_MANAGE)
def merge_unit(unit_id: int) -> BaseResponse:
    form = MergeForm()
    with reading() as session:
        offer(form.into_id, _others(session, unit_for(session, viewer(), unit_id, _MANAGE)))
    told: list[tuple[int, int]] = []

    def write(session: Session) -> None:
        unit = unit_for(session, viewer(), unit_id, _MANAGE)
        into = unit_for(session, viewer(), form.into_id.data, _MANAGE)
        led_by(session, unit)  # tasks are locked before units, as in every step
        still_open = _open_in_ledger(session, unit)
        decision = Decision(form.from_on.data, form.basis.data, still_open)
        version = form.version.data
        people = accounts.merge_unit(session, unit, into, decision, version=version, hand=_hand())
        told.append((people, follow_merger(session, unit, into, _deed(form))))

    status = save(form, write)
    if status is not None:
        return _page(unit_id, status, merge=form)
    people, tasks = told[0]
    flash(f"已合并：{people}人的任职和{tasks}项未办结的任务转到新单位，已办结的不变。", "good")
    return go_to(url_for("accounts.unit", unit_id=unit_id))


@bp.post("/units/<int:unit_id>/superior")
@requires(Permission.PEOPLE_MANAGE)
def move_unit(unit_id: int) -> BaseResponse:
    form = SuperiorForm()
    with reading() as session:
        offer(form.above_id, _others(session, unit_for(session, viewer(), unit_id, _MANAGE)))

    def write(session: Session) -> None:
        unit = unit_for(session, viewer(), unit_id, _MANAGE)
        above = unit_for(session, viewer(), form.above_id.data, _MANAGE)
        tied, version = tasks_tied_to(session, unit, above), form.version.data
        decision = Decision(clock.today(), form.basis.data or "", tied)
        accounts.move_unit(session, unit, above, decision, version=version, hand=_hand())

    status = save(form, write)
    if status is not None:
        return _page(unit_id, status, move=form)
    flash("已换上级单位，人员和台账不变。", "good")
    return go_to(url_for("accounts.unit", unit_id=unit_id))


def _page(
    unit_id: int,
    status: int = 200,
    *,
    rename: RenameForm | None = None,
    merge: MergeForm | None = None,
    move: SuperiorForm | None = None,
) -> Response:
    with reading() as session:
        unit = unit_for(session, viewer(), unit_id, _MANAGE)
        merge = merge or MergeForm(formdata=None, prefix="", from_on=clock.today())
        move = move or SuperiorForm(formdata=None, prefix="")
        others = _others(session, unit)
        offer(merge.into_id, others)
        offer(move.above_id, others)
        led = select(func.count()).where(Task.lead_unit_id == unit.id, Task.state.in_(OPEN))
        tasks = session.scalar(led) or 0
        still_open = _open_in_ledger(session, unit)
    rename = rename or RenameForm(formdata=None, name=unit.name, from_on=clock.today())
    for form in (rename, merge, move):
        form.version.raw_data = None
        form.version.data = unit.version
    page = ReorganisePage(
        name=unit.name,
        rename_form=rename,
        merge_form=merge,
        move_form=move if others else None,
        open_in_ledger=still_open if unit.keeps_ledger else None,
        rename_url=url_for("tasks.rename_unit", unit_id=unit_id),
        merge_url=url_for("tasks.merge_unit", unit_id=unit_id),
        move_url=url_for("tasks.move_unit", unit_id=unit_id),
        unit_url=url_for("accounts.unit", unit_id=unit_id),
        units_url=url_for("accounts.units"),
        tasks=tasks,
        conflict=status == CONFLICT,
    )
    return render(page, status)


def _open_in_ledger(session: Session, unit: Unit) -> int:
    kept = select(func.count()).where(Task.unit_id == unit.id, Task.state.in_(OPEN))
    return session.scalar(kept) or 0


def _others(session: Session, unit: Unit) -> list[tuple[int, str]]:
    """Answer the units within reach, but neither the unit itself nor what lies below it."""
    found = units_among(session, units_with(viewer(), _MANAGE))
    return [
        (one.id, one.name)
        for one in found
        if one.closed_on is None and not one.path.startswith(unit.path)
    ]


def _hand() -> Hand:
    return Hand(viewer().person_id, clock.now())


def _deed(form: RenameForm | MergeForm) -> Deed:
    who = viewer()
    return Deed(
        actor_id=who.person_id,
        actor_name=who.name,
        at=clock.now(),
        done_on=form.from_on.data,
        note=form.basis.data or "",
    )
