"""一题一档: one task as a paged PDF or a ZIP, a whole year as a ZIP that is written while it is sent."""

from collections.abc import Sequence

from flask import Response, request

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.ledgers.forms.prints import asked_tasks
from tracker.ledgers.queries.dossier import dossiers
from tracker.ledgers.queries.prints.choosing import chosen_ids
from tracker.ledgers.render.dossier.archive import archive
from tracker.ledgers.render.dossier.bound import bound_dossier
from tracker.ledgers.rules.dossier.parts import Dossier
from tracker.ledgers.rules.prints import Run
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.prints.choosing import PDF
from tracker.tasks.access import task_for
from tracker.web.database import file_store, reading
from tracker.web.downloads import download

_ID = "<int(max=2147483647):task_id>"
_MOST_TASKS = 300
_MOST_BYTES = 2 * 1024 * 1024 * 1024
_MEGABYTE = 1024 * 1024


@bp.get(f"/dossier/{_ID}.pdf")
@requires(Permission.LEDGER_READ)
def dossier(task_id: int) -> Response:
    found = _one(task_id)
    return download(bound_dossier(found, file_store().read), f"{found.name}.pdf", PDF)


@bp.get(f"/dossier/{_ID}.zip")
@requires(Permission.LEDGER_READ)
def dossier_archive(task_id: int) -> Response:
    found = _one(task_id)
    return _sent([found], f"{found.name}.zip")


@bp.get("/dossiers.zip")
@requires(Permission.LEDGER_READ)
def dossiers_archive() -> Response:
    who, today = viewer(), clock.today()
    with reading() as session:
        ids = chosen_ids(session, who, asked_tasks(request.args), today=today)
        if not ids:
            raise InvalidError("所选范围里没有任务。")
        if len(ids) > _MOST_TASKS:
            raise InvalidError(
                f"一次最多导出{_MOST_TASKS}项任务的档案，现在有{len(ids)}项，请按年度、领导或批次分开导出。"
            )
        found = dossiers(session, ids, Run(who.unit_name, today, who.name))
    size = sum(filed.size for one in found for filed in one.filed)
    if size > _MOST_BYTES:
        raise InvalidError(
            f"所选任务的佐证材料共{size // _MEGABYTE}MB，一次最多2048MB，请按领导或批次分开导出。"
        )
    return _sent(found, f"{who.unit_name}一题一档（{today:%Y%m%d}）.zip")


def _one(task_id: int) -> Dossier:
    who, today = viewer(), clock.today()
    with reading() as session:
        task = task_for(session, who, task_id)
        return dossiers(session, [task.id], Run(task.unit.name, today, who.name))[0]


def _sent(found: Sequence[Dossier], name: str) -> Response:
    """Send a ZIP as it is written: the facts are read, the files follow one by one."""
    answer = download(b"", name, "application/zip")
    answer.response = archive(found, file_store().read)
    for header in ("Content-Length", "ETag"):
        answer.headers.pop(header, None)
    return answer
