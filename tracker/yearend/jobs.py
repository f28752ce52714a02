"""Making a file that takes long, in a process of its own: rows are counted as they are written, for people to see."""

from tempfile import TemporaryFile
from typing import IO

from tracker.core import clock
from tracker.core.config import read_settings
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.yearend.models import FileKind, Making, YearFile
from tracker.yearend.queries import desk_of, part_of, rows_at_most, year_in_parts
from tracker.yearend.queries.papers import file_with_unit
from tracker.yearend.render.excel import write_year
from tracker.yearend.render.word import report_as_word


def main(file_id: int) -> None:
    """Make one file with the settings of this process's surroundings."""
    settings = read_settings()
    make_file(Database(settings.database_url), FileStore(settings.evidence_path), file_id)


def make_file(database: Database, store: FileStore, file_id: int) -> None:
    """Make a file that was asked for, and keep it; whatever goes wrong is told where people look."""
    _note(database, file_id, state=Making.RUNNING)
    try:
        with TemporaryFile() as made:
            rows = _make(database, file_id, made)
            kept = store.keep_stream(made)
    except Exception:
        _note(database, file_id, state=Making.FAILED)
        raise
    _note(database, file_id, state=Making.READY, done=rows, total=rows, file_hash=kept)


def _make(database: Database, file_id: int, out: IO[bytes]) -> int:
    """Write the file and answer how many rows its ledger has."""
    with database.reading() as session:
        asked = file_with_unit(session, file_id)
        if asked.kind is FileKind.WORD:
            report = desk_of(session, asked.unit, asked.year, asked.as_of, asked.length).report
            out.write(report_as_word(report, signed_on=asked.made_on))
            return len(report.ledger)
        total = rows_at_most(session, asked.unit_id, asked.year, asked.as_of)
    _note(database, file_id, total=total)
    year = part_of(asked.unit, asked.year, asked.as_of)
    return write_year(
        out,
        year,
        year_in_parts(database.reading, year, asked.unit_id),
        filled_in_on=asked.made_on,
        note=lambda rows: _note(database, file_id, done=rows),
    )


def _note(database: Database, file_id: int, **told: object) -> None:
    """Write down how far a file is, in a transaction of its own."""
    with database.transaction() as session:
        row = session.get_one(YearFile, file_id)
        for name, value in told.items():
            setattr(row, name, value)
        row.moved_at = clock.now()
