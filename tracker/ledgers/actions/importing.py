"""An import from the upload to the ledger: kept as a draft, mended row by row, written all or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.core.errors import ConflictError, InvalidError
from tracker.ledgers.actions.applying import Hand, apply_changes
from tracker.ledgers.actions.bringing_in import bring_in
from tracker.ledgers.models import ImportRow, LedgerImport, LedgerMapping
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.importing.headers import Header
from tracker.ledgers.rules.importing.planning import Plan, chosen
from tracker.reports.rules.sources import Source
from tracker.tasks.access import hold_tasks

MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept workbook and what was said about it."""

    file_name: str
    file_hash: str
    year: int
    source: Source
    closed_on: date | None = None


def begin(
    session: Session, unit: Unit, upload: Upload, sheet: int, header: Header, hand: Hand
) -> LedgerImport:
    """Begin an import: a draft that belongs to the person who uploaded the workbook."""
    draft = LedgerImport(
        unit_id=unit.id,
        person_id=hand.viewer.person_id,
        file_name=upload.file_name,
        file_hash=upload.file_hash,
        year=upload.year,
        source=upload.source,
        closed_on=upload.closed_on,
        sheet=sheet,
        header_first=header.first,
        header_height=header.height,
        fields=_packed(header.fields),
        created_at=hand.at,
    )
    session.add(draft)
    session.flush()
    return draft


def lay_out(
    session: Session,
    draft: LedgerImport,
    sheet: int,
    header: Header,
    entries: Sequence[Entry],
    *,
    at: datetime,
) -> None:
    """Take the rows of a sheet by the columns that a person agreed to; what was mended before is read anew.

    Raises:
        InvalidError: no column is the problem, or there are no rows, or too many.
    """
    _check_open(draft)
    if Key.PROBLEM not in header.fields.values() and header.key_column is None:
        raise InvalidError("请指出哪一列是“反馈问题”。")
    if not entries:
        raise InvalidError("照这样对应读不出任何一行，请检查表头的位置。")
    if len(entries) > MOST_ROWS:
        raise InvalidError(f"一次最多导入{MOST_ROWS}行，这张表有{len(entries)}行，请拆开。")
    draft.sheet, draft.header_first, draft.header_height = sheet, header.first, header.height
    draft.fields, draft.read_at = _packed(header.fields), at
    session.execute(delete(ImportRow).where(ImportRow.import_id == draft.id))
    session.execute(
        insert(ImportRow),
        [_row(draft, position, one) for position, one in enumerate(entries, start=1)],
    )
    _remember(session, draft.unit_id, header, at)


def mend(
    row: ImportRow, cells: Mapping[Key, str], *, contact_id: int | None, skipped: bool
) -> None:
    """Take over what a person put right in a row; cells that are not named stay."""
    kept = {**row.cells, **{key.value: text for key, text in cells.items()}}
    row.cells = {key: text for key, text in kept.items() if text}
    row.contact_id = contact_id
    row.skipped = skipped


def describe(draft: LedgerImport, *, year: int, source: Source, closed_on: date | None) -> None:
    """Change what holds for the whole workbook."""
    _check_open(draft)
    draft.year, draft.source, draft.closed_on = year, source, closed_on


def confirm(
    session: Session,
    draft: LedgerImport,
    unit: Unit,
    plan: Plan,
    ticked: Collection[str],
    hand: Hand,
) -> dict[str, Any]:
    """Write an import: all of it, or nothing; answer what was done.

    Raises:
        ConflictError: it was written before.
        InvalidError: rows must be mended first.
        ForbiddenError, WrongStateError: a change is refused by the life of its task.
    """
    _check_open(draft)
    result = write(session, unit, plan, ticked, hand)
    draft.result, draft.done_at = result, hand.at
    return result


def write(
    session: Session, unit: Unit, plan: Plan, ticked: Collection[str], hand: Hand
) -> dict[str, Any]:
    """Write what a plan holds, without a draft; see ``confirm``."""
    if plan.stopping:
        raise InvalidError(f"还有{plan.stopping}行须先改好（标“必须改”的格），或选“不导入”。")
    rows = [one.row for one in plan.to_write]
    changes = chosen(plan.changes, ticked)
    hold_tasks(session, [one.task_id for one in changes])  # before the unit, as in every step
    tasks = bring_in(session, unit, rows, hand.deed, file_name=hand.file_name) if rows else []
    for task_id, group in groupby(changes, key=lambda one: one.task_id):
        apply_changes(session, task_id, list(group), hand)
    return {
        "problems": plan.problems,
        "tasks": len(tasks),
        "closed": plan.closed,
        "changed": len(changes),
        "same": plan.same,
        "left": len(plan.changes) - len(changes),
    }


def drop(session: Session, draft: LedgerImport) -> None:
    """Throw a draft away."""
    _check_open(draft)
    session.execute(delete(ImportRow).where(ImportRow.import_id == draft.id))
    session.delete(draft)


def _check_open(draft: LedgerImport) -> None:
    if draft.done_at is not None:
        raise ConflictError("这份台账已经导入完成，不能再改。")


def _packed(fields: Mapping[int, Key]) -> dict[str, str]:
    return {str(column): key.value for column, key in fields.items()}


def _row(draft: LedgerImport, position: int, one: Entry) -> dict[str, Any]:
    return {
        "import_id": draft.id,
        "position": position,
        "row": one.row,
        "problem": one.problem,
        "cells": {key.value: text for key, text in one.cells.items()},
        "key": one.key.written if one.key else "",
        "skipped": False,
    }


def _remember(session: Session, unit_id: int, header: Header, at: datetime) -> None:
    known = session.scalars(
        select(LedgerMapping).where(
            LedgerMapping.unit_id == unit_id, LedgerMapping.fingerprint == header.fingerprint
        )
    ).one_or_none()
    if known is None:
        known = LedgerMapping(unit_id=unit_id, fingerprint=header.fingerprint)
        session.add(known)
    known.fields, known.saved_at = _packed(header.fields), at
