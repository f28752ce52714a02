"""Telling htmx requests from whole pages."""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse


def is_fragment_request() -> bool:
    """Answer whether htmx asks for a part of a page (history restores want the whole one)."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def go_to(url: str) -> BaseResponse:
    """Send the browser to a page after a write, with or without htmx."""
    if is_fragment_request():
        return Response(status=204, headers={"HX-Redirect": url})
    return redirect(url, code=303)
