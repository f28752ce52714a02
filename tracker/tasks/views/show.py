"""The page of one task."""

from collections.abc import Sequence
from datetime import date

from flask import Response, current_app, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.pages import (
    LinkLine,
    MeasureLine,
    TaskPage,
    chain_stages,
    events_of,
    extension_lines,
    ledger_row,
    round_lines,
)
from tracker.tasks.queries.listed import listed
from tracker.tasks.rules.lifecycle import State, Step, steps_from
from tracker.tasks.rules.lights import Timeliness
from tracker.tasks.rules.looks import state_look
from tracker.tasks.rules.measures import told_by_place
from tracker.tasks.views.blueprint import ID, bp
from tracker.tasks.views.desk import Desk, desk_for
from tracker.tasks.views.evidence import board_for
from tracker.tasks.views.written import Written
from tracker.web.database import reading
from tracker.web.render import render

# Panels of features downstream, by title and endpoint; each takes a task_id and answers a fragment.
_SLOTS = (("提醒", "reminders.of_task"), ("打印与文书", "ledgers.of_task"))


@bp.get(f"/tasks/{ID}")
@requires(Permission.LEDGER_READ)
def show(task_id: int) -> Response:
    with reading() as session:
        page = _page(session, desk_for(session, viewer(), task_id))
    # The frame reads by itself, and must not do so while this still holds its lock.
    return render(page)


def _page(session: Session, desk: Desk) -> TaskPage:
    task, today = desk.task, clock.today()
    row = ledger_row(listed(task), "", None, today)
    linked = queries.linked_to(session, task) if desk.linked else ()
    near = _near(session, desk)
    written = Written(desk)
    return TaskPage(
        task=task,
        state=row.state,
        light=row.light,
        still=row.still,
        due_note=row.due_note,
        marks=_marks(task, today),
        ledger_url=url_for("tasks.ledger"),
        joined_url=_joined_url(task),
        joined_to=_joined_to(desk),
        chain=_chain(desk),
        next=desk.next_box(),
        progress=tuple(
            written.progress(one, linked) for one in queries.progress_of(session, task, linked)
        ),
        measures=_measures(session, desk),
        measures_url=_measures_url(desk),
        old_outcome=written.old_outcome,
        outcome_url=written.outcome_url,
        note_urls=written.note_urls,
        day_urls=written.day_urls,
        links=tuple(_link_line(one) for one in linked),
        siblings=tuple(_link_line(one) for one in near if one.problem_id == task.problem_id),
        joined=tuple(_joined_line(one) for one in near if one.joined_to_id == task.id),
        evidence=board_for(session, desk, linked),
        extensions=extension_lines(desk.trail),
        rounds=round_lines(task, today),
        events=events_of(desk.trail),
        slots=tuple(
            (title, url_for(one, task_id=task.id))
            for title, one in _SLOTS
            if one in current_app.view_functions
        ),
    )


def _measures(session: Session, desk: Desk) -> tuple[MeasureLine, ...]:
    named = any("places" in one.facts for one in desk.trail)
    ticks = queries.ticks_of(session, desk.task) if named else None
    return tuple(
        MeasureLine(one, told_by_place(ticks.count(one), len(ticks.places)) if ticks else "")
        for one in desk.task.measures
    )


def _measures_url(desk: Desk) -> str | None:
    """Answer where measures are planned and ticked off, for whoever can do either now."""
    steps = (Step.TICK, Step.AMEND)
    possible = steps_from(desk.task.state)
    able = any(one in possible and (desk.records or desk.agrees(one)) for one in steps)
    return url_for("tasks.measures", task_id=desk.task.id) if able and desk.task.measures else None


def _joined_line(one: Task) -> LinkLine:
    url = url_for("tasks.show", task_id=one.id)
    return LinkLine(one.number, one.title, url, one.problem.source.label, state_look(one.state))


def _link_line(one: Task) -> LinkLine:
    batch = one.problem.batch
    return LinkLine(
        number=one.number,
        title=one.title,
        url=url_for("tasks.show", task_id=one.id),
        source=batch.title if batch else one.problem.source.label,
        state=state_look(one.state),
    )


_NEAR = frozenset({"split_into", "split_from", "joined_in"})


def _near(session: Session, desk: Desk) -> Sequence[Task]:
    """Answer the other tasks of a problem that was split, and what was joined to this one, as the trail tells."""
    if not any(_NEAR & one.facts.keys() for one in desk.trail):
        return ()
    return queries.siblings_of(session, desk.viewer, desk.task)


def _chain(desk: Desk) -> tuple[dict[str, str], ...]:
    """Answer the approval chain once closure has been asked for."""
    chain = chain_stages(desk.task, desk.trail)
    return chain if any(one["stage"] != "todo" for one in chain) else ()


def _marks(task: Task, today: date) -> tuple[tuple[str, str], ...]:
    """Answer what is said of a task beside its state, each with its tone."""
    marks = [(f"第{task.round}次整改", "warn")] if task.round > 1 else []
    if task.problem.repeat_of_id is not None:
        marks.append(("重复出现", "warn"))
    if task.state is State.CLOSED and task.rounds and task.rounds[-1].due_on:
        kept = round_lines(task, today)[-1].timeliness
        marks.append((kept.label, "good" if kept is Timeliness.ON_TIME else "warn"))
    elif any(one.extended for one in task.rounds):
        marks.append(("已延期（经批准）", "warn"))
    return tuple(marks)


def _joined_url(task: Task) -> str | None:
    return url_for("tasks.show", task_id=task.joined_to_id) if task.joined_to_id else None


def _joined_to(desk: Desk) -> str:
    joined = [one for one in desk.trail if one.step is Step.JOIN]
    return str(joined[-1].facts["joined_to"]) if joined else ""
