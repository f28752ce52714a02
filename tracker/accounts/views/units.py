"""The tree of units, and the settings of each."""

from functools import partial

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import access, actions, queries
from tracker.accounts.actions import LedgerSettings
from tracker.accounts.forms import STEP_WORDS, IdleForm, LedgerForm
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Unit
from tracker.accounts.pages import FormerName, UnitPage, UnitRow, UnitsPage
from tracker.accounts.permissions import Permission, may, union, units_with
from tracker.accounts.views.blueprint import SOMEBODY, bp, hand
from tracker.web.database import reading
from tracker.web.filters import day
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import CONFLICT, save


@bp.get("/units")
@requires(Permission.UNIT_SETTINGS)
def units() -> Response:
    who = viewer()
    reach = union(
        units_with(who, one) for one in (Permission.UNIT_SETTINGS, Permission.PEOPLE_MANAGE)
    )
    with reading() as session:
        found = queries.units_among(session, reach)
    top = min(one.path.count("/") for one in found)
    return render(UnitsPage(tuple(_row(one, one.path.count("/") - top) for one in found)))


@bp.get("/units/<int:unit_id>")
@requires(Permission.UNIT_SETTINGS)
def unit(unit_id: int) -> Response:
    return _page(unit_id)


@bp.post("/units/<int:unit_id>/idle")
@requires(Permission.UNIT_SETTINGS)
def set_idle(unit_id: int) -> BaseResponse:
    form = IdleForm()

    def write(session: Session) -> None:
        found = access.unit_for(session, viewer(), unit_id, Permission.UNIT_SETTINGS)
        minutes, version = form.idle_minutes.data, form.version.data
        actions.set_idle(session, found, minutes, version=version, hand=hand())

    status = save(form, write)
    if status is not None:
        return _page(unit_id, status, idle_form=form)
    flash("登录设置已保存。", "good")
    return go_to(url_for("accounts.unit", unit_id=unit_id))


@bp.post("/units/<int:unit_id>/ledger")
@requires(Permission.UNIT_SETTINGS)
def set_ledger(unit_id: int) -> BaseResponse:
    form = LedgerForm()

    def write(session: Session) -> None:
        found = access.unit_for(session, viewer(), unit_id, Permission.UNIT_SETTINGS)
        wanted = LedgerSettings(
            chain=tuple(form.chain.data),
            sign_for_needed=form.sign_for_needed.data,
            sustained_counts=form.sustained_counts.data,
            live_to_superiors=form.live_to_superiors.data,
            at_once_days=form.at_once_days.data,
            by_stages_days=form.by_stages_days.data,
        )
        actions.set_ledger(session, found, wanted, version=form.version.data, hand=hand())

    status = save(form, write)
    if status is not None:
        return _page(unit_id, status, ledger_form=form)
    flash("台账设置已保存，从现在起生效。", "good")
    return go_to(url_for("accounts.unit", unit_id=unit_id))


def _row(one: Unit, depth: int) -> UnitRow:
    open_to_us = may(viewer(), Permission.PEOPLE_MANAGE, one.id) and one.closed_on is None
    top = one.parent_id is None
    return UnitRow(
        name=one.name + ("（已并入其他单位）" if one.closed_on else ""),
        code=one.code,
        depth=depth,
        keeps_ledger=one.keeps_ledger,
        chain=_chain_words(one) if one.keeps_ledger else "",
        url=url_for("accounts.unit", unit_id=one.id),
        new_url=url_for("accounts.new_unit", unit_id=one.id) if open_to_us else None,
        above_url=url_for("accounts.new_unit_above", unit_id=one.id)
        if top and open_to_us
        else None,
    )


def _chain_words(one: Unit) -> str:
    return " → ".join(STEP_WORDS[step] for step in one.chain.split(","))


def _page(
    unit_id: int,
    status: int = 200,
    *,
    idle_form: IdleForm | None = None,
    ledger_form: LedgerForm | None = None,
) -> Response:
    with reading() as session:
        one = access.unit_for(session, viewer(), unit_id, Permission.UNIT_SETTINGS)
        faster = queries.last_hand(session, one.code) if status == CONFLICT else None
        former = queries.former_names(session, unit_id)
        above = session.get(Unit, one.parent_id) if one.parent_id else None
        went_to = session.get(Unit, one.merged_into_id) if one.merged_into_id else None
        idle_now = queries.idle_minutes_in(session, one)
    idle = idle_form or IdleForm(formdata=None, obj=one)
    ledger = ledger_form or _ledger_form(one)
    for form in (idle, ledger):
        form.show_again(one.version)
    url = partial(url_for, unit_id=unit_id)
    return render(
        UnitPage(
            name=one.name,
            code=one.code,
            parent_name=above.name if above else "",
            former=tuple(FormerName(old.name, old.until_on, old.basis) for old in former),
            gone=_gone(one, went_to),
            idle_form=idle,
            idle_now=idle_now,
            ledger_form=ledger if one.keeps_ledger else None,
            now=_now(one),
            conflict=(faster or SOMEBODY) if status == CONFLICT else None,
            reorganise_url=_reorganise_url(one),
            idle_url=url("accounts.set_idle"),
            ledger_url=url("accounts.set_ledger"),
            units_url=url_for("accounts.units"),
        ),
        status,
    )


def _reorganise_url(one: Unit) -> str | None:
    if one.closed_on is not None or not may(viewer(), Permission.PEOPLE_MANAGE, one.id):
        return None
    return url_for("tasks.reorganise", unit_id=one.id)


def _gone(one: Unit, went_to: Unit | None) -> str:
    if one.closed_on is None or went_to is None:
        return ""
    return f"用到{day(one.closed_on)}为止，已并入{went_to.name}。"


def _ledger_form(one: Unit) -> LedgerForm:
    return LedgerForm(
        formdata=None,
        chain=one.chain.split(","),
        sign_for_needed=one.sign_for_needed,
        sustained_counts=one.sustained_counts,
        live_to_superiors=one.live_to_superiors,
        at_once_days=one.at_once_days,
        by_stages_days=one.by_stages_days,
    )


def _now(one: Unit) -> tuple[str, ...]:
    """Answer what is kept now, to be shown beside what could not be saved."""
    kept = (
        (f"名称：{one.name}", True),
        (f"审批环节：{_chain_words(one)}", one.keeps_ledger),
        ("交办后要签收", one.keeps_ledger and one.sign_for_needed),
        ("长期坚持计入已完成", one.keeps_ledger and one.sustained_counts),
        ("上级可随时查看", one.keeps_ledger and one.live_to_superiors),
    )
    return tuple(words for words, holds in kept if holds)
