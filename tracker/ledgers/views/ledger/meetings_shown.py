"""A meeting as a page: its items by leader with what was told last, or its record."""

from collections import defaultdict
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import viewer
from tracker.core import clock
from tracker.ledgers.forms.meetings import MeetingForm
from tracker.ledgers.models import Meeting, MeetingRow
from tracker.ledgers.pages.meetings import Item, MeetingPage, RecordPage
from tracker.ledgers.queries.meetings import open_items, said_at
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.pages.ledger import light_of
from tracker.tasks.queries.listed import LatestProgress
from tracker.tasks.rules.looks import state_look

_NOBODY = "没有写明责任领导"


def items_of(session: Session, found: Meeting) -> list[Task]:
    """Answer the open items, and those that were spoken of and have been closed since."""
    items = list(open_items(session, viewer(), found.unit_id))
    known = {one.id for one in items}
    return items + [
        row.task for task_id, row in said_at(session, found).items() if task_id not in known
    ]


def fill_form(form: MeetingForm, found: Meeting, rows: dict[int, MeetingRow]) -> None:
    """Let the form begin with what is kept."""
    form.held_on.data, form.kind.data = found.held_on, found.kind.value
    form.chair.data, form.present.data = found.chair, found.present
    form.decisions.data = found.decisions
    for task_id, row in rows.items():
        text, to_coordinate = form.line(task_id)
        text.data, to_coordinate.data = row.text, row.to_coordinate


def typing_page(
    session: Session, found: Meeting, form: MeetingForm, items: list[Task]
) -> MeetingPage:
    """Lay out a meeting that is being written down."""
    newest = queries.latest_progress(session, items) if items else {}
    rows, today = said_at(session, found), clock.today()
    groups: dict[str, list[Item]] = defaultdict(list)
    for one in items:
        groups[one.leader_text or _NOBODY].append(
            _item(found, form, one, newest.get(one.id), rows.get(one.id), today)
        )
    return MeetingPage(
        meeting=found,
        form=form,
        groups={leader: tuple(those) for leader, those in groups.items()},
        url=url_for("ledgers.write_meeting", meeting_id=found.id),
        print_url=url_for("ledgers.print_out", which="meeting", town=found.unit_id, open=1),
    )


def _item(
    found: Meeting,
    form: MeetingForm,
    task: Task,
    last: LatestProgress | None,
    row: MeetingRow | None,
    today: date,
) -> Item:
    text, to_coordinate = form.line(task.id)
    return Item(
        task=task,
        url=url_for("tasks.show", task_id=task.id),
        state=state_look(task.state),
        light=light_of(task.state, task.due_on, today),
        last=last,
        text=text,
        to_coordinate=to_coordinate,
        save_url=url_for("ledgers.keep_said", meeting_id=found.id, task=task.id),
        taken=row is not None and row.taken,
        refusal=row.refusal if row else "",
    )


def record_page(session: Session, found: Meeting) -> RecordPage:
    """Lay out what was said at a meeting, by leader and number."""
    rows = said_at(session, found).values()
    groups: dict[str, list[tuple[MeetingRow, str]]] = defaultdict(list)
    for one in sorted(rows, key=lambda row: (row.task.year, row.task.number)):
        url = url_for("tasks.show", task_id=one.task_id)
        groups[one.task.leader_text or _NOBODY].append((one, url))
    return RecordPage(
        meeting=found,
        groups={leader: tuple(those) for leader, those in groups.items()},
        taken=sum(one.taken for one in rows),
    )
