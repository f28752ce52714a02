"""Keeping uploaded bytes under their SHA-256, outside the web root."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from tracker.core.errors import NotFoundError, TrackerError


class DamagedFileError(TrackerError):
    """The kept bytes no longer have the hash under which they were kept."""

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files named by their hash; equal content is kept once."""

    root: Path

    def keep(self, content: bytes) -> str:
        """Keep bytes durably and answer their SHA-256 (hex).

        Written under a temporary name, synced and renamed, so a killed process never leaves half a file
        under a hash.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        target = self._path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            _write_synced(temporary, content)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
        return sha256

    def has(self, sha256: str) -> bool:
        """Answer whether anything is kept under a hash."""
        return self._path(sha256).is_file()

    def read(self, sha256: str) -> bytes:
        """Answer the bytes kept under a hash, checked against it.

        Raises:
            NotFoundError: nothing is kept under this hash (destroyed, or never there).
            DamagedFileError: the bytes changed on disk.
        """
        try:
            content = self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedFileError(sha256)
        return content

    def destroy(self, sha256: str) -> None:
        """Remove the bytes for good; a missing file is no error."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256


def _write_synced(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
