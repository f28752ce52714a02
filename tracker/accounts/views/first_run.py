"""The first run: the unit, its administrator and its first clerk."""

from dataclasses import dataclass

from flask import Response, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import actions
from tracker.accounts.actions import Hand, Hats, NewAccount
from tracker.accounts.forms import OTHER_PERSON, FirstRunForm
from tracker.accounts.guard import enter, is_set_up, public
from tracker.accounts.models import Unit
from tracker.accounts.pages import FirstRunPage, GivenPassword, ReadyPage
from tracker.accounts.permissions import Role
from tracker.accounts.rules import keeps_ledger_by_default
from tracker.accounts.views.blueprint import bp
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.web.render import render
from tracker.web.saving import save


@dataclass(frozen=True, slots=True)
class _Made:
    """What the first run made: the administrator's sign-in, and a clerk's first password if there is one."""

    token: str
    person_id: int
    given: GivenPassword | None


@bp.get("/first-run")
@public
def first_run() -> BaseResponse:
    if is_set_up():
        return redirect(url_for("home.index"), code=303)
    return _page(FirstRunForm())


@bp.post("/first-run")
@public
def finish_first_run() -> BaseResponse:
    form = FirstRunForm()
    made: list[_Made] = []
    status = save(form, lambda session: made.append(_set_up(session, form)))
    if status is not None:
        return _page(form, status)
    enter(made[0].token, made[0].person_id)
    ready = ReadyPage(
        unit_name=form.unit_name.data,
        given=made[0].given,
        upload_url=url_for("reports.upload"),
        people_url=url_for("accounts.people"),
        units_url=url_for("accounts.units"),
    )
    return render(ready)


def _set_up(session: Session, form: FirstRunForm) -> _Made:
    """Write everything that the first run needs, or nothing."""
    at, other = clock.now(), form.clerk.data == OTHER_PERSON
    actions.set_up(session, at=at)
    admin = actions.create_account(
        session,
        NewAccount(form.login.data, form.name.data, form.password.data, must_change_password=False),
        at=at,
    )
    unit = actions.create_unit(
        session,
        form.code.data,
        form.unit_name.data,
        keeps_ledger=keeps_ledger_by_default(None),
        hand=Hand(admin.id, at),
    )
    roles = (Role.ADMIN,) if other else (Role.CLERK, Role.ADMIN)
    today = clock.day_of(at)
    actions.appoint(session, admin, unit, roles, from_on=today, post=form.post.data)
    given = _first_clerk(session, form, unit, Hand(admin.id, at)) if other else None
    return _Made(actions.open_sign_in(session, admin, at=at), admin.id, given)


def _first_clerk(session: Session, form: FirstRunForm, unit: Unit, hand: Hand) -> GivenPassword:
    login, name = form.clerk_login.data, form.clerk_name.data
    password = actions.first_password(login)
    try:
        new = NewAccount(login, name, password)
        hats = Hats(unit, (Role.CLERK,), post="", from_on=clock.day_of(hand.at))
        actions.take_on(session, new, hats, hand=hand)
    except InvalidError as error:
        raise InvalidError(error.message, f"clerk_{error.field}") from error
    return GivenPassword(name, login, password)


def _page(form: FirstRunForm, status: int = 200) -> Response:
    return render(FirstRunPage(form, url_for("accounts.finish_first_run")), status)
