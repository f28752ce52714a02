"""账号日志: what was done to accounts and units within reach, in words."""

from collections.abc import Sequence

from flask import Response, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts import queries
from tracker.accounts.guard import requires, viewer
from tracker.accounts.models import AccountEvent, Person, Unit
from tracker.accounts.pages import LogLine, LogPage
from tracker.accounts.pages.log_words import detail_words, kind_words
from tracker.accounts.permissions import Permission, units_with
from tracker.accounts.views.blueprint import bp
from tracker.core.paging import cut
from tracker.core.text import clean_line
from tracker.web.database import reading
from tracker.web.render import render


@bp.get("/people/log")
@requires(Permission.LOG_READ)
def log() -> Response:
    words = clean_line(request.args.get("q", ""))
    reach = units_with(viewer(), Permission.LOG_READ)
    with reading() as session:
        found = queries.events_about(reach, words)
        page = cut(session, found, request.args.get("page", 1, type=int))
        lines = _lines(session, page.rows)
    return render(
        LogPage(
            lines=lines,
            words=words,
            url=url_for("accounts.log"),
            number=page.number,
            previous_url=_page_url(page.number - 1, words) if page.has_previous else None,
            next_url=_page_url(page.number + 1, words) if page.has_next else None,
        )
    )


def _lines(session: Session, events: Sequence[AccountEvent]) -> tuple[LogLine, ...]:
    """Put events into words; names of people and units are those of today (two statements)."""
    people = select(Person.id, Person.login, Person.name).where(
        Person.id.in_({one.actor_id for one in events} - {None})
        | Person.login.in_({one.subject for one in events})
    )
    known = session.execute(people).all()
    actors = {key: name for key, _, name in known}
    names = {login: name for _, login, name in known}
    units = dict(session.execute(select(Unit.code, Unit.name)).all())
    return tuple(
        LogLine(
            at=one.at,
            who=actors.get(one.actor_id, "—") if one.actor_id else _nobody(one),
            what=kind_words(one.kind),
            subject=_subject(one, names, units),
            detail=detail_words(one.kind, one.detail, units),
        )
        for one in events
    )


def _nobody(event: AccountEvent) -> str:
    """Answer who did what no signed-in person did: somebody at the sign-in, or the server's console."""
    return "登录页" if event.kind in {"sign_in_refused", "locked"} else "服务器命令"


def _subject(event: AccountEvent, names: dict[str, str], units: dict[str, str]) -> str:
    known = units if event.kind.startswith("unit_") else names
    name = known.get(event.subject)
    return f"{name}（{event.subject}）" if name else event.subject


def _page_url(number: int, words: str) -> str:
    return url_for("accounts.log", page=number, q=words or None)
