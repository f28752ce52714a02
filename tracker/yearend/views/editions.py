"""The doors to the other papers that the same sentences make: on screen and as Word."""

from datetime import date

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.web.database import reading
from tracker.web.downloads import WORD, download
from tracker.web.render import render
from tracker.yearend.forms import last_day
from tracker.yearend.pages.deciding import EditionPart, EditionsPage
from tracker.yearend.pages.words import passage_view
from tracker.yearend.queries import Desk, desk_of
from tracker.yearend.queries.papers import known_to
from tracker.yearend.render.word import draft_as_word
from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.editions.making import edition_of, half_of
from tracker.yearend.rules.editions.offering import Edition, Kind, editions_of
from tracker.yearend.rules.editions.softening import Names
from tracker.yearend.rules.numbers import han
from tracker.yearend.rules.year import report_on
from tracker.yearend.views.asking import address_at, desk_asked
from tracker.yearend.views.blueprint import bp


@bp.get("/editions")
@requires(Permission.YEAREND_DRAFT)
def editions() -> Response:
    with reading() as session:
        desk = desk_asked(session)
        offered = list(editions_of(desk.report.facts))
        chosen = _chosen(offered)
        draft = _made(session, desk, chosen) if chosen else None
        return render(_page(desk, offered, chosen, draft))


@bp.get("/editions/export")
@requires(Permission.YEAREND_DRAFT)
def export_edition() -> Response:
    with reading() as session:
        desk = desk_asked(session)
        chosen = _chosen(list(editions_of(desk.report.facts)))
        if chosen is None:
            raise NotFoundError
        draft = _made(session, desk, chosen)
    content = draft_as_word(draft, desk.report.facts, signed_on=clock.today())
    return download(content, f"{draft.title}.docx", WORD)


def _chosen(offered: list[Edition]) -> Edition | None:
    """Answer the paper that the address names; None without any."""
    slug = request.args.get("edition")
    if slug is None:
        return None
    found = next((one for one in offered if one.slug == slug), None)
    if found is None:
        raise NotFoundError
    return found


def _made(session: Session, desk: Desk, edition: Edition) -> Draft:
    known = known_to(session, desk.unit, desk.year)
    names = Names(known.people, known.units)
    if edition.kind is not Kind.HALF_YEAR:
        return edition_of(desk.report, edition, names)
    half = min(last_day(desk.year, clock.today()), date(desk.year, 6, 30))
    then = desk_of(session, desk.unit, desk.year, half, desk.length)
    return edition_of(report_on(half_of(then.report.facts), desk.length), edition, names)


def _page(
    desk: Desk, offered: list[Edition], chosen: Edition | None, draft: Draft | None
) -> EditionsPage:
    address = address_at(desk)
    numbers = {one.id: one.number for one in desk.report.facts.tasks}
    groups = tuple(
        (
            kind.label,
            tuple(
                (one.label, url_for("yearend.editions", edition=one.slug, **address), one == chosen)
                for one in offered
                if one.kind is kind
            ),
        )
        for kind in Kind
    )
    return EditionsPage(
        unit=desk.unit,
        year=desk.year,
        address=address,
        groups=tuple(one for one in groups if one[1]),
        chosen=chosen.slug if chosen else "",
        title=draft.title if draft else "",
        opening=passage_view(draft.opening, "", numbers) if draft else None,
        parts=tuple(_parts(draft, numbers)) if draft else (),
        left_out=tuple(f"{one.number} {one.title}：{one.reason}" for one in draft.not_used)
        if draft
        else (),
        length=draft.length if draft else 0,
    )


def _parts(draft: Draft, numbers: dict[int, str]) -> list[EditionPart]:
    found = []
    for number, section in enumerate(draft.sections, start=1):
        items = 0
        views = []
        for passage in section.passages:
            items += bool(passage.lead)
            mark = f"（{han(items)}）" if passage.lead else ""
            views.append(passage_view(passage, mark, numbers))
        found.append(EditionPart(f"{han(number)}、{section.heading}", tuple(views)))
    return found
