"""Our sections into their half-written report: shown first, then put in; their own file is never changed."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from flask import Response, request

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError
from tracker.documents.rules.failures import FileReadingError
from tracker.web.addresses import asked_id
from tracker.web.database import file_store, reading
from tracker.web.downloads import WORD, download
from tracker.web.render import render
from tracker.yearend.access import paper_for
from tracker.yearend.forms import last_day
from tracker.yearend.models import YearPaper
from tracker.yearend.pages.inserting import InsertPage, SectionToInsert
from tracker.yearend.queries import desk_of
from tracker.yearend.reader.apart import add_to_draft, look_at_draft
from tracker.yearend.rules.inserting import (
    BodyPiece,
    NewParagraph,
    Spot,
    Way,
    insertion_at,
    proposed,
    spots_of,
)
from tracker.yearend.rules.set_out import set_out
from tracker.yearend.rules.year import YearReport
from tracker.yearend.views.blueprint import bp
from tracker.yearend.views.papers import PAPER

_ONLY_WORD = "只有.docx能原样放入。请用WPS或Word打开，另存为.docx后再带来。"


@bp.get(f"/{PAPER}/insert")
@requires(Permission.YEAREND_DRAFT)
def insert_paper(paper_id: int) -> Response:
    paper, report = _opened(paper_id)
    address = {"unit": paper.unit.code, "year": paper.year}
    try:
        spots = spots_of(_pieces(paper))
    except ConflictError as refusal:
        return render(InsertPage(paper, (), (), address, refusal.message))
    return render(InsertPage(paper, _sections(report, spots), spots, address))


@bp.post(f"/{PAPER}/insert")
@requires(Permission.YEAREND_DRAFT)
def put_into_paper(paper_id: int) -> Response:
    paper, report = _opened(paper_id)
    pieces = _pieces(paper)
    spots = spots_of(pieces)
    chosen = [_chosen(one, spots, request.form) for one in _sections(report, spots)]
    insertions = [
        insertion_at(pieces, one.spot, one.way, one.paragraphs)
        for one in chosen
        if one.spot is not None and one.way is not Way.LEAVE
    ]
    if not insertions:
        raise ConflictError("没有选择要放入的章节，文稿没有变化。")
    try:
        content = add_to_draft(file_store().read(paper.file_hash), insertions)
    except FileReadingError as fault:
        raise ConflictError(fault.sentence) from fault
    name = PurePath(paper.file_name)
    return download(content, f"{name.stem}（已放入台账内容）{name.suffix}", WORD)


def _opened(paper_id: int) -> tuple[YearPaper, YearReport]:
    with reading() as session:
        paper = paper_for(session, viewer(), paper_id)
        day = last_day(paper.year, clock.today())
        return paper, desk_of(session, paper.unit, paper.year, day).report


def _pieces(paper: YearPaper) -> tuple[BodyPiece, ...]:
    if PurePath(paper.file_name).suffix.lower() != ".docx":
        raise ConflictError(_ONLY_WORD)
    try:
        return look_at_draft(file_store().read(paper.file_hash))
    except FileReadingError as fault:
        raise ConflictError(fault.sentence) from fault


def _sections(report: YearReport, spots: Sequence[Spot]) -> tuple[SectionToInsert, ...]:
    numbers = {one.id: one.number for one in report.facts.tasks}
    return tuple(
        SectionToInsert(
            one.key,
            one.heading,
            tuple(
                NewParagraph(told.words, bool(told.heading), told.label)
                for told in set_out(one, numbers)
            ),
            *proposed(spots, one.key),
        )
        for one in report.draft.sections
    )


def _chosen(
    one: SectionToInsert, spots: Sequence[Spot], told: Mapping[str, str]
) -> SectionToInsert:
    """Answer a section with what a person chose about it; what nobody chose stays out."""
    place = told.get(f"spot:{one.key}", "")
    wanted = 0 if place == "0" else asked_id(place)
    spot = next((each for each in spots if each.heading.place == wanted), None)
    ways = {each.value: each for each in Way}
    way = ways.get(told.get(f"way:{one.key}", ""), Way.LEAVE)
    return SectionToInsert(one.key, one.heading, one.paragraphs, spot, way)
