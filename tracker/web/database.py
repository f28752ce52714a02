"""The database of the running application, for doors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import Flask, current_app, g
from sqlalchemy.orm import Session

from tracker.core.config import Settings
from tracker.core.db import Database, end_reading
from tracker.core.files import FileStore
from tracker.core.previews import Previews


def database() -> Database:
    """Answer the application's database."""
    return cast("Database", current_app.extensions["database"])


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the one transaction in which a door writes.

    Raises:
        RuntimeError: the door still reads; on SQLite its commit would wait for its own reading.
    """
    if "reading" in g:
        raise RuntimeError("a transaction was opened inside a reading")
    _let_go()
    with database().transaction() as session:
        yield session


@contextmanager
def reading(*, goes_on: bool = False) -> Iterator[Session]:
    """Open a session that only reads, on one snapshot; inside another reading, answer that one.

    A page may be rendered while its reading is open, and the frame around it reads too: with a connection of
    its own it would wait for a writer that waits for the first. A reading that ``goes_on`` is left open for the
    next one of the request, until somebody writes or the request ends; nothing that takes long may come between.
    """
    if "reading" in g:
        yield g.reading
        return
    session: Session = g.pop("held", None) or database().open_reading()
    g.reading = session
    try:
        yield session
    except BaseException:
        session.close()
        raise
    else:
        if goes_on:
            g.held = session
        else:
            end_reading(session)
    finally:
        del g.reading


def configure_database(app: Flask) -> None:
    """Let a reading that goes on end with its request at the latest."""
    app.teardown_appcontext(lambda _: _let_go())


def _let_go() -> None:
    held: Session | None = g.pop("held", None)
    if held is not None:
        held.close()


def settings() -> Settings:
    """Answer the settings with which the application was started."""
    return cast("Settings", current_app.extensions["settings"])


def file_store() -> FileStore:
    """Answer the store of kept files."""
    return FileStore(settings().evidence_path)


def previews() -> Previews:
    """Answer the store of drawings of kept pictures."""
    return Previews(settings().previews_path)
