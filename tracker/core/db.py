"""The database: base class, column types, engine, and the one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum as PythonEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, Enum, MetaData, Text, create_engine, event
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import URL, Connection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import TypeDecorator

from tracker.core.errors import StaleError

# WAL-reset can corrupt a database with two connections before this release (sqlite.org, fixed 2026-03-13).
_SAFE_WAL = (3, 51, 3)
_BUSY_MILLISECONDS = 15_000


def _values(kind: type[PythonEnum]) -> list[str]:
    return [str(member.value) for member in kind]


class Base(DeclarativeBase):
    """The base of every table; constraint names come from this convention.

    Enums are kept by value as plain text, so that a new state needs no change of a table.
    """

    type_annotation_map = {
        str: Text(),
        PythonEnum: Enum(PythonEnum, native_enum=False, length=32, values_callable=_values),
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: must be aware, is kept in UTC, comes back aware (SQLite forgets zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """One engine and the two ways to open a session on it."""

    def __init__(self, url: URL) -> None:
        self.engine = make_engine(url)
        self._reading = reading_only(self.engine)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a session that commits once at the end, or rolls back when anything is raised.

        Raises:
            StaleError: a versioned row was changed by somebody else meanwhile.
        """
        with Session(self.engine, expire_on_commit=False) as session:
            try:
                yield session
                session.commit()
            except StaleDataError as error:
                session.rollback()
                raise StaleError from error
            except BaseException:
                session.rollback()
                raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session on one snapshot that never writes."""
        with self.open_reading() as session:
            yield session
            end_reading(session)

    def open_reading(self) -> Session:
        """Answer such a session, which the caller ends (:func:`end_reading`), or closes when anything was raised."""
        return Session(self._reading, expire_on_commit=False, autoflush=False)

    def dispose(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


def end_reading(session: Session) -> None:
    """Close a session that only read.

    By committing: PostgreSQL's driver forgets the statements that it prepared whenever a transaction is rolled back,
    and to plan them anew takes longer than most of them run.
    """
    session.commit()
    session.close()


class _HintingCompiler(SQLiteCompiler):
    """SQLite's compiler, which leaves out what ``with_hint`` says, taught to write it behind the table."""

    def get_from_hint_text(self, table: FromClause, text: str | None) -> str | None:  # noqa: ARG002  SQLAlchemy's signature
        return text


def make_engine(url: URL) -> Engine:
    """Make an engine with the settings of reliability: full sync, foreign keys, early write locks.

    Of several connections the one used last is used again, so that few hold pages in memory and those are warm.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, poolclass=QueuePool, pool_use_lifo=True)
        engine.dialect.statement_compiler = _HintingCompiler
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    engine = create_engine(url, pool_pre_ping=True, pool_use_lifo=True)
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def reading_only(engine: Engine) -> Engine:
    """Answer an engine over the same connections whose transactions see one snapshot and never write."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(read_only=True)
    # The driver says both with BEGIN itself: a statement of its own would be another way to the server and back.
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def journal_mode(version: tuple[int, int, int]) -> str:
    """Answer the SQLite journal mode that is safe with several connections at this version."""
    return "wal" if version >= _SAFE_WAL else "truncate"


def _prepare_sqlite(dbapi: Any, _record: object) -> None:
    dbapi.isolation_level = None  # BEGIN is ours, see _begin_sqlite
    version = tuple(
        int(part) for part in dbapi.execute("select sqlite_version()").fetchone()[0].split(".")
    )
    for pragma in (
        f"busy_timeout={_BUSY_MILLISECONDS}",  # first, so that the others wait for a lock
        f"journal_mode={journal_mode((version[0], version[1], version[2]))}",
        "synchronous=full",
        "foreign_keys=on",
        "trusted_schema=off",
        "cache_size=-4000",
    ):
        dbapi.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred BEGIN that later writes fails at once with "database is locked", busy_timeout or not.
    reading = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _prepare_postgresql(dbapi: Any, _record: object) -> None:
    # To compile a statement (jit) takes longer than any page's runs; PostgreSQL guesses otherwise of the long ones.
    with dbapi.cursor() as cursor:
        cursor.execute(
            "set statement_timeout = '30s'; set lock_timeout = '15s';"
            " set idle_in_transaction_session_timeout = '60s'; set time zone 'UTC'; set jit = off"
        )
    dbapi.commit()
