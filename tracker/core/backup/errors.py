"""What can go wrong with a backup, beside what any input can get wrong."""

from tracker.core.errors import TrackerError


class DamagedBackupError(TrackerError):
    """The file is no backup of this program, or not the one that was written."""


class UnavailableError(TrackerError):
    """The database, or the program that speaks to it, did not do its part."""
