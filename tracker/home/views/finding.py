"""查找: from anywhere to a task, a person or a page; what the viewer may not see is not found."""

from flask import Response, request

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, may
from tracker.core import clock
from tracker.home.pages import FindPage
from tracker.home.queries import people_named, tasks_telling
from tracker.home.views.blueprint import bp
from tracker.home.views.places import help_telling, places_named
from tracker.web.database import reading
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render, render_as

_LONGEST = 50


@bp.get("/find")
@requires(Permission.SIGNED_IN)
def find() -> Response:
    who, text = viewer(), request.args.get("q", "").strip()[:_LONGEST]
    reads, manages = may(who, Permission.LEDGER_READ), may(who, Permission.PEOPLE_MANAGE)
    with reading() as session:
        page = FindPage(
            text=text,
            places=tuple(places_named(who, text)),
            tasks=tasks_telling(session, who, text, clock.today()) if text and reads else (),
            people=people_named(session, who, text) if text and (reads or manages) else (),
            manages_people=manages,
            help=tuple(help_telling(text)),
        )
    return render_as(page.fragment, page) if is_fragment_request() else render(page)
