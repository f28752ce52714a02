"""Pages of signing in, the first run, people and units."""

from tracker.accounts.views import (
    first_run,
    hats,
    links,
    log,
    moving,
    new_units,
    people,
    person,
    session,
    stand_ins,
    units,
)
from tracker.accounts.views.blueprint import bp

__all__ = [
    "bp",
    "first_run",
    "hats",
    "links",
    "log",
    "moving",
    "new_units",
    "people",
    "person",
    "session",
    "stand_ins",
    "units",
]
