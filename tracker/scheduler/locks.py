"""The lock that makes one process the leader: a file beside SQLite, an advisory lock on PostgreSQL."""

import os
from contextlib import suppress
from typing import Protocol

from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from tracker.core.config import Settings
from tracker.core.db import Database

try:
    import fcntl
except ImportError:  # Windows serves with one process, so nobody competes for the lock
    fcntl = None  # type: ignore[assignment]  # checked before use

# Any number, as long as nothing else in this database locks it.
_ADVISORY_LOCK = 727_001


class Lock(Protocol):
    """A lock that one process holds; ``held`` also tells when it was lost."""

    def take(self) -> bool:
        """Try to take the lock; answer whether we have it."""

    def held(self) -> bool:
        """Answer whether we still have it."""

    def give_back(self) -> None:
        """Let the next one have it."""


class FileLock:
    """A lock on a file in the instance folder; the system drops it when the process dies, however it dies."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.instance_path / "scheduler.lock"
        self._handle: int | None = None

    def take(self) -> bool:
        """Try to take the lock; answer whether we have it."""
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            if fcntl is not None:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        self._handle = handle
        return True

    def held(self) -> bool:
        """Answer whether we still have it; the system never takes it away."""
        return self._handle is not None

    def give_back(self) -> None:
        """Let the next one have it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


class AdvisoryLock:
    """An advisory lock of PostgreSQL on a connection of its own; gone as soon as the connection is."""

    def __init__(self, base: Database) -> None:
        self._engine = base.engine
        self._connection: Connection | None = None

    def take(self) -> bool:
        """Try to take the lock; answer whether we have it."""
        try:
            connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        except SQLAlchemyError:
            return False
        try:
            taken = connection.scalar(text(f"select pg_try_advisory_lock({_ADVISORY_LOCK})"))
        except SQLAlchemyError:
            taken = False
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True

    def held(self) -> bool:
        """Answer whether the connection, and with it the lock, is still there."""
        if self._connection is None:
            return False
        try:
            self._connection.scalar(text("select 1"))
        except SQLAlchemyError:
            return False
        return True

    def give_back(self) -> None:
        """Let the next one have it: said aloud, since the server notices a closed connection only in time."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.execute(text(f"select pg_advisory_unlock({_ADVISORY_LOCK})"))
            self._connection.invalidate()  # a lock that was not given up must not live on in the pool
            self._connection.close()
            self._connection = None


def lock_of(app: Flask) -> Lock:
    """Answer the lock that fits the application's database."""
    base: Database = app.extensions["database"]
    if base.engine.dialect.name == "sqlite":
        return FileLock(app.extensions["settings"])
    return AdvisoryLock(base)
