"""A rewritten file read back: what differs from the ledger is settled one by one; only wording flows back."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from flask import Response, flash, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.documents.rules.plain import PlainDocument
from tracker.web.addresses import asked_id
from tracker.web.database import reading, transaction
from tracker.web.downloads import WORD, download
from tracker.web.htmx import go_to
from tracker.web.render import render
from tracker.yearend.access import paper_for
from tracker.yearend.actions.papers import Settlement, settle
from tracker.yearend.forms import last_day
from tracker.yearend.forms.papers import told_choices
from tracker.yearend.models import YearPaper
from tracker.yearend.pages.papers import BackPage, Item, line_at
from tracker.yearend.queries import Desk, desk_of
from tracker.yearend.queries.papers import problems_of_report
from tracker.yearend.render.changes import changes_as_word
from tracker.yearend.rules.reading_back import Choice, Kind, ReadBack, read_back
from tracker.yearend.rules.standing import results_of
from tracker.yearend.views.blueprint import bp
from tracker.yearend.views.checking import opened
from tracker.yearend.views.papers import PAPER

_UNFIT = 422


@dataclass(frozen=True, slots=True)
class _Known:
    """What a file is held against: the draft on the desk, and last year's problems."""

    desk: Desk
    last_year: tuple[str, ...]

    def read(self, document: PlainDocument) -> ReadBack:
        """Read a file back against the draft."""
        report = self.desk.report
        return read_back(document, report.draft, results_of(report.facts), self.last_year)


@bp.get(f"/{PAPER}/back")
@requires(Permission.YEAREND_DRAFT)
def back_paper(paper_id: int) -> Response:
    with reading() as session:
        paper = paper_for(session, viewer(), paper_id)
        known = _known(session, paper)
    page = _laid_out(paper, opened(paper), known, _kept(paper.settled))
    if request.args.get("format") != "docx":
        return render(page)
    changes = [(one.line, one.found) for one in page.to_change]
    content = changes_as_word(paper.file_name, changes, clock.today())
    return download(content, f"修改清单-{PurePath(paper.file_name).stem}.docx", WORD)


@bp.post(f"/{PAPER}/back")
@requires(Permission.YEAREND_DRAFT)
def settle_paper(paper_id: int) -> BaseResponse:
    chosen = dict(told_choices(request.form))
    with reading() as session:
        paper = paper_for(session, viewer(), paper_id)
        known = _known(session, paper)
    document = opened(paper)  # in a process apart, before the transaction holds anything
    try:
        with transaction() as session:
            version = asked_id(request.form.get("version", ""))
            held = paper_for(session, viewer(), paper_id, version=version)
            known = _known(session, held)
            found = known.read(document).differences
            reworded = settle(session, held, known.desk, found, chosen, by=viewer(), at=clock.now())
    except InvalidError as refusal:
        tried = _kept(paper.settled) | chosen
        return render(_laid_out(paper, document, known, tried, refusal.message), _UNFIT)
    flash(_words(len(chosen), reworded), "good" if chosen else "info")
    return go_to(url_for("yearend.back_paper", paper_id=paper_id))


def _words(chosen: int, reworded: int) -> str:
    if not chosen:
        return "没有选择，什么也没有改。"
    flowed = f"，其中{reworded}段采用了Word的写法" if reworded else ""
    return f"已记下{chosen}处的处理{flowed}。数字和办理状态没有改动。"


def _known(session: Session, paper: YearPaper) -> _Known:
    day = last_day(paper.year, clock.today())
    desk = desk_of(session, paper.unit, paper.year, day)
    return _Known(desk, tuple(problems_of_report(session, paper.unit_id, paper.year - 1)))


def _kept(settled: Mapping[str, Any]) -> dict[str, Settlement]:
    return {id_: Settlement(Choice(one["choice"]), one["note"]) for id_, one in settled.items()}


def _laid_out(
    paper: YearPaper,
    document: PlainDocument,
    known: _Known,
    chosen: Mapping[str, Settlement],
    trouble: str = "",
) -> BackPage:
    read = known.read(document)
    numbers = {one.id: one.number for one in known.desk.report.facts.tasks}
    items = [
        Item(
            one,
            chosen.get(one.id),
            tuple((task, numbers[task]) for task in one.tasks if task in numbers),
            line_at(document, one.start),
        )
        for one in read.differences
    ]
    return BackPage(
        paper=paper,
        read=read,
        groups=tuple(
            (kind, tuple(one for one in items if one.found.kind is kind))
            for kind in Kind
            if any(one.found.kind is kind for one in items)
        ),
        left=sum(one.chosen is None for one in items),
        to_change=tuple(one for one in items if one.chosen and one.chosen.choice is Choice.LEDGER),
        address={"unit": paper.unit.code, "year": paper.year},
        trouble=trouble,
    )
