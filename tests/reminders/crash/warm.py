"""A sweep of an empty town before the fork server forks: what every process would make anew is made once.

Only the fork server imports this. What it opened is closed again: children share memory, never a connection.
"""

import gc
import tempfile
from pathlib import Path

import psycopg  # noqa: F401  for children that work on PostgreSQL
from sqlalchemy import make_url

from tests.conftest import settings_for
from tests.reminders.conftest import TEN, moment
from tracker.core import clock
from tracker.factory import create_app
from tracker.reminders.jobs import sweep
from tracker.web.migrations import upgrade


def _rehearse() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = make_url(f"sqlite:///{folder}/empty.db")
        upgrade(url)
        app = create_app(settings_for(url, Path(folder)))
        with app.app_context(), clock.frozen(moment(TEN)):
            sweep(moment(TEN), everything=True)
        app.extensions["database"].dispose()


_rehearse()
gc.collect()
gc.freeze()  # what all share is not walked, and so not copied, in each child
