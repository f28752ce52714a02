"""Reading a unit's year, once, as plain rows."""

from tracker.yearend.queries.facts import year_facts

__all__ = ["year_facts"]
