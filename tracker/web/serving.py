"""Whether this process serves pages, and how little memory it then holds on to."""

import ctypes
import os
import sys

import click

# glibc's numbers for mallopt(3), and what they are set to.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_SMALL = 128 * 1024


def is_serving() -> bool:
    """Answer whether this process serves pages: gunicorn, waitress, or `flask run`."""
    context = click.get_current_context(silent=True)
    if context is not None:
        return context.info_name == "run"
    return "gunicorn" in os.environ.get("SERVER_SOFTWARE", "") or "waitress" in sys.modules


def is_forked_from() -> bool:
    """Answer whether the program is loaded to be forked (see ``tracker.gunicorn``): threads begin in the forks only."""
    return "tracker.gunicorn" in sys.modules


def hold_little() -> None:
    """Let the C library give freed memory back to the system; where it is another one than glibc, nothing happens.

    It would keep a heap for each thread and raise its limits by itself, and after a morning's work a process would
    hold half as much again as it uses. Python lets one thread work at a time, so that one heap is enough.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if os.name == "posix" else None
    if mallopt is None:
        return
    mallopt(_ARENA_MAX, 1)
    mallopt(_TRIM_THRESHOLD, _SMALL)
    mallopt(_MMAP_THRESHOLD, _SMALL)
