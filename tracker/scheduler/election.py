"""Standing for election: of all processes that serve, exactly one keeps the timetable."""

import atexit
import threading

from flask import Flask

from tracker.core.config import Settings
from tracker.scheduler.locks import lock_of
from tracker.scheduler.timetable import kept
from tracker.web.serving import is_forked_from, is_serving

_LOOK_SECONDS = 0.5


class Candidate:
    """A process that stands for election until it is stopped, and keeps the timetable while it leads."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stopped = threading.Event()
        self._lock = lock_of(app)

    def stand(self) -> None:
        """Try for the lock again and again; lead while it is held."""
        while not self._stopped.is_set():
            if self._lock.take():
                with kept(self._app):
                    while self._lock.held() and not self._stopped.wait(_LOOK_SECONDS):
                        pass
                self._lock.give_back()
            self._stopped.wait(_LOOK_SECONDS)

    def stop(self) -> None:
        """Stop leading and standing."""
        self._stopped.set()


def start_in_web(app: Flask) -> None:
    """Stand for election in a process that serves pages; commands and tests start nothing."""
    if is_serving() and not is_forked_from():
        stand_for_election(app)


def stand_for_election(app: Flask) -> None:
    """Stand in a thread of this process until it ends, unless the timetable is kept elsewhere."""
    settings: Settings = app.extensions["settings"]
    if not settings.scheduler_in_web:
        return
    candidate = Candidate(app)
    threading.Thread(target=candidate.stand, name="scheduler", daemon=True).start()
    atexit.register(candidate.stop)
