"""Tasks as rows of the ledger: as they stand now, or as they stood on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask import request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.ledgers.pages.ledger import ShownRow, Told
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.columns import BY_KEY, Key
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.views import FIRST
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.pages import LedgerRow, ledger_row
from tracker.tasks.pages.ledger import due_note, light_of
from tracker.tasks.rules.lifecycle import OPEN, REVIEWS, State
from tracker.tasks.rules.looks import state_look

# What is most likely told by phone or chat in each state.
_RECORDED = {
    State.ASSIGNED: "sign-for",
    State.ACTIVE: "report",
    State.SUSTAINED: "report",
    **dict.fromkeys(REVIEWS, "approve"),
}
_REPORTED = frozenset({State.ACTIVE, State.SUSTAINED})


def rows_now(
    session: Session,
    who: Viewer,
    tasks: Sequence[Task],
    keys: Sequence[Key],
    today: date,
    *,
    first: int = 1,
) -> tuple[ShownRow, ...]:
    """Lay out tasks as they stand, with what the viewer may do from the row.

    One statement; three instead when a column is shown that the task itself does not tell. ``first`` is the
    position of the first row in its list.
    """
    told = _lines(session, tasks, keys, today, first)
    newest = _newest(session, tasks, told)
    clerk_in = queries.clerk_units(who)
    return tuple(
        _with_doors(
            _row(
                ledger_row(one, _url(one), None, today),
                newest.get(one.id),
                _cells(keys, told[one.id]) if told else _own_cells(one),
            ),
            one,
            clerk=one.unit_id in clerk_in,
            handler=one.handler_id == who.person_id,
        )
        for one in tasks
    )


def rows_then(
    rows: Iterable[tuple[Task, LedgerLine]], keys: Sequence[Key], day: date
) -> tuple[ShownRow, ...]:
    """Lay out rows as they stood on a day; nothing is done from a row of the past."""
    return tuple(_then(task, line, keys, day) for task, line in rows)


def _lines(
    session: Session, tasks: Sequence[Task], keys: Sequence[Key], today: date, first: int
) -> Mapping[int, LedgerLine]:
    if not tasks or set(keys) <= set(FIRST):
        return {}
    ids = [one.id for one in tasks]
    return {one.task_id: one for one in ledger_lines(session, ids, today, first=first)}


def _newest(
    session: Session, tasks: Sequence[Task], told: Mapping[int, LedgerLine]
) -> dict[int, Told]:
    """Answer the newest progress of each task: by its line where there is one, else fetched for all."""
    if told:
        last = {key: line.progress[-1] for key, line in told.items() if line.progress}
        return {key: Told(one.text, one.done_on) for key, one in last.items()}
    found = queries.latest_progress(session, tasks) if tasks else {}
    return {key: Told(one.text, one.done_on) for key, one in found.items()}


def _row(row: LedgerRow, progress: Told | None, cells: Mapping[str, str]) -> ShownRow:
    task = row.task
    return ShownRow(
        task_id=task.id,
        url=row.url,
        number=task.number,
        title=task.title,
        rest=row.rest,
        cells=cells,
        state=row.state,
        light=row.light,
        still=row.still,
        due_text=task.due_text,
        due_on=task.due_on,
        due_note=row.due_note,
        progress=progress,
    )


def _then(task: Task, line: LedgerLine, keys: Sequence[Key], day: date) -> ShownRow:
    newest = line.progress[-1] if line.progress else None
    told = Told(newest.text, newest.done_on) if newest else None
    row = _row(ledger_row(task, _url(task), None, day), told, _cells(keys, line))
    return replace(
        row,
        title=line.title,
        state=state_look(line.state),
        light=light_of(line.state, line.due_on, day),
        still=None,
        due_text=line.due_text,
        due_on=line.due_on,
        due_note=due_note(line.state, line.due_on, day),
    )


def _cells(keys: Sequence[Key], line: LedgerLine) -> dict[str, str]:
    return {key.value: BY_KEY[key].printed(line) for key in keys}


def _own_cells(task: Task) -> dict[str, str]:
    """Answer the plain columns that a task tells by itself."""
    return {
        Key.LEAD_UNIT.value: task.lead_unit_text,
        Key.HANDLER.value: task.handler_text,
        Key.LEADER.value: task.leader_text,
    }


def _with_doors(row: ShownRow, task: Task, *, clerk: bool, handler: bool) -> ShownRow:
    slug = _RECORDED.get(task.state) if clerk else None
    reports = (clerk or handler) and task.state in _REPORTED
    return replace(
        row,
        record_url=_step(task, slug, recorded=1) if slug else None,
        amend_urls=_doors(task, "amend") if clerk and task.state in OPEN else None,
        report_urls=_doors(task, "report") if reports else None,
        tick=clerk,
    )


def _doors(task: Task, slug: str) -> tuple[str, str]:
    """Answer the small form in the row, which must know the columns to come back to, and the page of the step."""
    view = request.args.get("view") or None
    small = url_for("ledgers.row_form", task_id=task.id, slug=slug, view=view)
    return small, _step(task, slug)


def _step(task: Task, slug: str, recorded: int | None = None) -> str:
    return url_for("tasks.step", task_id=task.id, slug=slug, recorded=recorded)


def _url(task: Task) -> str:
    return url_for("tasks.show", task_id=task.id)
