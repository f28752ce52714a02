"""填报表: splitting the ledger, taking returned files in, and recording what was told for those who told it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.accounts.permissions import Viewer
from tracker.core.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from tracker.ledgers.models import (
    ReturnChange,
    ReturnedFile,
    ReturnForm,
    ReturnRound,
    ReturnRow,
)
from tracker.ledgers.queries.returns import changes_of, files_of
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.returns import (
    ChangeState,
    Open,
    Reading,
    ReturnedRow,
    SentRow,
    SplitBy,
    differs,
    key_of,
    progress_told,
)
from tracker.tasks import actions
from tracker.tasks.access import hold_tasks, task_at_work
from tracker.tasks.models import Task
from tracker.tasks.queries import latest_progress
from tracker.tasks.rules.deeds import Deed, Means
from tracker.tasks.rules.lifecycle import Step, steps_from

_NOBODY = "未明确责任人"
_NO_UNIT = "未明确牵头单位"


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to begin: its name, the day it is due, how the ledger is split."""

    name: str
    due_on: date
    split_by: SplitBy


def begin_round(
    session: Session,
    unit: Unit,
    new: NewRound,
    lines: Sequence[LedgerLine],
    *,
    by: Viewer,
    at: datetime,
) -> ReturnRound:
    """Split the open ledger into forms, each with only the rows of its person or unit.

    Raises:
        InvalidError: there is no open task that progress can be reported on.
    """
    asked = [one for one in lines if Step.REPORT in steps_from(one.state)]
    if not asked:
        raise InvalidError("台账里没有正在整改的任务，不需要填报。")
    found = ReturnRound(
        unit_id=unit.id,
        name=new.name,
        due_on=new.due_on,
        split_by=new.split_by,
        key=secrets.token_hex(4),
        made_by_id=by.person_id,
        made_at=at,
    )
    groups: dict[tuple[int | None, str], list[LedgerLine]] = {}
    for line in asked:
        groups.setdefault(_addressee(line, new.split_by), []).append(line)
    found.forms = [
        _form(position, whom, rows, new.split_by)
        for position, (whom, rows) in enumerate(groups.items(), start=1)
    ]
    session.add(found)
    session.flush()
    return found


def sent_rows(found: ReturnRound) -> list[SentRow]:
    """Answer every row that went out in a round, by its key and words."""
    return [
        SentRow(
            key_of(found.key, form.position, row.number),
            form.id,
            row.task_id,
            row.number,
            row.problem,
        )
        for form in found.forms
        for row in form.rows
    ]


@dataclass(frozen=True, slots=True)
class Arrived:
    """A returned file: its name, the hash under which it is kept, and what was read."""

    file_name: str
    file_hash: str
    reading: Reading


def take_back(
    session: Session, found: ReturnRound, file: Arrived, *, at: datetime, today: date
) -> int | None:
    """Take a returned file in; answer how many rows tell something new, None for the very same file again."""
    if any(one.file_hash == file.file_hash for one in files_of(session, found.id)):
        return None
    forms = {one.id: one for one in found.forms if one.id in file.reading.forms}
    for form in forms.values():
        form.returned_on = today
    session.add(
        ReturnedFile(
            round_id=found.id,
            form_id=next(iter(forms), None) if len(forms) == 1 else None,
            file_name=file.file_name,
            file_hash=file.file_hash,
            received_at=at,
            remarks=list(file.reading.remarks),
        )
    )
    known = changes_of(session, found.id)
    stood = _latest(session, [row.sent.task_id for row in file.reading.rows])
    count = sum(
        _note(session, row, known, today, stood.get(row.sent.task_id, ""))
        for row in file.reading.rows
    )
    session.flush()
    return count


def accept_changes(
    session: Session, changes: Sequence[ReturnChange], *, by: Viewer, at: datetime, done_on: date
) -> list[str]:
    """Record what was told as 代录 for those who told it; answer in sentences what could not be recorded."""
    troubles = []
    hold_tasks(session, [one.task_id for one in changes])
    for change in changes:
        if change.state is not ChangeState.WAITING:
            continue
        try:
            _record(session, change, by, at, done_on)
        except (ConflictError, InvalidError) as refusal:
            troubles.append(f"{change.number}：{refusal.message}")
            continue
        except ForbiddenError as refusal:
            troubles.append(f"{change.number}：{refusal.reason}")
            continue
        except NotFoundError:
            troubles.append(f"{change.number}：台账里已经没有这一项。")
            continue
        change.state, change.decided_at, change.done_on = ChangeState.ACCEPTED, at, done_on
    return troubles


def leave_changes(changes: Sequence[ReturnChange], *, at: datetime) -> None:
    """Leave what was told aside; it stays readable."""
    for change in changes:
        if change.state is ChangeState.WAITING:
            change.state, change.decided_at = ChangeState.LEFT, at


def _record(
    session: Session, change: ReturnChange, by: Viewer, at: datetime, done_on: date
) -> None:
    work = task_at_work(session, by, change.task_id)
    form = change.form
    deed = Deed(
        actor_id=by.person_id,
        actor_name=by.name,
        at=at,
        done_on=done_on,
        means=Means.FORM,
        for_id=form.person_id,
        for_name=form.name,
        note="",
    )
    actions.report(session, work, deed, progress_told(change.new, done_on.year))


def _latest(session: Session, task_ids: Sequence[int]) -> dict[int, str]:
    """Answer the newest progress of tasks as it stands in the ledger."""
    tasks = session.scalars(select(Task).where(Task.id.in_(task_ids))).all()
    return {task_id: one.text for task_id, one in latest_progress(session, tasks).items()}


def _note(
    session: Session, row: ReturnedRow, known: Sequence[ReturnChange], today: date, stood: str
) -> bool:
    """Note what a row tells, once; answer whether that was something new."""
    mine = [one for one in known if one.task_id == row.sent.task_id]
    accepted = next((one.new for one in reversed(mine) if one.state is ChangeState.ACCEPTED), {})
    told = {name.value: text for name, text in row.told.items()}
    waiting = next((one for one in mine if one.state is ChangeState.WAITING), None)
    if not differs(row.told, accepted) or any(one.new == told for one in mine):
        return False
    if waiting is not None:
        waiting.new, waiting.done_on = told, today
        return True
    session.add(
        ReturnChange(
            form_id=row.sent.form_id,
            task_id=row.sent.task_id,
            number=row.sent.number,
            problem=row.sent.problem,
            done_on=today,
            old=dict(accepted) or {Open.PROGRESS.value: stood},
            new=told,
        )
    )
    return True


def _addressee(line: LedgerLine, split_by: SplitBy) -> tuple[int | None, str]:
    if split_by is SplitBy.PERSON:
        return line.handler_id, line.handler or _NOBODY
    return line.lead_unit_id, line.lead_unit or _NO_UNIT


def _form(
    position: int, whom: tuple[int | None, str], rows: Sequence[LedgerLine], split_by: SplitBy
) -> ReturnForm:
    by_person = split_by is SplitBy.PERSON
    form = ReturnForm(
        position=position,
        name=whom[1],
        person_id=whom[0] if by_person else None,
        lead_unit_id=None if by_person else whom[0],
    )
    form.rows = [
        ReturnRow(task_id=one.task_id, number=one.number, problem=one.problem) for one in rows
    ]
    return form
