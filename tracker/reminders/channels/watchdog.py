"""A watchdog beside a line: it cuts the line when one exchange takes too long in all.

Time limits of sockets only limit each single wait, so a server that trickles could hold a sender for ever.
"""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Protocol

_LOOKS = 20


class Line(Protocol):
    """A connection as the libraries for SMTP and HTTP keep it; it has no socket before it opens."""

    sock: socket.socket | None


class Watchdog:
    """One thread for as long as a connection is kept; a thread for each mail would cost more than the mail."""

    def __init__(self, seconds: float, line: Line) -> None:
        self._seconds = seconds
        self._line = line
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

    def _cut(self) -> None:
        if self._line.sock is not None:
            with suppress(OSError):
                self._line.sock.shutdown(socket.SHUT_RDWR)
