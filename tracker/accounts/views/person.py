"""One person: facts, hats, the account."""

from collections.abc import Callable
from functools import partial

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import access, actions, queries
from tracker.accounts.actions import PersonFacts
from tracker.accounts.forms import EndForm, PersonForm, VersionForm
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import Appointment, Person
from tracker.accounts.pages import (
    FirstPasswordPage,
    GivenPassword,
    Hat,
    PersonPage,
)
from tracker.accounts.permissions import (
    Permission,
    refusal_to_manage,
    units_with,
)
from tracker.accounts.queries.hats import holds
from tracker.accounts.views.blueprint import SOMEBODY, bp, hand
from tracker.core import clock
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import CONFLICT, save


@bp.get("/people/<int:person_id>")
@requires(Permission.PEOPLE_MANAGE)
def person(person_id: int) -> Response:
    return person_page(person_id)


@bp.post("/people/<int:person_id>")
@requires(Permission.PEOPLE_MANAGE)
def save_person(person_id: int) -> BaseResponse:
    form = PersonForm()

    def write(session: Session) -> None:
        who = access.managed_person(session, viewer(), person_id, clock.today())
        facts = PersonFacts(form.name.data, form.email.data, form.phone.data)
        actions.set_person(session, who, facts, version=form.version.data, hand=hand())

    status = save(form, write)
    if status is not None:
        return person_page(person_id, status, form=form)
    flash("已保存。", "good")
    return go_to(url_for("accounts.person", person_id=person_id))


@bp.post("/people/<int:person_id>/disable")
@requires(Permission.PEOPLE_MANAGE)
def disable_person(person_id: int) -> BaseResponse:
    return _switch(person_id, actions.disable, "账号已停用，所有登录都已退出。")


@bp.post("/people/<int:person_id>/enable")
@requires(Permission.PEOPLE_MANAGE)
def enable_person(person_id: int) -> BaseResponse:
    return _switch(person_id, actions.enable, "账号已恢复使用。")


@bp.post("/people/<int:person_id>/password")
@requires(Permission.PEOPLE_MANAGE)
def reset_password(person_id: int) -> BaseResponse:
    form = VersionForm()
    given: list[GivenPassword] = []

    def write(session: Session) -> None:
        who = access.managed_person(session, viewer(), person_id, clock.today())
        password = actions.reset_password(session, who, version=form.version.data, hand=hand())
        given.append(GivenPassword(who.name, who.login, password))

    status = save(form, write)
    if status is not None:
        return person_page(person_id, status, refused=form)
    person_url = url_for("accounts.person", person_id=person_id)
    return render(FirstPasswordPage(given[0], url_for("accounts.people"), person_url))


def _switch(person_id: int, verb: Callable[..., None], words: str) -> BaseResponse:
    form = VersionForm()

    def write(session: Session) -> None:
        who = access.managed_person(session, viewer(), person_id, clock.today())
        verb(session, who, version=form.version.data, hand=hand())

    status = save(form, write)
    if status is not None:
        return person_page(person_id, status, refused=form)
    flash(words, "good")
    return go_to(url_for("accounts.person", person_id=person_id))


def person_page(
    person_id: int,
    status: int = 200,
    *,
    form: PersonForm | None = None,
    refused: VersionForm | None = None,
) -> Response:
    """Show a person; ``form`` or ``refused`` is what could not be saved, with its complaints."""
    with reading() as session:
        who = access.person_for(session, viewer(), person_id)
        faster = queries.last_hand(session, who.login) if status == CONFLICT else None
    if form is None:
        form = PersonForm(formdata=None, obj=who)
    form.show_again(who.version)
    url = partial(url_for, person_id=person_id)
    return render(
        PersonPage(
            form=form,
            deed=VersionForm(formdata=None, version=who.version),
            end=EndForm(formdata=None, version=who.version, until_on=clock.today()),
            name=who.name,
            login=who.login,
            now=tuple(one for one in (who.name, who.email, who.phone) if one),
            disabled=who.disabled_at is not None,
            hats=tuple(_hat(one) for one in who.appointments),
            refusal=refusal_to_manage(viewer(), access.facts_to_manage(who, clock.today())),
            complaints=refused.complaints() if refused else (),
            conflict=(faster or SOMEBODY) if status == CONFLICT else None,
            url=url("accounts.save_person"),
            people_url=url_for("accounts.people"),
            appoint_url=url("accounts.appoint") if person_id != viewer().person_id else None,
            move_url=_move_url(who),
            link_url=url("accounts.make_link"),
            tasks_url=url("tasks.tasks_of_person"),
            disable_url=url("accounts.disable_person"),
            enable_url=url("accounts.enable_person"),
            reset_url=url("accounts.reset_password"),
        ),
        status,
    )


def _move_url(who: Person) -> str | None:
    """Answer where somebody else who serves within reach is moved from one unit to another."""
    reach, today = units_with(viewer(), Permission.PEOPLE_MANAGE), clock.today()
    serves = any(one.unit_id in reach and holds(one, today) for one in who.appointments)
    if who.id == viewer().person_id or not serves:
        return None
    return url_for("accounts.move", person_id=who.id)


def _hat(one: Appointment) -> Hat:
    who, today = viewer(), clock.today()
    ends = (
        one.person_id != who.person_id
        and one.unit_id in units_with(who, Permission.PEOPLE_MANAGE)
        and (one.until_on is None or one.until_on > today)
    )
    end_url = url_for("accounts.end_appointment", person_id=one.person_id, appointment_id=one.id)
    return Hat(
        unit_name=one.unit.name,
        role=one.role.label,
        post=one.post or "",
        from_on=one.from_on,
        until_on=one.until_on,
        end_url=end_url if ends else None,
    )
