"""Signing in and out, and changing one's own password."""

from flask import Response, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts import access, actions
from tracker.accounts.forms import PasswordForm, SignInForm
from tracker.accounts.guard import (
    current_token,
    enter,
    is_set_up,
    leave,
    public,
    requires,
    viewer,
    viewer_or_none,
)
from tracker.accounts.pages import PasswordPage, SignInPage
from tracker.accounts.permissions import Permission
from tracker.accounts.queries import person_with_login
from tracker.accounts.rules import ATTEMPTS, local_path
from tracker.accounts.views.blueprint import bp
from tracker.core import clock
from tracker.core.errors import InvalidError, TooManyAttemptsError
from tracker.web.database import transaction
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.web.saving import save

_WRONG = "登录名或密码不对，请再试一次。"


@bp.get("/sign-in")
@public
def sign_in() -> BaseResponse:
    if viewer_or_none() is not None:
        return redirect(url_for("home.index"), code=303)
    if not is_set_up():
        return redirect(url_for("accounts.first_run"), code=303)
    told = {name: request.args.get(name, "") for name in ("next", "login")}
    return _sign_in_page(SignInForm(data=told))


@bp.post("/sign-in")
@public
def open_sign_in() -> BaseResponse:
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form, status=422)
    try:
        entered = _enter(form.login.data, form.password.data)
    except TooManyAttemptsError as error:
        return _sign_in_page(form, _locked(error, "登录成功"), status=429)
    if not entered:
        return _sign_in_page(form, _WRONG, status=422)
    return redirect(local_path(form.next.data or "") or url_for("home.index"), code=303)


@bp.post("/sign-out")
@requires(Permission.SIGNED_IN)
def sign_out() -> BaseResponse:
    with transaction() as session:
        actions.sign_out(session, current_token(), at=clock.now())
    leave()
    return go_to(url_for("accounts.sign_in"))


@bp.get("/password")
@requires(Permission.SIGNED_IN)
def password() -> Response:
    return _password_page(PasswordForm())


@bp.post("/password")
@requires(Permission.SIGNED_IN)
def change_password() -> BaseResponse:
    form = PasswordForm()
    tokens: list[str | None] = []

    def write(session: Session) -> None:
        person = access.own_person(session, viewer())
        old, new = form.old_password.data, form.new_password.data
        tokens.append(actions.change_password(session, person, old, new, at=clock.now()))

    try:
        status = save(form, write)
    except TooManyAttemptsError as error:
        form.refuse(InvalidError(_locked(error, "输对原密码"), "old_password"))
        return _password_page(form, 429)
    if status is not None:
        return _password_page(form, status)
    if tokens[0] is None:
        form.refuse(InvalidError("原密码不对。", "old_password"))
        return _password_page(form, 422)
    enter(tokens[0], viewer().person_id)
    flash("密码已修改，其他地方的登录都已退出。", "good")
    return go_to(url_for("home.index"))


def _locked(error: TooManyAttemptsError, what: str) -> str:
    return f"连续 {ATTEMPTS} 次没有{what}，请 {error.minutes} 分钟后再试。"


def _enter(login: str, password: str) -> bool:
    with transaction() as session:
        token = actions.sign_in(session, login, password, at=clock.now())
        person = person_with_login(session, login)
    if token is None or person is None:
        return False
    enter(token, person.id)
    return True


def _sign_in_page(form: SignInForm, refusal: str | None = None, status: int = 200) -> Response:
    return render(SignInPage(form, url_for("accounts.open_sign_in"), refusal), status)


def _password_page(form: PasswordForm, status: int = 200) -> Response:
    who = viewer()
    url = url_for("accounts.change_password")
    return render(PasswordPage(form, url, who.must_change_password, who.login), status)
