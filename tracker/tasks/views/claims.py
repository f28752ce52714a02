"""A panel for the check screen: 报告称已整改，台账未销号."""

from flask import Response, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.reports.access import batch_for
from tracker.reports.models import Batch
from tracker.tasks.models import Task
from tracker.tasks.pages.claims import ClaimRow, ClaimsPanel
from tracker.tasks.queries.claims import open_before
from tracker.tasks.rules.claims import HeldAgainst, OpenMatter, held_against
from tracker.tasks.rules.looks import state_look
from tracker.tasks.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.render import render


@bp.get("/reports/<int:batch_id>/claims")
@requires(Permission.LEDGER_READ)
def claims(batch_id: int) -> Response:
    with reading() as session:
        batch = batch_for(session, viewer(), batch_id)
        return render(ClaimsPanel(_rows(session, batch)))


def _rows(session: Session, batch: Batch) -> tuple[ClaimRow, ...]:
    tasks = {one.id: one for one in open_before(session, batch.unit_id, batch.year)}
    told = [str(one["text"]) for one in batch.extraction["last_year"]]
    matters = [OpenMatter(one.id, one.problem.text) for one in tasks.values()]
    return tuple(_row(tasks[one.task_id], one) for one in held_against(told, matters))


def _row(task: Task, held: HeldAgainst) -> ClaimRow:
    return ClaimRow(
        number=task.number,
        title=task.title,
        url=url_for("tasks.show", task_id=task.id),
        state=state_look(task.state),
        claim=held.claim,
    )
