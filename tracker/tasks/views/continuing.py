"""A panel for the check screen: which problems are old ones that go on under their own numbers."""

from collections.abc import Iterator

from flask import Response, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.reports.access import batch_for
from tracker.reports.models import Batch
from tracker.tasks.models import Task
from tracker.tasks.pages.continuing import GoingOnPanel, GoingOnRow, OldTask
from tracker.tasks.queries import continued_by, tasks_left_of
from tracker.tasks.rules.looks import state_look
from tracker.tasks.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.render import render


@bp.get("/reports/<int:batch_id>/going-on")
@requires(Permission.LEDGER_READ)
def going_on(batch_id: int) -> Response:
    with reading() as session:
        batch = batch_for(session, viewer(), batch_id)
        return render(GoingOnPanel(tuple(_rows(session, batch))))


def _rows(session: Session, batch: Batch) -> Iterator[GoingOnRow]:
    found = continued_by(session, batch)
    titles = {one.id: one.title for one in batch.findings}
    wanted = [problem for one in found for problem in one.problem_ids]
    tasks = tasks_left_of(session, wanted) if wanted else ()
    for one in found:
        old = tuple(_old(task) for task in tasks if task.problem_id in one.problem_ids)
        yield GoingOnRow(
            one.finding_id, titles[one.finding_id], one.ground.label, one.ground.sure, old
        )


def _old(task: Task) -> OldTask:
    url = url_for("tasks.show", task_id=task.id)
    return OldTask(task.number, task.title, url, state_look(task.state))
