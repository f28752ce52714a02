"""代理: who takes the steps of an absent person, arranged by a clerk or an administrator."""

from datetime import date

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms import SelectChoice

from tracker.accounts import access, actions, queries
from tracker.accounts.forms import StandInForm
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Person, StandIn, Unit
from tracker.accounts.pages.stand_ins import StandInRow, StandInsPage
from tracker.accounts.permissions import BUSINESS, Permission, units_with
from tracker.accounts.queries import holds, post_of
from tracker.accounts.views.blueprint import bp, hand
from tracker.core import clock
from tracker.core.errors import InvalidError, NotFoundError
from tracker.web.database import reading
from tracker.web.forms import ChineseForm
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import save

_UNIT = "<int:unit_id>"
_ROW = "<int:row_id>"
# Chosen by nobody's account, so that a form sent in haste arranges nothing.
_NOBODY = SelectChoice(0, "请选择")


@bp.get("/stand-ins")
@requires(Permission.STAND_INS)
def stand_ins() -> BaseResponse:
    with reading() as session:
        ledgers = _ledgers(session)
    if not ledgers:
        raise NotFoundError
    return go_to(url_for("accounts.stand_ins_of", unit_id=ledgers[0].id))


@bp.get(f"/stand-ins/of/{_UNIT}")
@requires(Permission.STAND_INS)
def stand_ins_of(unit_id: int) -> Response:
    form = StandInForm()
    form.from_on.data = clock.today()
    return _page(unit_id, form)


@bp.post(f"/stand-ins/of/{_UNIT}")
@requires(Permission.STAND_INS)
def set_stand_in(unit_id: int) -> BaseResponse:
    form = StandInForm()
    with reading() as session:
        unit = access.unit_for(session, viewer(), unit_id, Permission.STAND_INS)
        _offer(session, form, unit)

    def write(session: Session) -> None:
        ledger = access.unit_for(session, viewer(), unit_id, Permission.STAND_INS)
        serving = queries.people_of_ledger(session, ledger, clock.today())
        people = {one.id: one for one in serving}
        absence = actions.Absence(
            _one(people, form.person_id.data, "person_id"),
            _one(people, form.stand_in_id.data, "stand_in_id"),
            form.from_on.data,
            form.until_on.data,
            form.basis.data,
        )
        actions.set_stand_in(session, ledger, absence, set_by=viewer().name, hand=hand())

    status = save(form, write)
    if status is not None:
        return _page(unit_id, form, status)
    flash("代理已安排，期间由代理的人办理，经过里标明“代理”。", "good")
    return go_to(url_for("accounts.stand_ins_of", unit_id=unit_id))


@bp.post(f"/stand-ins/{_ROW}/end")
@requires(Permission.STAND_INS)
def end_stand_in(row_id: int) -> BaseResponse:
    form = ChineseForm()
    found: list[int] = []

    def write(session: Session) -> None:
        row = access.stand_in_for(session, viewer(), row_id)
        found.append(row.unit_id)
        actions.end_stand_in(session, row, today=clock.today(), hand=hand())

    if save(form, write) is None:
        flash("代理已结束，已经办理的不变。", "good")
    else:
        flash("这项代理已经结束。", "info")
    return go_to(url_for("accounts.stand_ins_of", unit_id=found[0]))


def _one(people: dict[int, Person], person_id: int, field: str) -> Person:
    if person_id not in people:
        raise InvalidError("请从名单里选择。", field)
    return people[person_id]


def _ledgers(session: Session) -> list[Unit]:
    reach = units_with(viewer(), Permission.STAND_INS)
    return [one for one in queries.units_among(session, reach) if one.keeps_ledger]


def _offer(session: Session, form: StandInForm, unit: Unit) -> None:
    today = clock.today()
    people = queries.people_of_ledger(session, unit, today)
    able = [one for one in people if _works(one, unit, today)]
    choices = [_NOBODY, *(SelectChoice(one.id, _words(one, today)) for one in able)]
    form.person_id.choices = choices
    form.stand_in_id.choices = choices


def _works(one: Person, unit: Unit, today: date) -> bool:
    """Answer whether somebody takes steps in a ledger at all: only they can be absent from them, or stand in."""
    return any(
        it.role in BUSINESS and holds(it, today) and it.unit.path.startswith(unit.path)
        for it in one.appointments
    )


def _words(one: Person, today: date) -> str:
    post = post_of(one, today)
    return f"{one.name}（{post}）" if post else one.name


def _page(unit_id: int, form: StandInForm, status: int = 200) -> Response:
    with reading() as session:
        unit = access.unit_for(session, viewer(), unit_id, Permission.STAND_INS)
        _offer(session, form, unit)
        rows = queries.stand_ins_in(session, unit)
        ledgers = _ledgers(session)
    page = StandInsPage(
        unit_name=unit.name,
        units=tuple(
            (one.name, url_for("accounts.stand_ins_of", unit_id=one.id))
            for one in ledgers
            if one.id != unit.id
        ),
        form=form,
        url=url_for("accounts.set_stand_in", unit_id=unit_id),
        rows=tuple(_row(one, clock.today()) for one in rows),
        alone=len(form.person_id.choices) <= len(("请选择", "the only one")),
    )
    return render(page, status)


def _row(one: StandIn, today: date) -> StandInRow:
    over = one.until_on < today
    return StandInRow(
        absent=one.person.name,
        stand_in=one.stand_in.name,
        from_on=one.from_on,
        until_on=one.until_on,
        basis=one.basis,
        set_by=one.set_by,
        state="已结束" if over else "还没开始" if one.from_on > today else "正在代理",
        end_url=None if over else url_for("accounts.end_stand_in", row_id=one.id),
    )
