"""Reading a unit's year, once, as plain rows."""

from tracker.yearend.queries.entries import Entries, entries_of
from tracker.yearend.queries.facts import year_facts

__all__ = ["Entries", "entries_of", "year_facts"]
