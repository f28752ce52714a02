"""From a page value to HTML: whole pages and fragments."""

import hashlib
from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, ClassVar, Protocol

from flask import Flask, Response, make_response, render_template, request, url_for
from jinja2 import StrictUndefined
from werkzeug.local import LocalProxy

from tracker.web.filters import FILTERS
from tracker.web.frame import current_frame

_KEPT = 1_024  # drawings of one macro


class PageValue(Protocol):
    """A frozen dataclass that names its template (fragments begin with an underscore)."""

    template: ClassVar[str]


def render(page: PageValue, status: int = 200) -> Response:
    """Render a page; its template sees one name, ``page`` (the layouts also see ``frame``)."""
    return render_as(page.template, page, status)


def render_as(template: str, page: object, status: int = 200) -> Response:
    """Render a page with a template that it does not name itself."""
    return make_response(render_template(template, page=page), status)


def configure_rendering(app: Flask) -> None:
    """Make templates strict and give them their filters, ``static`` and ``frame``."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.globals["static"] = _static_url
    app.jinja_env.globals["kept"] = kept
    app.context_processor(_frame)


def kept(macro: Callable[..., str]) -> Callable[..., str]:
    """Answer a small macro that draws the same words only once in the life of a process.

    A ledger draws the same dozen of states, lights and pictures two hundred times. Addresses depend on where the
    program is mounted; what cannot be a key, such as a dict that a template writes itself, is drawn each time.
    """

    # By types, too: words that are safe HTML equal the same words that are not.
    @lru_cache(maxsize=_KEPT, typed=True)
    def drawn(_root: str, *told: Hashable, **named: Hashable) -> str:
        return macro(*told, **named)

    def draw(*told: Any, **named: Any) -> str:
        if all(isinstance(one, Hashable) for one in (*told, *named.values())):
            return drawn(request.script_root, *told, **named)
        return macro(*told, **named)

    return draw


def _frame() -> dict[str, Any]:
    """Give templates the frame, built once and only when a layout asks: a fragment needs none."""
    return {"frame": LocalProxy(cache(current_frame))}


def _static_url(name: str) -> str:
    return _versioned(request.script_root, name)


# url_for finds the root by itself; a page asks a hundred times.
@cache
def _versioned(_root: str, name: str) -> str:
    return url_for("static", filename=name, v=_digest(name))


@cache
def _digest(name: str) -> str:
    path = Path(__file__).resolve().parents[1] / "static" / name
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
