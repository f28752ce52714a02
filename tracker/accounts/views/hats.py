"""Appointing somebody, and ending an appointment."""

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import access, actions, queries
from tracker.accounts.forms import AppointForm, EndForm
from tracker.accounts.guard import requires, viewer
from tracker.accounts.pages import AppointPage
from tracker.accounts.permissions import Permission, Role
from tracker.accounts.views.blueprint import SOMEBODY, bp, hand
from tracker.accounts.views.people import unit_choices
from tracker.accounts.views.person import person_page
from tracker.core import clock
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import CONFLICT, save


@bp.get("/people/<int:person_id>/appoint")
@requires(Permission.PEOPLE_MANAGE)
def appoint(person_id: int) -> Response:
    with reading() as session:
        who = access.other_person(session, viewer(), person_id)
    form = AppointForm(version=who.version, from_on=clock.today())
    return _appoint_page(person_id, form)


@bp.post("/people/<int:person_id>/appoint")
@requires(Permission.PEOPLE_MANAGE)
def give_hats(person_id: int) -> BaseResponse:
    form = AppointForm()
    with reading() as session:
        form.unit_id.choices = unit_choices(session)

    def write(session: Session) -> None:
        unit = access.unit_for(session, viewer(), form.unit_id.data, Permission.PEOPLE_MANAGE)
        hats = actions.Hats(
            unit, tuple(map(Role, form.roles.data)), form.post.data, form.from_on.data
        )
        who = access.other_person(session, viewer(), person_id)
        actions.give_hats(session, who, hats, version=form.version.data, hand=hand())

    status = save(form, write)
    if status is not None:
        return _appoint_page(person_id, form, status)
    flash("已增加任职。", "good")
    return go_to(url_for("accounts.person", person_id=person_id))


@bp.post("/people/<int:person_id>/appointments/<int:appointment_id>/end")
@requires(Permission.PEOPLE_MANAGE)
def end_appointment(person_id: int, appointment_id: int) -> BaseResponse:
    form = EndForm()

    def write(session: Session) -> None:
        found = access.appointment_for(session, viewer(), person_id, appointment_id)
        until, version = form.until_on.data, form.version.data
        actions.end_appointment(session, found, until=until, version=version, hand=hand())

    status = save(form, write)
    if status is not None:
        return person_page(person_id, status, refused=form)
    flash("任职已结束，以前的记录不变。", "good")
    return go_to(url_for("accounts.person", person_id=person_id))


def _appoint_page(person_id: int, form: AppointForm, status: int = 200) -> Response:
    with reading() as session:
        who = access.other_person(session, viewer(), person_id)
        form.unit_id.choices = unit_choices(session)
        faster = queries.last_hand(session, who.login) if status == CONFLICT else None
    form.show_again(who.version)
    return render(
        AppointPage(
            form=form,
            name=who.name,
            now=tuple(f"{one.unit.name} {one.role.label}" for one in who.appointments),
            conflict=(faster or SOMEBODY) if status == CONFLICT else None,
            url=url_for("accounts.give_hats", person_id=person_id),
            person_url=url_for("accounts.person", person_id=person_id),
            people_url=url_for("accounts.people"),
        ),
        status,
    )
