"""One-time links: made by an administrator, used by the person to choose a password."""

from flask import Response, flash, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import access, actions
from tracker.accounts.forms import ChoosePasswordForm, VersionForm
from tracker.accounts.guard import public, requires, viewer
from tracker.accounts.models import Person
from tracker.accounts.pages import ChoosePasswordPage, GivenLink, LinkPage
from tracker.accounts.permissions import Permission
from tracker.accounts.views.blueprint import bp, hand
from tracker.core import clock
from tracker.web.database import reading
from tracker.web.render import render
from tracker.web.saving import save

_GONE = 410


@bp.post("/people/<int:person_id>/link")
@requires(Permission.PEOPLE_MANAGE)
def make_link(person_id: int) -> BaseResponse:
    form = VersionForm()
    given: list[GivenLink] = []

    def write(session: Session) -> None:
        who = access.managed_person(session, viewer(), person_id, clock.today())
        given.append(given_link(session, who, form.version.data))

    person_url = url_for("accounts.person", person_id=person_id)
    if save(form, write) is not None:
        flash("这个人的资料刚被改过，请核对后再试一次。", "warn")
        return redirect(person_url, code=303)
    return render(LinkPage(given[0], url_for("accounts.people"), person_url))


@bp.get("/choose-password/<token>")
@public
def choose_password(token: str) -> Response:
    return _page(token, ChoosePasswordForm(formdata=None))


@bp.post("/choose-password/<token>")
@public
def save_chosen(token: str) -> BaseResponse:
    form = ChoosePasswordForm()
    chosen: list[str] = []

    def write(session: Session) -> None:
        new = form.new_password.data
        chosen.append(actions.choose_password(session, token, new, at=clock.now()).login)

    status = save(form, write)
    if status is not None:
        return _page(token, form, status)
    flash("密码已设置好，请用新密码登录。", "good")
    return redirect(url_for("accounts.sign_in", login=chosen[0]), code=303)


def given_link(session: Session, person: Person, version: int | None = None) -> GivenLink:
    """Make a link for somebody and answer it with its whole address, to be told once."""
    shown = person.version if version is None else version
    token = actions.make_link(session, person, version=shown, hand=hand())
    url = url_for("accounts.choose_password", token=token, _external=True)
    return GivenLink(person.name, person.login, url, actions.LINK_HOURS)


def _page(token: str, form: ChoosePasswordForm, status: int = 200) -> Response:
    with reading() as session:
        person = actions.person_with_link(session, token, at=clock.now())
    page = ChoosePasswordPage(
        form=form if person else None,
        url=url_for("accounts.save_chosen", token=token),
        name=person.name if person else "",
        login=person.login if person else "",
        sign_in_url=url_for("accounts.sign_in"),
    )
    return render(page, status if person else _GONE)
