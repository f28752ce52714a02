"""Backing up and restoring: the database by its own way, the kept files, and a manifest of hashes."""

from tracker.core.backup.archive import Manifest, make_backup, read_manifest, restore_backup
from tracker.core.backup.errors import DamagedBackupError, UnavailableError

__all__ = [
    "DamagedBackupError",
    "Manifest",
    "UnavailableError",
    "make_backup",
    "read_manifest",
    "restore_backup",
]
