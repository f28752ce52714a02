"""The gate: every request is refused unless its route declares a right that the viewer holds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, current_app, redirect, request, url_for
from flask import session as cookie
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import update
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.actions import token_hash
from tracker.accounts.models import SignIn
from tracker.accounts.permissions import POLICY, Permission, Role, Viewer, may
from tracker.accounts.queries import installation, signed_in, viewer_of
from tracker.core import clock
from tracker.core.errors import ForbiddenError, NotFoundError
from tracker.web.database import reading, settings, transaction
from tracker.web.downloads import TAKING
from tracker.web.errors import error_response
from tracker.web.htmx import is_fragment_request
from tracker.web.resubmit import keep_typed

_LONGEST = timedelta(hours=12)
_NOTED_EVERY = timedelta(minutes=1)
_RIGHT = "_tracker_right"
_PUBLIC = "public"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# A person with a first password can only change it or leave.
_BEFORE_PASSWORD = frozenset({"accounts.password", "accounts.change_password", "accounts.sign_out"})

Params = ParamSpec("Params")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """What Flask-Login keeps for a request: the sign-in's token and the viewer."""

    token: str
    viewer: Viewer

    def get_id(self) -> str:
        """Answer what goes into the cookie: a random token, worthless once ended on the server."""
        return self.token


def requires(
    permission: Permission,
) -> Callable[[Callable[Params, Answer]], Callable[Params, Answer]]:
    """Declare the right that a route asks for."""

    def mark(view: Callable[Params, Answer]) -> Callable[Params, Answer]:
        setattr(view, _RIGHT, permission)
        return view

    return mark


def public(view: Callable[Params, Answer]) -> Callable[Params, Answer]:
    """Declare that a route is open to everybody."""
    setattr(view, _RIGHT, _PUBLIC)
    return view


def right_of(view: Callable[..., Any]) -> Permission | str | None:
    """Answer what a view declares: a right, ``public``, or None (which refuses everybody)."""
    return cast("Permission | str | None", getattr(view, _RIGHT, None))


def viewer() -> Viewer:
    """Answer the signed-in viewer of this request.

    Raises:
        NotFoundError: nobody is signed in (only possible on a public route).
    """
    found = viewer_or_none()
    if found is None:
        raise NotFoundError
    return found


def viewer_or_none() -> Viewer | None:
    """Answer the signed-in viewer, or None."""
    return current_user.viewer if current_user.is_authenticated else None


def enter(token: str, person_id: int) -> None:
    """Give the browser a fresh cookie for a sign-in that was just opened."""
    with reading() as session:
        found = viewer_of(session, person_id, clock.today())
    if found is None:
        raise ForbiddenError("这个账号还没有安排单位和角色，请联系系统管理员。")
    cookie.clear()
    login_user(SignedIn(token, found))


def current_token() -> str:
    """Answer the token of this request's sign-in."""
    return cast("str", current_user.token)


def leave() -> None:
    """Take the cookie away."""
    logout_user()
    cookie.clear()


def is_set_up() -> bool:
    """Answer whether the first run has been made."""
    with reading() as session:
        return installation(session) is not None


def install_guard(app: Flask) -> None:
    """Put the gate in front of every route."""
    manager = LoginManager(app)
    manager.session_protection = None  # the token is random and checked on the server
    manager.user_loader(_load)
    app.before_request(_gate)


def _load(token: str) -> SignedIn | None:
    at = clock.now()
    # A page goes on reading where the gate began. Who sends something may first be long at reading it.
    with reading(goes_on=request.method in _SAFE) as session:
        found = signed_in(session, token_hash(token), clock.day_of(at))
    if found is None or found.ended_at is not None or at - found.started_at > _LONGEST:
        return None
    if at - found.seen_at > timedelta(minutes=found.viewer.idle_minutes):
        return None
    if at - found.seen_at > _NOTED_EVERY:
        _note_seen(found.id, at)
    return SignedIn(token, found.viewer)


def _note_seen(sign_in_id: int, at: datetime) -> None:
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=at))


def _gate() -> BaseResponse | None:
    if request.endpoint is None:
        return None  # no such page; the 404 follows
    if request.method not in _SAFE and _is_foreign():
        raise ForbiddenError("这个请求来自别的网站，已拒绝。")
    right = _PUBLIC if request.endpoint == "static" else right_of(_view(request.endpoint))
    if right == _PUBLIC:
        return None
    return _gate_for(right)


def _is_foreign() -> bool:
    """Answer whether another site sent this request; browsers too old for the one header send the other.

    Behind a proxy that does not hand on the name which the browser used, only the configured address tells it.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("Origin")
    return origin is not None and _site(origin) not in {request.host, _site(settings().base_url)}


def _site(origin: str) -> str:
    return origin.partition("://")[2].partition("/")[0]


def _gate_for(right: Permission | str | None) -> BaseResponse | None:
    found = viewer_or_none()
    if found is None:
        return _ask_to_sign_in()
    if found.must_change_password and request.endpoint not in _BEFORE_PASSWORD:
        return redirect(url_for("accounts.password"), code=303)
    if not isinstance(right, Permission) or not may(found, right):
        who = POLICY.get(right, frozenset()) if isinstance(right, Permission) else frozenset()
        raise ForbiddenError("您的账号没有这项权限。", [role.label for role in Role if role in who])
    return None


def _ask_to_sign_in() -> BaseResponse:
    if is_fragment_request():
        return error_response(401)
    if request.method not in _SAFE:
        return keep_typed(error_response(401), signed_out=True)
    if not is_set_up():
        return redirect(url_for("accounts.first_run"), code=303)
    return redirect(url_for("accounts.sign_in", next=_wanted()), code=303)


def _wanted() -> str:
    """Answer where to go once signed in; whoever asked for a file goes back to the page that offers it."""
    page = urlsplit(request.referrer or "")
    if TAKING in request.cookies and page.netloc == request.host:
        return urlunsplit(("", "", page.path, page.query, ""))
    return request.full_path.rstrip("?")


def _view(endpoint: str) -> Callable[..., Any]:
    return current_app.view_functions[endpoint]
