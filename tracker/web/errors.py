"""From an error to its status and its page, once for all features."""

from dataclasses import dataclass

import structlog
from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from tracker.core.errors import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotFoundError,
    StaleError,
    TooManyAttemptsError,
    TrackerError,
)
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render_as
from tracker.web.resubmit import keep_typed

_PAGES = frozenset({400, 401, 403, 404, 409, 413, 422, 429, 500})
_FALLBACK = 400
_SERVER = 500


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What an error page is given: its status, one sentence, who could do it instead."""

    status: int
    detail: str
    who_can: tuple[str, ...] = ()
    back_url: str | None = None


def register_errors(app: Flask) -> None:
    """Answer every error with an honest status and a page, never with a traceback."""
    app.register_error_handler(TrackerError, _tracker_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _crash)


def error_response(status: int, detail: str = "", who_can: tuple[str, ...] = ()) -> Response:
    """Render the page (or fragment, for htmx) of a status."""
    known = status if status in _PAGES else _FALLBACK if status < _SERVER else _SERVER
    prefix = "_" if is_fragment_request() else ""
    page = ErrorPage(
        status=status,
        detail=detail,
        who_can=who_can,
        back_url=_local_referrer(),
    )
    return render_as(f"errors/{prefix}{known}.html", page, status)


def _tracker_error(error: TrackerError) -> Response:
    match error:
        case NotFoundError():
            return error_response(404)
        case ForbiddenError():
            return error_response(403, error.reason, error.who_can)
        case TooManyAttemptsError():
            return error_response(429, f"请 {error.minutes} 分钟后再试。")
    return _unfit(error)


def _unfit(error: TrackerError) -> Response:
    match error:
        case InvalidError():
            return error_response(422, error.message)
        case ConflictError():
            return error_response(409, error.message)
        case StaleError():
            who = f"刚由{error.changed_by}" if error.changed_by else "刚被别人"
            return error_response(409, f"这一条{who}改过，请返回查看最新内容后再办理。")
    return _crash(error)


def _csrf_error(_error: CSRFError) -> Response:
    detail = "您在别的窗口重新登录过，这次没有写入。填写的内容还在，请再提交一次。"
    return keep_typed(error_response(400, detail))


def _http_error(error: HTTPException) -> Response:
    response = error_response(error.code or _SERVER)
    if error.code == 405 and error.get_headers():  # noqa: PLR2004  Method Not Allowed names what is allowed
        response.headers.extend({k: v for k, v in error.get_headers() if k == "Allow"})
    return response


def _crash(error: Exception) -> Response:
    structlog.get_logger().error("crash", path=request.path, exc_info=error)
    return error_response(_SERVER)


def _local_referrer() -> str | None:
    referrer = request.referrer or ""
    return referrer if referrer.startswith(request.host_url) else None
