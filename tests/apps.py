"""One application for all tests of a process, standing on another database every time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import URL, Dialect, event, make_url

from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.factory import create_app

_NOWHERE = make_url("sqlite://")
_apps: dict[Settings, Flask] = {}
_databases: dict[str, "_Movable"] = {}


class _Movable:
    """An engine that is pointed at another database for each test, and keeps the statements that it has compiled."""

    def __init__(self, url: URL) -> None:
        self.url = url
        self.database = Database(url)
        event.listen(self.database.engine, "do_connect", self._point)
        if url.get_backend_name() == "sqlite":
            event.listen(self.database.engine, "connect", _trust_the_disk)

    def _point(
        self, dialect: Dialect, _record: Any, args: list[Any], named: dict[str, Any]
    ) -> None:
        args[:], more = dialect.create_connect_args(self.url)
        named.update(more)


def _trust_the_disk(dbapi: Any, _record: object) -> None:
    """Leave out waiting for the disk, as the test's PostgreSQL does: no test of ours pulls the plug in-process."""
    dbapi.execute("pragma synchronous=off")


@contextmanager
def application(settings: Settings) -> Iterator[Flask]:
    """Lend the application with these settings; making it anew would cost more than most tests.

    It knows nothing of the test before: its database, its settings and its configuration are those of a new one.
    One test must not borrow it twice at a time; whoever needs a second one makes it with create_app().
    """
    kind = replace(settings, database_url=_NOWHERE, instance_path=Path())
    if kind not in _apps:
        _apps[kind] = create_app(kind)
    app = _apps[kind]
    config = dict(app.config)
    database = _database(settings.database_url)
    app.extensions.update(settings=settings, database=database)
    app.extensions.pop("demo", None)
    try:
        yield app
    finally:
        database.dispose()
        app.config.clear()
        app.config.update(config)


def _database(url: URL) -> Database:
    backend = url.get_backend_name()
    if backend not in _databases:
        _databases[backend] = _Movable(url)
    _databases[backend].url = url
    return _databases[backend].database
