"""也用于: one kept file as evidence of further tasks."""

from dataclasses import replace

from flask import Response, flash, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import ConflictError, InvalidError
from tracker.tasks.access import evidence_for, task_at_work
from tracker.tasks.forms import ShareForm
from tracker.tasks.models import Evidence
from tracker.tasks.pages import StepPage
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.views.blueprint import PIECE, bp
from tracker.tasks.views.deeds import deed_of_form
from tracker.tasks.views.doors import Door
from tracker.tasks.views.evidence import handed
from tracker.tasks.views.filling import Wish, fill
from tracker.tasks.views.shown import ShownStep, shown_step
from tracker.tasks.views.taking import Taking, hand_in, hold_others, share_with
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to, is_fragment_request
from tracker.web.render import render, render_as

_UNFIT = 422


# The table of doors does not hold it: it belongs to a piece, and the piece's own task need not move.
_DOOR = Door("share", (Step.HAND_IN,), ShareForm, hand_in, word="也用于其他任务")


@bp.get(f"/evidence/{PIECE}/share")
@requires(Permission.TASK_STEP)
def share(evidence_id: int) -> Response:
    with reading() as session:
        piece = _piece(session, evidence_id)
        shown = _shown(session, piece)
    fill(shown, clock.today(), Wish())
    return _answer(_page(shown, piece, again=False), 200)


@bp.post(f"/evidence/{PIECE}/share")
@requires(Permission.TASK_STEP)
def share_piece(evidence_id: int) -> BaseResponse:
    with reading() as session:
        piece = _piece(session, evidence_id)
        shown = _shown(session, piece)
    if not shown.form.validate_on_submit():
        return _answer(_page(shown, piece), _UNFIT)
    deed = deed_of_form(viewer(), clock.now(), shown.form, shown.office)
    try:
        with transaction() as session:
            hold_others(session, shown.desk.task, shown.form)
            work = task_at_work(session, viewer(), piece.task_id)
            now = _piece(session, evidence_id)
            share_with(Taking(session, viewer(), work, deed, shown.form, ()), (now,))
    except InvalidError as error:
        shown.form.refuse(error)
        return _answer(_page(shown, piece), _UNFIT)
    assert isinstance(shown.form, ShareForm)
    flash(f"“{piece.title}”也用于：{'、'.join(shown.form.others)}。", "good")
    return go_to(url_for("tasks.show", task_id=piece.task_id))


def _piece(session: Session, evidence_id: int) -> Evidence:
    """Answer a piece that stands, of a task that the viewer may see.

    Raises:
        ConflictError: it was destroyed or replaced.
    """
    piece = evidence_for(session, viewer(), evidence_id)
    if not piece.counts:
        raise ConflictError("这件材料已经清除或换了新版本，不能再用于其他任务。")
    return piece


def _shown(session: Session, piece: Evidence) -> ShownStep:
    return shown_step(session, viewer(), piece.task_id, _DOOR, today=clock.today())


def _page(shown: ShownStep, piece: Evidence, *, again: bool = True) -> StepPage:
    url = url_for("tasks.share_piece", evidence_id=piece.id)
    return replace(shown.page(again=again), url=url, evidence=(handed(piece),))


def _answer(page: StepPage, status: int) -> Response:
    if is_fragment_request():
        return render_as("tasks/_step.html", page, status)
    return render(page, status)
