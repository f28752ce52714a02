"""Hearing what a database is asked, to hold a page or a job to its budget."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event

_NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "set ")


@contextmanager
def statements(bind: Engine | Connection) -> Iterator[list[str]]:
    """Collect the statements asked inside the block: reads and writes, not what opens and closes a transaction."""
    asked: list[str] = []

    def note(*call: object) -> None:
        said = str(call[2])
        if not said.startswith(_NOT_COUNTED):
            asked.append(said.replace("\n", " "))

    event.listen(bind, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(bind, "before_cursor_execute", note)
