"""A watchdog beside a line: it cuts the line when one exchange takes too long in all."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LOOKS = 20


class Watchdog:
    """One thread for as long as a connection is kept; a thread for each mail would cost more than the mail."""

    def __init__(self, seconds: float, cut: Callable[[], None]) -> None:
        self._seconds = seconds
        self._cut = cut
        self._until: float | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Let one exchange take so many seconds, give or take a twentieth."""
        self._until = time.monotonic() + self._seconds
        try:
            yield
        finally:
            self._until = None

    def end(self) -> None:
        """Stop watching: the connection is gone."""
        self._ended.set()

    def _watch(self) -> None:
        while not self._ended.wait(self._seconds / _LOOKS):
            until = self._until
            if until is not None and time.monotonic() > until:
                self._cut()
                return
