"""A form whose token has gone stale: its typed text comes back with a fresh token, ready to be sent again.

A token goes stale when somebody signs out and in again in another window; what was typed must not pay for it.
"""

from dataclasses import dataclass
from typing import ClassVar

from flask import Response, request
from flask_wtf.csrf import generate_csrf

from tracker.web.htmx import is_fragment_request
from tracker.web.render import render

FRESH_TOKEN = "X-Fresh-Token"  # noqa: S105  the name of a header
_TOKEN = "csrf_token"  # noqa: S105  the name of a field
_SECRET = "password"  # noqa: S105  part of the name of fields that are never sent back
_MOST_FIELDS = 2000


@dataclass(frozen=True, slots=True)
class ResubmitPage:
    """What was typed, as hidden fields of a form that asks for one more click."""

    template: ClassVar[str] = "errors/resubmit.html"
    signed_out: bool
    action: str
    fields: tuple[tuple[str, str], ...]
    shown: tuple[str, ...]
    files_lost: bool


def keep_typed(refusal: Response, *, signed_out: bool = False) -> Response:
    """Answer a refusal for a stale token or an ended sign-in so that nothing typed is lost.

    To htmx the fresh token travels in a header and the page puts it into its forms; a plain form post from
    our own pages gets its fields back in a form. What comes from elsewhere gets the refusal alone.
    """
    if is_fragment_request():
        refusal.headers[FRESH_TOKEN] = generate_csrf()
        return refusal
    fields = tuple(request.form.items(multi=True))
    names = {name for name, _ in fields}
    if not _is_ours() or len(fields) > _MOST_FIELDS or any(_SECRET in name for name in names):
        return refusal
    return render(_page(fields, signed_out=signed_out), refusal.status_code)


def _page(fields: tuple[tuple[str, str], ...], *, signed_out: bool) -> ResubmitPage:
    kept = tuple((name, value) for name, value in fields if name != _TOKEN)
    return ResubmitPage(
        signed_out=signed_out,
        action=request.full_path.rstrip("?"),
        fields=kept,
        shown=tuple(value for _, value in kept if len(value.strip()) > 20),  # noqa: PLR2004  longer than ids and days
        files_lost=any(one.filename for one in request.files.values()),
    )


def _is_ours() -> bool:
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return request.headers.get("Origin", "").partition("://")[2] == request.host
