"""How Alembic meets the database: guarded foreign keys on SQLite, one migrator at a time on PostgreSQL."""

from typing import Any

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import DateTime, Enum

from tracker.core.config import read_settings
from tracker.core.db import UTCDateTime, make_engine
from tracker.schema import metadata

_LOCK = 727_000
_DIRECTED = frozenset(
    f"ix_task_{whose}{order}"
    for whose in ("", "of_unit_")
    for order in ("in_order", "by_due", "by_moved")
)
# What migrations 0009, 0011 and 0012 keep by themselves: indexes with directions, pairs of characters, the trail's index.
_UNTOLD = {
    "index": _DIRECTED | {"ix_problem_word_pairs", "ix_task_word_pairs", "ix_trace_at_hand"},
    "table": frozenset({"problem_pair", "task_pair"}),
}


def render_item(kind: str, item: object, _context: AutogenContext) -> Any:
    """Write our own column types as plain ones, so that a migration imports nothing from tracker."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return "sa.String(length=32)"
    return False


def compare_type(
    _context: object, _inspected: object, _column: object, database: Any, model: Any
) -> bool | None:
    """Tell Alembic that our own types equal the plain ones a migration made."""
    if isinstance(model, UTCDateTime):
        return not isinstance(database, DateTime)
    if isinstance(model, Enum):
        return False
    return None


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what models cannot say, and what stands in a migration alone."""
    return name not in _UNTOLD.get(kind, ())


def migrate() -> None:
    """Run the migrations on the configured database."""
    url = context.config.attributes.get("url") or read_settings().database_url
    engine = make_engine(url)
    with engine.connect() as connection:
        lite = connection.dialect.name == "sqlite"
        raw: Any = connection.connection.dbapi_connection
        if lite:  # a rebuilt parent table would cascade to its children; no transaction is open yet
            raw.execute("pragma foreign_keys=off")
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=lite,
            render_item=render_item,
            compare_type=compare_type,
            include_name=include_name,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            if not lite:
                connection.exec_driver_sql(f"select pg_advisory_xact_lock({_LOCK})")
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()
        if lite:
            broken = raw.execute("pragma foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"foreign keys are broken after the migration: {broken[:3]}")
            raw.execute("pragma foreign_keys=on")
    engine.dispose()


migrate()
