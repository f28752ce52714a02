"""Keeping uploaded bytes under their SHA-256, outside the web root."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from tracker.core.errors import NotFoundError, TrackerError
from tracker.core.failpoints import failpoint

_BLOCK = 1024 * 1024
_PART = ".part"
_HASH_SIGNS = 64


class DamagedFileError(TrackerError):
    """The kept bytes no longer have the hash under which they were kept."""

    def __init__(self, sha256: str) -> None:
        super().__init__(sha256)
        self.sha256 = sha256


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files named by their hash; equal content is kept once.

    A column that names a kept file is called ``file_hash`` or ``filled_hash``, or ends so: whatever no such
    column names is an orphan (tracker/core/kept.py).
    """

    root: Path

    def keep(self, content: bytes) -> str:
        """Keep bytes durably and answer their SHA-256 (hex)."""
        return self.keep_stream(BytesIO(content))

    def keep_stream(self, source: IO[bytes]) -> str:
        """Keep what a stream holds from its start, block by block, and answer its SHA-256 (hex).

        Written under a temporary name, synced and renamed, so a killed process never leaves half a file
        under a hash.
        """
        sha256 = hash_of(source)
        target = self._path(sha256)
        if target.exists():
            return sha256
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = target.with_name(f".{secrets.token_hex(8)}{_PART}")
        try:
            _write_synced(temporary, source)
            failpoint("file-written")
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
        return sha256

    def has(self, sha256: str) -> bool:
        """Answer whether anything is kept under a hash."""
        return self._path(sha256).is_file()

    def size(self, sha256: str) -> int:
        """Answer how many bytes are kept under a hash; none when nothing is there."""
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            return 0

    def read(self, sha256: str) -> bytes:
        """Answer the bytes kept under a hash, checked against it.

        Raises:
            NotFoundError: nothing is kept under this hash (destroyed, or never there).
            DamagedFileError: the bytes changed on disk.
        """
        with self.open(sha256) as file:
            return file.read()

    def open(self, sha256: str) -> IO[bytes]:
        """Open the file kept under a hash, checked against it without being held in memory.

        Raises:
            NotFoundError: nothing is kept under this hash (destroyed, or never there).
            DamagedFileError: the bytes changed on disk.
        """
        try:
            file = self._path(sha256).open("rb")
        except FileNotFoundError as error:
            raise NotFoundError from error
        if hash_of(file) != sha256:
            file.close()
            raise DamagedFileError(sha256)
        return file

    def destroy(self, sha256: str) -> None:
        """Remove the bytes for good; a missing file is no error."""
        path = self._path(sha256)
        path.unlink(missing_ok=True)
        if path.parent.is_dir():
            _sync_folder(path.parent)  # a power cut must not bring it back

    def hashes(self, *, before: float | None = None) -> Iterator[str]:
        """Answer the hash of every kept file; with ``before`` (seconds since 1970) only of older ones."""
        for path in self.root.glob("??/*"):
            if len(path.name) == _HASH_SIGNS and _is_older(path, before):
                yield path.name

    def sweep_parts(self, *, before: float) -> int:
        """Remove what killed processes left half written before a moment; answer how many there were."""
        swept = 0
        for path in self.root.glob(f"??/.*{_PART}"):
            if _is_older(path, before):
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256


def hash_of(source: IO[bytes]) -> str:
    """Answer the SHA-256 of what a stream holds from its start; afterwards it stands at the start again."""
    source.seek(0)
    digest = hashlib.sha256()
    while block := source.read(_BLOCK):
        digest.update(block)
    source.seek(0)
    return digest.hexdigest()


def _is_older(path: Path, before: float | None) -> bool:
    try:
        return before is None or path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def _write_synced(path: Path, source: IO[bytes]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        while block := source.read(_BLOCK):
            file.write(block)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
