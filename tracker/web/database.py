"""The database of the running application, for doors."""

from contextlib import AbstractContextManager
from typing import cast

from flask import current_app
from sqlalchemy.orm import Session

from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.core.previews import Previews


def database() -> Database:
    """Answer the application's database."""
    return cast("Database", current_app.extensions["database"])


def transaction() -> AbstractContextManager[Session]:
    """Open the one transaction in which a door writes."""
    return database().transaction()


def reading() -> AbstractContextManager[Session]:
    """Open a session that only reads, on one snapshot."""
    return database().reading()


def settings() -> Settings:
    """Answer the settings with which the application was started."""
    return cast("Settings", current_app.extensions["settings"])


def file_store() -> FileStore:
    """Answer the store of kept files."""
    return FileStore(settings().evidence_path)


def previews() -> Previews:
    """Answer the store of drawings of kept pictures."""
    return Previews(settings().previews_path)
