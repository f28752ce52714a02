"""New units: below one that is there, or above the one that has none above it."""

from collections.abc import Callable

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import access, actions
from tracker.accounts.forms import NewUnitForm
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.pages import NewUnitPage
from tracker.accounts.permissions import Permission
from tracker.accounts.rules import keeps_ledger_by_default
from tracker.accounts.views.blueprint import bp, hand
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import save


@bp.get("/units/<int:unit_id>/new")
@requires(Permission.PEOPLE_MANAGE)
def new_unit(unit_id: int) -> Response:
    parent = _unit(unit_id)
    keeps = keeps_ledger_by_default(parent.path, parent.name)
    return _page(parent, NewUnitForm(keeps_ledger=keeps))


@bp.post("/units/<int:unit_id>/new")
@requires(Permission.PEOPLE_MANAGE)
def create_unit(unit_id: int) -> BaseResponse:
    form = NewUnitForm()

    def write(session: Session) -> None:
        parent = access.unit_for(session, viewer(), unit_id, Permission.PEOPLE_MANAGE)
        actions.create_unit(
            session,
            form.code.data,
            form.name.data,
            parent=parent,
            keeps_ledger=form.keeps_ledger.data,
            hand=hand(),
        )

    return _save(unit_id, form, write, f"已增加{form.name.data}。")


@bp.get("/units/<int:unit_id>/above")
@requires(Permission.PEOPLE_MANAGE)
def new_unit_above(unit_id: int) -> BaseResponse:
    below = _unit(unit_id)
    if below.parent_id is not None:
        flash(f"{below.name}已经有上级单位，要换上级的，请在“更名、合并、换上级”里办理。", "warn")
        return go_to(url_for("accounts.unit", unit_id=unit_id))
    return _page(below, NewUnitForm(keeps_ledger=keeps_ledger_by_default(None)), above=True)


@bp.post("/units/<int:unit_id>/above")
@requires(Permission.PEOPLE_MANAGE)
def create_unit_above(unit_id: int) -> BaseResponse:
    form = NewUnitForm()

    def write(session: Session) -> None:
        below = access.unit_for(session, viewer(), unit_id, Permission.PEOPLE_MANAGE)
        actions.create_unit_above(
            session,
            below,
            form.code.data,
            form.name.data,
            keeps_ledger=form.keeps_ledger.data,
            hand=hand(),
        )

    done = f"已增加上级单位{form.name.data}，您同时是它的系统管理员。"
    return _save(unit_id, form, write, done, above=True)


def _save(
    unit_id: int,
    form: NewUnitForm,
    write: Callable[[Session], None],
    done: str,
    *,
    above: bool = False,
) -> BaseResponse:
    status = save(form, write)
    if status is not None:
        return _page(_unit(unit_id), form, status, above=above)
    flash(done, "good")
    return go_to(url_for("accounts.units"))


def _unit(unit_id: int) -> Unit:
    with reading() as session:
        return access.unit_for(session, viewer(), unit_id, Permission.PEOPLE_MANAGE)


def _page(beside: Unit, form: NewUnitForm, status: int = 200, *, above: bool = False) -> Response:
    url = url_for("accounts.create_unit", unit_id=beside.id)
    if above:
        url = url_for("accounts.create_unit_above", unit_id=beside.id)
    return render(NewUnitPage(form, beside.name, above, url, url_for("accounts.units")), status)
