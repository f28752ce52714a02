"""Putting a digest on paper: the text and the HTML of a mail, from templates."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from jinja2 import Environment

from tracker.reminders.rules.digest import Digest, Line

# Nobody reads further in a mail, and servers refuse what is too long; the gravest stand first.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class MailLine:
    """One sentence about one task, with the address of its page."""

    name: str
    text: str
    copy_text: str
    url: str


@dataclass(frozen=True, slots=True)
class MailGroup:
    """The lines under one heading."""

    heading: str
    lines: tuple[MailLine, ...]


@dataclass(frozen=True, slots=True)
class MailPage:
    """What the templates of a mail are given; ``more`` counts what only the inbox tells."""

    subject: str
    name: str
    groups: tuple[MailGroup, ...]
    more: int
    inbox_url: str


class Bodies(NamedTuple):
    """The two bodies of a mail."""

    text: str
    html: str


def render_mail(
    templates: Environment,
    digest: Digest,
    *,
    name: str,
    task_url: Callable[[int], str],
    inbox_url: str,
) -> Bodies:
    """Answer the text and the HTML of a mail to a person."""
    page = MailPage(
        subject=digest.subject,
        name=name,
        groups=tuple(
            MailGroup(heading, tuple(_line(one, task_url) for one in lines))
            for heading, lines in groupby(digest.lines[:MOST_LINES], key=lambda line: line.heading)
        ),
        more=max(0, len(digest.lines) - MOST_LINES),
        inbox_url=inbox_url,
    )
    return Bodies(
        text=templates.get_template("email/digest.txt").render(page=page),
        html=templates.get_template("email/digest.html").render(page=page),
    )


def _line(line: Line, task_url: Callable[[int], str]) -> MailLine:
    return MailLine(line.name, line.text, line.copy_text, task_url(line.task_id))
