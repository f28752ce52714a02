"""Evidence as download and as drawn preview, and the list of it on the page of a task."""

from collections.abc import Container, Sequence
from dataclasses import replace

import structlog
from flask import Response, abort, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core.errors import NotFoundError
from tracker.core.files import DamagedFileError
from tracker.core.previews import PreviewSize
from tracker.tasks import queries
from tracker.tasks.access import evidence_for
from tracker.tasks.models import Evidence, Task
from tracker.tasks.pages import (
    EvidenceBoard,
    EvidenceLinks,
    Handed,
    NoFilePage,
    evidence_board,
    linked_lines,
    uses_elsewhere,
)
from tracker.tasks.reader import draw_previews
from tracker.tasks.rules.corrections import Subject
from tracker.tasks.rules.lifecycle import STEPS, Step
from tracker.tasks.rules.uploads import can_be_shown
from tracker.tasks.views.blueprint import PIECE, bp
from tracker.tasks.views.desk import Desk
from tracker.web.database import file_store, previews, reading
from tracker.web.downloads import download, drawing
from tracker.web.render import render

_GONE = 410
_DAMAGED = 500


@bp.get(f"/evidence/{PIECE}")
@requires(Permission.LEDGER_READ)
def evidence(evidence_id: int) -> Response:
    with reading() as session:
        piece = evidence_for(session, viewer(), evidence_id)
    if piece.destroyed_at is not None:
        return _without(piece, f"这份文件已按“误传清除”销毁：{piece.destroyed_because}", _GONE)
    if piece.file_hash is None:
        raise NotFoundError
    try:
        return download(file_store().open(piece.file_hash), piece.file_name)
    except (DamagedFileError, NotFoundError):
        structlog.get_logger().error("evidence_lost", id=piece.id, sha256=piece.file_hash)
    return _without(
        piece, "磁盘上的文件与入库时不一致或已不在，请联系系统管理员从备份恢复。", _DAMAGED
    )


@bp.get(f"/evidence/{PIECE}/picture")
@requires(Permission.LEDGER_READ)
def picture(evidence_id: int) -> BaseResponse:
    return _picture(evidence_id, PreviewSize.LARGE)


@bp.get(f"/evidence/{PIECE}/thumbnail")
@requires(Permission.LEDGER_READ)
def thumbnail(evidence_id: int) -> BaseResponse:
    return _picture(evidence_id, PreviewSize.SMALL)


def board_for(session: Session, desk: Desk, linked: Sequence[Task] = ()) -> EvidenceBoard:
    """Lay out the evidence of the task on the desk, and of tasks about the same matter (two statements)."""
    pieces = queries.evidence_of(session, desk.task, linked)
    uses = queries.uses_of(session, desk.viewer, pieces)
    urls = {
        use.task_id: url_for("tasks.show", task_id=use.task_id)
        for found in uses.values()
        for use in found
    }
    own = [one for one in pieces if one.task_id == desk.task.id]
    links = {one.id: _links(desk, one) for one in own}
    board = evidence_board(desk.task, own, desk.trail, links, uses_elsewhere(own, uses, urls))
    there = {one.id: _links_there(one, urls) for one in pieces if one.id not in links}
    return replace(board, linked=linked_lines(linked, pieces, there))


def _picture(evidence_id: int, size: PreviewSize) -> BaseResponse:
    with reading() as session:
        piece = evidence_for(session, viewer(), evidence_id)
    if piece.file_hash is None or piece.destroyed_at or not can_be_shown(piece.file_name):
        raise NotFoundError
    drawn = previews().get(piece.file_hash, size)
    if drawn is None:
        drawn = _draw(piece.file_name, piece.file_hash, size)
    if not drawn:
        abort(404)
    return drawing(drawn)


def _draw(name: str, sha256: str, size: PreviewSize) -> bytes | None:
    """Draw the previews of a file that has none: a PDF, or a picture that came in earlier or from a backup."""
    try:
        with file_store().open(sha256) as content:
            drawn = dict(draw_previews(name, content))
    except (DamagedFileError, NotFoundError):
        return None
    if not drawn:
        previews().refuse(sha256)
    for one, made in drawn.items():
        previews().put(sha256, one, made)
    if not file_store().has(sha256):  # destroyed while it was drawn
        previews().destroy(sha256)
        return None
    return drawn.get(size)


def _links(desk: Desk, piece: Evidence) -> EvidenceLinks:
    """Answer where a piece leads for this viewer."""
    file = piece.file_hash is not None and piece.destroyed_at is None
    shown = file and _is_shown(piece)
    return EvidenceLinks(
        file=_url("tasks.evidence", piece) if file else None,
        small=_url("tasks.thumbnail", piece) if shown else None,
        large=_url("tasks.picture", piece) if shown else None,
        replace=_replace_url(desk, piece),
        share=_url("tasks.share", piece) if _shares(desk, piece) else None,
        remove=_url("tasks.removal", piece) if file and _asks(desk.viewer, desk) else None,
        correct=_correct_url(desk, piece) if piece.counts else None,
    )


def handed(piece: Evidence) -> Handed:
    """Answer a piece as it stands beside the form of a step: drawn where it can be, else to be downloaded."""
    if piece.file_hash is None:
        return Handed(f"{piece.title}（原件：{piece.paper_place}）", None, None)
    if not _is_shown(piece):
        return Handed(piece.title, _url("tasks.evidence", piece), None)
    return Handed(piece.title, _url("tasks.picture", piece), _url("tasks.thumbnail", piece))


def _links_there(piece: Evidence, seen: Container[int]) -> EvidenceLinks:
    """Answer where a piece of a linked task leads: to its file, when the viewer may see that task."""
    if piece.file_hash is None or piece.destroyed_at or piece.task_id not in seen:
        return EvidenceLinks()
    shown = _is_shown(piece)
    return EvidenceLinks(
        file=_url("tasks.evidence", piece),
        small=_url("tasks.thumbnail", piece) if shown else None,
        large=_url("tasks.picture", piece) if shown else None,
    )


def _is_shown(piece: Evidence) -> bool:
    """Answer whether a piece has a preview, or one can be drawn once it is looked at."""
    name, sha256 = piece.file_name, piece.file_hash
    return can_be_shown(name) and sha256 is not None and not previews().refused(sha256)


def _correct_url(desk: Desk, piece: Evidence) -> str | None:
    """Answer where the words about a piece are put right, by whoever handed it in or a clerk."""
    person = desk.viewer.person_id
    told = (one for one in desk.trail if one.facts.get("evidence") == piece.id)
    if not (desk.records or any(person in {one.actor_id, one.for_id} for one in told)):
        return None
    return url_for(
        "tasks.correct", task_id=piece.task_id, subject=Subject.EVIDENCE.value, row_id=piece.id
    )


def _replace_url(desk: Desk, piece: Evidence) -> str | None:
    open_now = desk.task.state in STEPS[Step.HAND_IN].sources
    if not (open_now and piece.counts and piece.round == desk.task.round and _hands_in(desk)):
        return None
    return url_for("tasks.step", task_id=piece.task_id, slug="hand-in", replaces=piece.id)


def _shares(desk: Desk, piece: Evidence) -> bool:
    return piece.counts and _hands_in(desk)


def _hands_in(desk: Desk) -> bool:
    return desk.records or desk.agrees(Step.HAND_IN)


def _asks(who: Viewer, desk: Desk) -> bool:
    return may(who, Permission.TASK_STEP, desk.task.unit_id) or _hands_in(desk)


def _url(endpoint: str, piece: Evidence) -> str:
    return url_for(endpoint, evidence_id=piece.id)


def _without(piece: Evidence, reason: str, status: int) -> Response:
    task_url = url_for("tasks.show", task_id=piece.task_id)
    return render(NoFilePage(piece.title, reason, task_url), status)
