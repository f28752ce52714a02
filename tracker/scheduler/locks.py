"""The lock that makes one process the leader: a file beside SQLite, an advisory lock on PostgreSQL."""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Protocol

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
# A leader gives a sign of life twice a second; where none comes for so long, another one leads within five.
_SILENCE_SECONDS = 2
_END_WHO_IS_SILENT = text(
    "select pg_terminate_backend(pid) from pg_locks join pg_stat_activity using (pid)"
    " where locktype = 'advisory' and objid = :lock and datname = current_database()"
    " and state_change < clock_timestamp() - make_interval(secs => :silence)"
).bindparams(lock=_ADVISORY_LOCK, silence=_SILENCE_SECONDS)


class Lock(Protocol):
    """A lock that one process holds; ``held``, asked twice a second, also tells when it was lost."""

    def take(self) -> bool:
        """Try to take the lock; answer whether we have it."""

    def held(self) -> bool:
        """Give a sign of life, and answer whether we still have it."""

    def give_back(self) -> None:
        """Let the next one have it."""


class FileLock:
    """A lock on a file beside the database; the system drops it when the process dies, however it dies.

    Beside the database, and not in the folder of an instance: two instances on one database have one leader. Whoever
    holds it touches the file. Where it is not touched any more, its holder is frozen, and another one puts a
    new file in its place; the frozen one finds out when it wakes. A disk that is full or gone is a lock not taken.
    """

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}-scheduler.lock")
        self._handle: int | None = None
        self._seen: tuple[_Sign | None, float] = (None, 0.0)

    def take(self) -> bool:
        """Try to take the lock; answer whether we have it."""
        try:
            return self._take()
        except OSError:
            return False

    def _take(self) -> bool:
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if not _locked(handle, wait=False):
            os.close(handle)
            self._oust_who_is_frozen()
            return False
        if not self._is_ours(handle):
            os.close(handle)
            return False
        self._handle = handle
        return True

    def held(self) -> bool:
        """Give a sign of life, and answer whether nobody put another file in the place of ours."""
        if self._handle is None or not self._is_ours(self._handle):
            return False
        try:
            os.utime(self._path)
        except OSError:
            return False
        return True

    def give_back(self) -> None:
        """Let the next one have it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _is_ours(self, handle: int) -> bool:
        there = self._sign()
        return there is not None and there.file == os.fstat(handle).st_ino

    def _sign(self) -> "_Sign | None":
        try:
            found = self._path.stat()
        except OSError:
            return None
        return _Sign(found.st_ino, found.st_mtime_ns)

    def _oust_who_is_frozen(self) -> None:
        """Take the file of a silent holder away; a second one who would do the same finds another file there."""
        sign, now = self._sign(), time.monotonic()
        if sign != self._seen[0]:
            self._seen = (sign, now)
        if now - self._seen[1] < _SILENCE_SECONDS:
            return
        gate = os.open(
            self._path.with_suffix(".gate"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
        )
        try:
            if _locked(gate, wait=True) and self._sign() == sign:
                self._path.unlink(missing_ok=True)
        finally:
            os.close(gate)


class _Sign(NamedTuple):
    """Which file there is, and when it was last touched, in nanoseconds of whatever clock."""

    file: int
    touched: int


def _locked(handle: int, *, wait: bool) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


class AdvisoryLock:
    """An advisory lock of PostgreSQL on a connection of its own; gone as soon as the connection is.

    Whoever holds it speaks twice a second. Where nothing is heard, the process is frozen or the line is cut without
    the server's knowing, and another one has the server close that connection.
    """

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
            if not taken:
                connection.execute(_END_WHO_IS_SILENT)
        except SQLAlchemyError:
            taken = False
        if not taken:
            connection.close()
            return False
        self._connection = connection
        return True

    def held(self) -> bool:
        """Give a sign of life, and answer whether the connection, and with it the lock, is still there."""
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
    settings: Settings = app.extensions["settings"]
    file = settings.database_url.database
    if base.engine.dialect.name == "sqlite" and file:
        return FileLock(Path(file).resolve())
    return AdvisoryLock(base)
