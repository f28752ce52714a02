"""A meeting as a page: its items by leader with what was told last, or its record."""

import secrets
from collections import defaultdict
from collections.abc import Iterable

from flask import request as asked
from flask import url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import viewer
from tracker.core import clock
from tracker.ledgers.forms.meetings import MeetingForm
from tracker.ledgers.models import Meeting, MeetingRow
from tracker.ledgers.pages.meetings import Item, KeptPart, MeetingPage, RecordPage
from tracker.ledgers.queries.meetings import open_items, said_at, spoken_at
from tracker.ledgers.rules.meetings import FACTS, Clash, Said
from tracker.ledgers.rules.prints.meeting_record import MeetingRecord, SaidOf
from tracker.tasks import queries
from tracker.tasks.models import Task
from tracker.tasks.pages.ledger import light_of
from tracker.tasks.queries.listed import LatestProgress
from tracker.tasks.rules.lifecycle import Step, steps_from
from tracker.tasks.rules.looks import state_look

_NOBODY = "没有写明责任领导"


def items_of(session: Session, found: Meeting) -> list[Task]:
    """Answer the open items, and those that were spoken of and have been closed since."""
    items = list(open_items(session, viewer(), found.unit_id))
    known = {one.id for one in items}
    return items + [
        row.task for task_id, row in spoken_at(session, found).items() if task_id not in known
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
    session: Session,
    found: Meeting,
    form: MeetingForm,
    items: list[Task],
    clashes: Iterable[Clash] = (),
) -> MeetingPage:
    """Lay out a meeting that is being written down, with the items that another page changed meanwhile."""
    clashing = {one.item: one for one in clashes}
    newest = queries.latest_progress(session, items) if items else {}
    rows = said_at(session, found)
    groups: dict[str, list[Item]] = defaultdict(list)
    for one in items:
        groups[one.leader_text or _NOBODY].append(
            _item(form, one, newest.get(one.id), rows.get(one.id), clashing.get(one.id))
        )
    return MeetingPage(
        meeting=found,
        form=form,
        token=asked.form.get("page") or secrets.token_hex(8),
        part=KeptPart(FACTS, found.facts.mark, clashing.get(FACTS)),
        groups={leader: tuple(those) for leader, those in groups.items()},
        url=url_for("ledgers.write_meeting", meeting_id=found.id),
        print_url=url_for("ledgers.print_out", which="meeting", town=found.unit_id, open=1),
    )


def _item(
    form: MeetingForm,
    task: Task,
    last: LatestProgress | None,
    row: MeetingRow | None,
    clash: Clash | None,
) -> Item:
    text, to_coordinate = form.line(task.id)
    taken = row is not None and row.taken
    return Item(
        task=task,
        url=url_for("tasks.show", task_id=task.id),
        state=state_look(task.state),
        light=light_of(task.state, task.due_on, clock.today()),
        last=last,
        text=text,
        to_coordinate=to_coordinate,
        part=KeptPart(task.id, (row.said if row else Said()).mark, clash),
        taken=taken,
        record_only=not taken and Step.REPORT not in steps_from(task.state),
        refusal=row.refusal if row else "",
    )


def record_of(session: Session, found: Meeting) -> MeetingRecord:
    """Answer the record of a meeting, for paper."""
    groups = {
        leader: [SaidOf(one.task.number, one.task.title, one.said) for one in rows]
        for leader, rows in _spoken(session, found).items()
    }
    return MeetingRecord(found.unit.name, found.facts, found.made_by_name, groups)


def _spoken(session: Session, found: Meeting) -> dict[str, list[MeetingRow]]:
    """Answer what was said, by leader and number."""
    groups: dict[str, list[MeetingRow]] = defaultdict(list)
    rows = spoken_at(session, found).values()
    for one in sorted(rows, key=lambda row: (row.task.year, row.task.number)):
        groups[one.task.leader_text or _NOBODY].append(one)
    return groups


def record_page(session: Session, found: Meeting) -> RecordPage:
    """Lay out what was said at a meeting, by leader and number."""
    spoken = _spoken(session, found)
    groups = {
        leader: tuple((one, url_for("tasks.show", task_id=one.task_id)) for one in rows)
        for leader, rows in spoken.items()
    }
    return RecordPage(
        meeting=found,
        print_url=url_for("ledgers.meeting_file", meeting_id=found.id),
        groups=groups,
        taken=sum(one.taken for rows in spoken.values() for one in rows),
    )
