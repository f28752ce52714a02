"""What help there is: for the screen of this request, and for a word."""

import re
from collections.abc import Iterator
from functools import cache

from flask import current_app, request
from jinja2 import Environment
from werkzeug.exceptions import HTTPException
from werkzeug.routing import MapAdapter

from tracker.help.rules import BY_ENDPOINT, TOPICS, Topic

_MARKUP = re.compile(r"\{[#%{].*?[#%}]\}|<[^>]*>|\s+", re.DOTALL)
_MOST = 6


def topic_here() -> Topic | None:
    """Answer the help of the screen that this request shows; None where there is none.

    A form that is shown again stands at the address to which it was sent: that of its screen, or one below.
    """
    found = BY_ENDPOINT.get(request.endpoint or "")
    if found or request.method != "POST":
        return found
    adapter = current_app.create_url_adapter(request)
    assert adapter is not None
    known = (BY_ENDPOINT.get(_page_at(adapter, path)) for path in _upwards(request.path))
    return next((one for one in known if one), None)


def topics_telling(text: str) -> list[Topic]:
    """Answer a few topics that speak of a text, those first that have it in their title."""
    if not text:
        return []
    environment = current_app.jinja_env
    telling = [one for one in TOPICS.values() if text in one.title + _words(environment, one.file)]
    return sorted(telling, key=lambda one: text not in one.title)[:_MOST]


@cache
def _words(environment: Environment, file: str) -> str:
    """Answer what a topic says, read once in the life of a process."""
    assert environment.loader is not None
    source, _, _ = environment.loader.get_source(environment, f"help/topics/{file}.html")
    return _MARKUP.sub("", source)


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def _page_at(adapter: MapAdapter, path: str) -> str:
    try:
        endpoint, _ = adapter.match(path, method="GET")
    except HTTPException:
        return ""
    return str(endpoint)
