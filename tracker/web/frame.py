"""What the layouts show around every page: who is signed in, where one can go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app, get_flashed_messages
from flask_wtf.csrf import generate_csrf


@dataclass(frozen=True, slots=True)
class FrameViewer:
    """The signed-in person, as the layouts show them; ``roles`` are Chinese words."""

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

    @property
    def csrf(self) -> str:
        """Answer the token that every unsafe form carries."""
        return cast("str", generate_csrf())

    @property
    def flashes(self) -> list[tuple[str, str]]:
        """Answer the messages left by the request before, as (kind, text)."""
        return cast("list[tuple[str, str]]", get_flashed_messages(with_categories=True))


def current_frame() -> Frame:
    """Answer the frame of this request, built by the feature that knows all others."""
    build = cast("Callable[[], Frame]", current_app.extensions["frame"])
    return build()
