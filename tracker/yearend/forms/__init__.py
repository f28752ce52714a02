"""What people ask of a year and what they type into its draft."""

from tracker.yearend.forms.asking import FIRST_YEAR, LAST_YEAR, Asked, asked, last_day

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Asked", "asked", "last_day"]
