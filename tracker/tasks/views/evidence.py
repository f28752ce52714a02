"""Evidence as download: never shown or run by the browser, checked against its hash."""

import structlog
from flask import Response, url_for

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core.errors import NotFoundError
from tracker.core.files import DamagedFileError
from tracker.tasks.access import evidence_for
from tracker.tasks.models import Evidence
from tracker.tasks.pages import NoFilePage
from tracker.tasks.views.blueprint import bp
from tracker.web.database import file_store, reading
from tracker.web.downloads import download
from tracker.web.render import render

_GONE = 410
_DAMAGED = 500


@bp.get("/evidence/<int(max=2147483647):evidence_id>")
@requires(Permission.LEDGER_READ)
def evidence(evidence_id: int) -> Response:
    with reading() as session:
        piece = evidence_for(session, viewer(), evidence_id)
    if piece.destroyed_at is not None:
        return _without(piece, f"这份文件已按“误传清除”销毁：{piece.destroyed_because}", _GONE)
    if piece.file_hash is None:
        raise NotFoundError
    try:
        return download(file_store().read(piece.file_hash), piece.file_name)
    except (DamagedFileError, NotFoundError):
        structlog.get_logger().error("evidence_lost", id=piece.id, sha256=piece.file_hash)
    return _without(
        piece, "磁盘上的文件与入库时不一致或已不在，请联系系统管理员从备份恢复。", _DAMAGED
    )


def _without(piece: Evidence, reason: str, status: int) -> Response:
    task_url = url_for("tasks.show", task_id=piece.task_id)
    return render(NoFilePage(piece.title, reason, task_url), status)
