"""How gunicorn serves the program: loaded once, in one process, from which those that serve are forked.

Used by `gunicorn --config python:tracker.gunicorn app:app`. Whatever the processes never change they share: code,
tables, routes. A process that is forked begins with no connection to the database, for loading opens none.
"""

import gc
from typing import Any

from tracker.scheduler import stand_for_election

workers = 2
threads = 4
keepalive = 20
loglevel = "warning"
preload_app = True


def when_ready(_server: object) -> None:
    """Leave what was loaded alone: the collector would write to it, and each process get a copy of its own."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Stand for election in each process that serves; threads do not live on in a fork."""
    stand_for_election(worker.wsgi)
