"""What the layouts show around every page: who is signed in, where one can go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app, get_flashed_messages
from flask_wtf.csrf import generate_csrf
from sqlalchemy.exc import SQLAlchemyError


@dataclass(frozen=True, slots=True)
class FrameViewer:
    """The signed-in person, as the layouts show them; ``roles`` are Chinese words.

    Drafts that a browser keeps are kept under the ``id``, so that nobody is given somebody else's.
    """

    id: int
    name: str
    unit_name: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation; ``badge`` is a count, or None."""

    label: str
    icon: str
    url: str
    active: bool
    badge: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything the layouts may use; pages bring the rest."""

    viewer: FrameViewer | None
    nav: tuple[NavItem, ...]
    unread: int
    inbox_url: str
    account_url: str
    sign_out_url: str
    town: str
    demo: bool
    today: str
    provisional_note: str | None
    secrecy_note: str
    find_url: str
    help_url: str | None = None  # of the screen that is shown
    all_help_url: str = "/help"
    alarm: str | None = None  # what whoever looks after the sender must look at now
    alarm_url: str = "/"

    @property
    def csrf(self) -> str:
        """Answer the token that every unsafe form carries."""
        return cast("str", generate_csrf())

    @property
    def flashes(self) -> list[tuple[str, str]]:
        """Answer the messages left by the request before, as (kind, text)."""
        return cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))


_BARE = Frame(
    viewer=None,
    nav=(),
    unread=0,
    inbox_url="/",
    account_url="/",
    sign_out_url="/",
    town="",
    demo=False,
    today="",
    provisional_note=None,
    secrecy_note="",
    find_url="/find",
)


def current_frame() -> Frame:
    """Answer the frame of this request, built by the feature that knows all others.

    An error page must stand even when the database does not answer: it then has a bare frame.
    """
    build = cast("Callable[[], Frame]", current_app.extensions["frame"])
    try:
        return build()
    except SQLAlchemyError:
        return _BARE
