"""Copying a SQLite database by its backup API, which reads and writes in one transaction."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import URL

from tracker.core.backup.errors import DamagedBackupError, UnavailableError

_WAIT_SECONDS = 0.25
_WAITS = 60


def dump(url: URL, target: Path) -> None:
    """Copy the database into a new file and check the copy.

    Everything is read in one step under one lock, so the copy is one moment of the database whoever writes.

    Raises:
        UnavailableError: there is no database, it stays locked for 15 seconds, or the copy fails its check.
    """
    path = Path(url.database or "")
    if not path.is_file():
        raise UnavailableError("数据库文件不存在，请先执行 db upgrade。")
    try:
        _copy(path, target)
        check(target)
    except DamagedBackupError as error:
        raise UnavailableError(f"数据库没有通过完整性检查：{error}") from error


def load(source: Path, url: URL) -> None:
    """Replace the whole content of a database by that of a checked copy, in one transaction.

    Raises:
        UnavailableError: the database stays locked for 15 seconds, because the program still runs.
    """
    path = Path(url.database or "")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    _copy(source, path)


def check(path: Path) -> None:
    """Check a copy from its first page to its last foreign key.

    Raises:
        DamagedBackupError: it is no SQLite database, or a damaged one.
    """
    try:
        with closing(sqlite3.connect(path)) as copy:
            verdict = copy.execute("pragma integrity_check").fetchone()[0]
            orphans = copy.execute("pragma foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        raise DamagedBackupError(str(error)) from error
    if verdict != "ok":
        raise DamagedBackupError(verdict)
    if orphans:
        raise DamagedBackupError(f"foreign_key_check: {len(orphans)}")


def _copy(source: Path, target: Path) -> None:
    waits = 0

    def wait(status: int, _remaining: int, _total: int) -> None:
        nonlocal waits
        waits += status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        if waits > _WAITS:
            raise UnavailableError("数据库一直被占用，请先停止程序再试。")

    try:
        with closing(_open(source)) as old, closing(_open(target, create=True)) as new:
            old.backup(new, pages=-1, progress=wait, sleep=_WAIT_SECONDS)
    except sqlite3.DatabaseError as error:
        raise UnavailableError(f"数据库读写失败：{error}") from error


def _open(path: Path, *, create: bool = False) -> sqlite3.Connection:
    mode = "rwc" if create else "rw"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)
