"""The page of one task."""

from flask import Response, current_app, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.pages import (
    TaskPage,
    chain_stages,
    events_of,
    evidence_line,
    extension_lines,
    ledger_row,
    round_lines,
)
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.views.blueprint import ID, bp
from tracker.tasks.views.desk import Desk, desk_for
from tracker.web.database import reading
from tracker.web.render import render

# Panels of features downstream, by their endpoint; each takes a task_id and answers a fragment.
_SLOTS = ("reminders.of_task",)


@bp.get(f"/tasks/{ID}")
@requires(Permission.LEDGER_READ)
def show(task_id: int) -> Response:
    with reading() as session:
        return render(_page(session, desk_for(session, viewer(), task_id)))


def _page(session: Session, desk: Desk) -> TaskPage:
    task, today = desk.task, clock.today()
    row = ledger_row(task, "", None, today)
    return TaskPage(
        task=task,
        state=row.state,
        light=row.light,
        still=row.still,
        due_note=row.due_note,
        marks=_marks(task),
        ledger_url=url_for("tasks.ledger"),
        joined_url=_joined_url(task),
        joined_to=_joined_to(desk),
        chain=_chain(desk),
        next=desk.next_box(),
        progress=queries.progress_of(session, task),
        evidence=tuple(
            evidence_line(one, url_for("tasks.evidence", evidence_id=one.id))
            for one in queries.evidence_of(session, task)
        ),
        extensions=extension_lines(desk.trail),
        rounds=round_lines(task, today),
        events=events_of(desk.trail),
        slots=tuple(
            url_for(one, task_id=task.id) for one in _SLOTS if one in current_app.view_functions
        ),
    )


def _chain(desk: Desk) -> tuple[dict[str, str], ...]:
    """Answer the approval chain once closure has been asked for."""
    chain = chain_stages(desk.task, desk.trail)
    return chain if any(one["stage"] != "todo" for one in chain) else ()


def _marks(task: Task) -> tuple[str, ...]:
    marks = [f"第{task.round}次整改"] if task.round > 1 else []
    if task.problem.repeat_of_id is not None:
        marks.append("重复出现")
    if any(one.extended for one in task.rounds):
        marks.append("已延期（经批准）")
    return tuple(marks)


def _joined_url(task: Task) -> str | None:
    return url_for("tasks.show", task_id=task.joined_to_id) if task.joined_to_id else None


def _joined_to(desk: Desk) -> str:
    joined = [one for one in desk.trail if one.step is Step.JOIN]
    return str(joined[-1].facts["joined_to"]) if joined else ""
