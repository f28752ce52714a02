"""What the timetable asks of tasks: the lists of days that are not sealed yet, and files to be swept."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from tracker.tasks.actions import sweep_store
from tracker.tasks.actions.seals import seal_next_day
from tracker.tasks.rules.seals import derived_key
from tracker.web.database import file_store, previews, settings, transaction

SEALS = "seals"
FILES = "files"


def seal_days(at: datetime, everything: bool) -> str:  # noqa: ARG001, FBT001  the shape of every job
    """Seal each day up to yesterday that has no list yet, each in a transaction of its own."""
    key = derived_key(settings().secret_key)
    days = []
    try:
        while True:
            with transaction() as session:
                day = seal_next_day(session, key, at=at)
            if day is None:
                break
            days.append(day)
    except IntegrityError:
        return "另一个进程正在封存，这一次不用再做。"
    if not days:
        return "没有要封存的日子。"
    return f"已封存{len(days)}天，最近一天是{days[-1].isoformat()}。"


def sweep_files(at: datetime, everything: bool) -> str:  # noqa: ARG001, FBT001  the shape of every job
    """Remove what was destroyed but is still there, what was left half written, and stray previews."""
    with transaction() as session:
        return sweep_store(session, file_store(), previews(), at=at).words
