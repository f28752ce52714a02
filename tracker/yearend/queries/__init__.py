"""Reading a unit's year, once, as plain rows."""

from tracker.yearend.queries.drafts import Desk, desk_of, house_row, pledges_of, versions_of
from tracker.yearend.queries.entries import Entries, entries_of
from tracker.yearend.queries.facts import year_facts
from tracker.yearend.queries.parts import part_of, rows_at_most, year_in_parts
from tracker.yearend.queries.standing import standing_facts

__all__ = [
    "Desk",
    "Entries",
    "desk_of",
    "entries_of",
    "house_row",
    "part_of",
    "pledges_of",
    "rows_at_most",
    "standing_facts",
    "versions_of",
    "year_facts",
    "year_in_parts",
]
