"""What an import is checked against: the office's names, the ledger's tasks, what was mapped before."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.accounts.models import Unit
from tracker.ledgers.models import ImportRow, LedgerImport, LedgerMapping
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.entries import Entry
from tracker.ledgers.rules.importing.headers import Header
from tracker.ledgers.rules.importing.planning import DraftRow, Plan, numbers_in, plan
from tracker.ledgers.rules.importing.rows import Directory, Known, Settings
from tracker.ledgers.rules.keys import read_key
from tracker.ledgers.rules.lines import LedgerLine
from tracker.tasks.models import Problem, Task
from tracker.tasks.queries import Office, office_of


def directory_of(session: Session, unit: Unit, today: date) -> tuple[Directory, Office]:
    """Answer the names and tasks of a ledger (two statements)."""
    office = office_of(session, unit, today)
    rows = session.execute(
        select(Task.id, Task.number, Problem.year, Problem.text)
        .join(Problem, Problem.id == Task.problem_id)
        .where(Task.unit_id == unit.id)
        .order_by(Task.id.desc())
    ).all()
    return (
        Directory(
            unit_code=unit.code,
            people={one.name: one.person_id for one in reversed(office.people)},
            leaders=frozenset(one.person_id for one in office.people if one.leads),
            units={name: key for key, name in office.units},
            tasks={row.number: Known(row.id, row.text) for row in rows},
            texts={(row.year, row.text): row.number for row in rows},
            anywhere={row.text: row.number for row in rows},
        ),
        office,
    )


def plan_of(
    session: Session,
    unit: Unit,
    drafts: Sequence[DraftRow],
    settings: Settings,
    directory: Directory,
) -> Plan:
    """Work out what an import would do to a ledger as it stands now."""
    lines = lines_by_number(session, unit.id, numbers_in(drafts, unit.code), settings.today)
    return plan(drafts, settings, directory, lines)


def remembered(session: Session, unit_id: int, header: Header) -> Header:
    """Answer a header with its columns as a person of the unit mapped them before, if anybody did."""
    known = session.scalars(
        select(LedgerMapping).where(
            LedgerMapping.unit_id == unit_id, LedgerMapping.fingerprint == header.fingerprint
        )
    ).one_or_none()
    return header.with_fields(fields_of(known.fields)) if known else header


def fields_of(packed: dict[str, str]) -> dict[int, Key]:
    """Read back the columns of a draft or a remembered mapping."""
    return {int(column): Key(word) for column, word in packed.items()}


def rows_of_import(session: Session, draft: LedgerImport) -> Sequence[ImportRow]:
    """Answer the rows of a draft in order."""
    return session.scalars(
        select(ImportRow).where(ImportRow.import_id == draft.id).order_by(ImportRow.position)
    ).all()


def draft_row(row: ImportRow) -> DraftRow:
    """Answer a kept row as the rules know it."""
    cells = {Key(key): text for key, text in row.cells.items()}
    entry = Entry(row.row, row.problem, cells, read_key(row.key) if row.key else None)
    return DraftRow(entry, row.id, row.contact_id, row.skipped)


def drafts_of(session: Session, person_id: int) -> Sequence[LedgerImport]:
    """Answer a person's last imports, newest first, with those that are not done yet."""
    return session.scalars(
        select(LedgerImport)
        .where(LedgerImport.person_id == person_id)
        .order_by(LedgerImport.done_at.is_not(None), LedgerImport.id.desc())
        .limit(20)
    ).all()


def lines_by_number(
    session: Session, unit_id: int, numbers: Collection[str], today: date
) -> dict[str, LedgerLine]:
    """Answer the ledger's own rows with these numbers; thousands of numbers are no single question."""
    rows = session.execute(select(Task.id, Task.number).where(Task.unit_id == unit_id))
    ids = [row.id for row in rows if row.number in numbers]
    return {one.number: one for one in ledger_lines(session, ids, today)}
