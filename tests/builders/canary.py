"""One row in every table of a ledger, every text of it a canary: a word that must never leave the ledger."""

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum as PythonEnum
from typing import Any, cast

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    CursorResult,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    insert,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeDecorator

from tracker.accounts.models import Person, Unit
from tracker.schema import metadata

CANARY = "kanari7f3c9e"
# Kept for the whole installation or for one person, not for a ledger; or written by the program alone.
LEFT_OUT = frozenset(
    {
        *("installation", "unit", "person", "appointment", "sign_in", "account_event"),
        *("reminder_cursor", "channel_state", "heartbeat", "stand_in"),
        *("day_override", "password_link", "seal", "sealed_head"),
    }
)
_DAY = date(2026, 3, 2)
_MOMENT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
# What a constraint of the table asks for beyond the types of its columns.
_MEANT: dict[str, dict[str, Any]] = {
    "message": {"lease_until": None},
    "letter": {"number": None},
    "reminder_rule": {"parts": "handler", "kinds": "", "anchor": "due", "channels": ""},
    "submission": {
        "figures": {"problems": {}, "tasks": {}, "measures": 0, "sustained_counts": False}
    },
    "submission_line": {"stand": "overdue"},
}


def plant(session: Session, *, unit_id: int, person_id: int, **meant: Any) -> dict[str, int]:
    """Write one row into every table, hung on a unit and a person; answer the ids by the tables' names."""
    ids = {"unit": unit_id, "person": person_id}
    for table in metadata.sorted_tables:
        if table.name in LEFT_OUT:
            continue
        values = {
            column.name: _value(column, table, ids)
            for column in table.columns
            if not _left_to_database(column)
        }
        values |= _MEANT.get(table.name, {}) | meant.get(table.name, {})
        made = cast("CursorResult[Any]", session.execute(insert(table).values(values)))
        key = made.inserted_primary_key
        if "id" in table.columns and key is not None:
            ids[table.name] = key[0]
    return ids


def rename(unit: Unit, person: Person) -> None:
    """Let a unit and a person be called by canaries, too."""
    unit.name = f"{CANARY}-unit-name"
    person.name = f"{CANARY}-person-name"
    person.email = f"{CANARY}-person-email@qinghe.example"
    person.phone = f"{CANARY}-person-phone"


def _left_to_database(column: "Column[Any]") -> bool:
    counted = isinstance(column.type, Integer) and column.autoincrement is not False
    return column.primary_key and not column.foreign_keys and counted


def _value(column: "Column[Any]", table: Table, ids: dict[str, int]) -> Any:
    for key in column.foreign_keys:
        of = key.column.table.name
        return None if of == table.name else ids.get(of)
    kind = column.type
    if isinstance(kind, Enum):
        return None if column.nullable else _first(kind)
    if isinstance(kind, TypeDecorator):
        kind = kind.impl_instance
    for types, value in _BY_TYPE:
        if isinstance(kind, types):
            return value
    return f"{CANARY}-{table.name}-{column.name}"


def _first(kind: Enum) -> PythonEnum | str:
    return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]


_BY_TYPE: tuple[tuple[Any, Any], ...] = (
    (JSON, {}),
    (Boolean, False),
    (Numeric, Decimal(3)),
    (Integer, 3),
    (Date, _DAY),
    (DateTime, _MOMENT),
    (LargeBinary, CANARY.encode()),
)
