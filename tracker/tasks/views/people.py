"""The open tasks of one person, as a panel beside the account: what must be handed over first."""

from collections.abc import Sequence

from flask import Response, url_for

from tracker.accounts.access import person_for
from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core import clock
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.pages.people import PersonTask, PersonTasksPage
from tracker.tasks.rules.lifecycle import OPEN
from tracker.tasks.rules.lights import light
from tracker.tasks.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render, render_as


@bp.get("/people/<int:person_id>/tasks")
@requires(Permission.PEOPLE_MANAGE)
def tasks_of_person(person_id: int) -> Response:
    with reading() as session:
        who = person_for(session, viewer(), person_id)
        found = queries.open_tasks_of(session, person_id, OPEN)
        seen = queries.seen_among(session, viewer(), [one.id for one in found])
    page = PersonTasksPage(
        name=who.name,
        rows=tuple(_row(one, person_id, seen) for one in found),
        person_url=url_for("accounts.person", person_id=person_id),
        handover_urls=_handover_urls(viewer(), person_id, found),
    )
    return render_as("tasks/_of_person.html", page) if is_fragment_request() else render(page)


def _row(task: Task, person_id: int, seen: frozenset[int]) -> PersonTask:
    parts = [
        word
        for word, held in (("责任人", task.handler_id), ("责任领导", task.leader_id))
        if held == person_id
    ]
    known = task.id in seen
    return PersonTask(
        number=task.number,
        # An administrator reads no business by that role alone: the number is enough to ask the clerk.
        title=task.title if known else "",
        url=url_for("tasks.show", task_id=task.id) if known else None,
        unit_name=task.unit.name,
        part="、".join(parts),
        state=task.state.label,
        due_on=task.due_on,
        light=light(task.state, task.due_on, clock.today()).label,
    )


def _handover_urls(
    who: Viewer, person_id: int, tasks: Sequence[Task]
) -> tuple[tuple[str, str], ...]:
    ledgers = {one.unit_id: one.unit.name for one in tasks}
    return tuple(
        (name, url_for("tasks.handover", ledger=unit_id, person=person_id))
        for unit_id, name in ledgers.items()
        if may(who, Permission.HAND_OVER, unit_id)
    )
