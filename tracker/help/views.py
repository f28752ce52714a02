"""帮助: what each screen is for, and all of it on one page; in front of the sign-in only what is needed there."""

from flask import Blueprint, Response, current_app, url_for

from tracker.accounts.guard import public, requires, right_of, viewer_or_none
from tracker.accounts.permissions import Permission, may
from tracker.core.errors import NotFoundError
from tracker.help.pages import HelpIndexPage, HelpPage
from tracker.help.rules import TOPICS, Moment, Topic, topics_at
from tracker.web.render import render, render_as

bp = Blueprint("help", __name__)


@bp.get("/help")
@requires(Permission.SIGNED_IN)
def index() -> Response:
    return render(HelpIndexPage([(one, topics_at(one)) for one in Moment]))


@bp.get("/help/<key>")
@requires(Permission.SIGNED_IN)
def topic(key: str) -> Response:
    if key not in TOPICS:
        raise NotFoundError
    return _tell(TOPICS[key])


@bp.get("/help/sign-in")
@public
def signing_in() -> Response:
    return _tell(TOPICS["sign-in"])


@bp.get("/help/first-run")
@public
def first_run() -> Response:
    return _tell(TOPICS["first-run"])


def _tell(topic: Topic) -> Response:
    who = viewer_or_none()
    bare = who is None or who.must_change_password
    page = HelpPage(topic, None if bare else _door(topic), bare)
    return render_as(f"help/topics/{topic.file}.html", page)


def _door(topic: Topic) -> str | None:
    """Answer the address of the topic's screen; None where it needs a number or a right that the viewer lacks."""
    who, endpoint = viewer_or_none(), topic.endpoints[0]
    right = right_of(current_app.view_functions[endpoint])
    numbered = any(rule.arguments for rule in current_app.url_map.iter_rules(endpoint))
    if who is None or numbered or not isinstance(right, Permission) or not may(who, right):
        return None
    return url_for(endpoint)
