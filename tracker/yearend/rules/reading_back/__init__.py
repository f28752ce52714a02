"""A rewritten report read back: what in it differs from the ledger, for a person to settle one by one."""

from tracker.yearend.rules.reading_back.differences import Choice, Difference, Kind
from tracker.yearend.rules.reading_back.whole import ReadBack, read_back

__all__ = ["Choice", "Difference", "Kind", "ReadBack", "read_back"]
