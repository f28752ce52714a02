"""Making a file that takes long, in a process of its own: rows are counted as they are written, for people to see."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from tracker.core import clock
from tracker.core.config import read_settings
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.yearend.models import FileKind, Making, YearFile
from tracker.yearend.queries import desk_of
from tracker.yearend.queries.papers import file_with_unit
from tracker.yearend.render.excel import year_as_excel
from tracker.yearend.render.word import report_as_word
from tracker.yearend.rules.year import YearReport

_NOTED_EVERY = 500  # rows
Row = TypeVar("Row")
Note = Callable[[int], None]


def main(file_id: int) -> None:
    """Make one file with the settings of this process's surroundings."""
    settings = read_settings()
    make_file(Database(settings.database_url), FileStore(settings.evidence_path), file_id)


def make_file(database: Database, store: FileStore, file_id: int) -> None:
    """Make a file that was asked for, and keep it; whatever goes wrong is told where people look."""
    _note(database, file_id, state=Making.RUNNING)
    try:
        kept = store.keep(_made(database, file_id))
    except Exception:
        _note(database, file_id, state=Making.FAILED)
        raise
    _note(database, file_id, state=Making.READY, file_hash=kept)


def _made(database: Database, file_id: int) -> bytes:
    with database.reading() as session:
        asked = file_with_unit(session, file_id)
        report = desk_of(session, asked.unit, asked.year, asked.as_of, asked.length).report
    total = len(report.ledger)
    _note(database, file_id, total=total)
    return _content(asked, report, lambda done: _note(database, file_id, done=done))


def _content(asked: YearFile, report: YearReport, note: Note) -> bytes:
    if asked.kind is FileKind.WORD:
        return report_as_word(report, signed_on=asked.made_on)
    return year_as_excel(
        report, filled_in_on=asked.made_on, counted=lambda rows: _counted(rows, note)
    )


def _counted(rows: Iterable[Row], note: Note) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % _NOTED_EVERY == 0:
            note(number)


def _note(database: Database, file_id: int, **told: object) -> None:
    """Write down how far a file is, in a transaction of its own."""
    with database.transaction() as session:
        row = session.get_one(YearFile, file_id)
        for name, value in told.items():
            setattr(row, name, value)
        row.moved_at = clock.now()
