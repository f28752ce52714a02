"""Moving somebody to another unit from a day on (调动)."""

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse
from wtforms.fields.choices import SelectChoice

from tracker.accounts import access, actions, queries
from tracker.accounts.forms import MoveForm
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Person
from tracker.accounts.pages import MovePage
from tracker.accounts.permissions import Permission, Role, units_with
from tracker.accounts.views.blueprint import SOMEBODY, bp, hand
from tracker.accounts.views.people import unit_choices
from tracker.core import clock
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import CONFLICT, save


@bp.get("/people/<int:person_id>/move")
@requires(Permission.PEOPLE_MANAGE)
def move(person_id: int) -> Response:
    return _page(person_id, MoveForm(formdata=None, from_on=clock.today()))


@bp.post("/people/<int:person_id>/move")
@requires(Permission.PEOPLE_MANAGE)
def move_person(person_id: int) -> BaseResponse:
    form = MoveForm()
    with reading() as session:
        _offer(session, form, access.other_person(session, viewer(), person_id))

    def write(session: Session) -> None:
        manage = Permission.PEOPLE_MANAGE
        leaving = access.unit_for(session, viewer(), form.leaving_id.data, manage)
        unit = access.unit_for(session, viewer(), form.unit_id.data, manage)
        roles = tuple(map(Role, form.roles.data))
        hats = actions.Hats(unit, roles, form.post.data, form.from_on.data)
        who = access.other_person(session, viewer(), person_id)
        actions.move_person(session, who, leaving, hats, version=form.version.data, hand=hand())

    status = save(form, write)
    if status is not None:
        return _page(person_id, form, status)
    flash("已调动。原单位没有办结的任务不会自动跟着走，请核对要不要移交。", "good")
    return go_to(url_for("accounts.person", person_id=person_id))


def _page(person_id: int, form: MoveForm, status: int = 200) -> Response:
    with reading() as session:
        who = access.other_person(session, viewer(), person_id)
        _offer(session, form, who)
        faster = queries.last_hand(session, who.login) if status == CONFLICT else None
    form.show_again(who.version)
    return render(
        MovePage(
            form=form,
            name=who.name,
            now=tuple(f"{one.unit.name} {one.role.label}" for one in who.appointments),
            conflict=(faster or SOMEBODY) if status == CONFLICT else None,
            url=url_for("accounts.move_person", person_id=person_id),
            person_url=url_for("accounts.person", person_id=person_id),
            people_url=url_for("accounts.people"),
            tasks_url=url_for("tasks.tasks_of_person", person_id=person_id),
        ),
        status,
    )


def _offer(session: Session, form: MoveForm, who: Person) -> None:
    reach, today = units_with(viewer(), Permission.PEOPLE_MANAGE), clock.today()
    held = {
        one.unit_id: one.unit.name
        for one in who.appointments
        if one.unit_id in reach and (one.until_on is None or one.until_on >= today)
    }
    form.leaving_id.choices = [SelectChoice(key, name) for key, name in held.items()]
    form.unit_id.choices = unit_choices(session)
