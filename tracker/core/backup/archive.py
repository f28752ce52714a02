"""The tar file of a backup: written whole or not at all, verified before anything is restored."""

import hashlib
import io
import json
import re
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import IO, Any

from sqlalchemy import Connection, inspect, literal, select, table
from sqlalchemy.engine import URL

from tracker.core.backup import postgresql, sqlite
from tracker.core.backup.errors import DamagedBackupError
from tracker.core.db import make_engine, reading_only
from tracker.core.errors import InvalidError

_FORMAT = 1
_MANIFEST = "manifest.json"
_DATABASE = "database"
_MEMBER = re.compile(r"database|files/[0-9a-f]{2}/[0-9a-f]{64}")
_VERSIONS = "alembic_version"
_BLOCK = 1024 * 1024
_WAYS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: when it was made, from which engine and migration, and the SHA-256 of each file."""

    made_at: str
    engine: str
    revision: str
    files: dict[str, str]
    format: int = _FORMAT

    @property
    def evidence(self) -> int:
        """Answer how many kept files are in it."""
        return len(self.files) - 1


def make_backup(url: URL, evidence: Path, out: Path, *, at: datetime) -> Manifest:
    """Write database and kept files into one tar file with a manifest.

    The kept files are copied after the database, so its rows never point to files that the backup lacks.

    Raises:
        InvalidError: ``out`` exists, or its folder does not.
        UnavailableError: the database could not be copied.
    """
    if out.exists():
        raise InvalidError(f"{out} 已经存在，请换一个文件名。")
    if not out.parent.is_dir():
        raise InvalidError(f"没有 {out.parent} 这个目录。")
    engine = url.get_backend_name()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=out.parent) as folder:
        copy, packed = Path(folder, _DATABASE), Path(folder, "packed")
        _WAYS[engine].dump(url, copy)
        revision = _with_connection(url, _revision)
        with tarfile.open(packed, "w") as tar:
            hashes = _add_all(tar, _members(copy, evidence))
            manifest = Manifest(at.isoformat(), engine, revision, hashes)
            _add_text(tar, _MANIFEST, json.dumps(asdict(manifest), indent=1))
        packed.chmod(0o600)
        packed.replace(out)
    return manifest


def read_manifest(archive: Path) -> Manifest:
    """Answer what a backup says it holds.

    Raises:
        DamagedBackupError: the file is no backup of this program.
    """
    try:
        with tarfile.open(archive, "r:") as tar:
            content = json.loads(_opened(tar, tar.getmember(_MANIFEST)).read())
            manifest = Manifest(**content)
    except (OSError, tarfile.TarError, KeyError, TypeError, ValueError) as error:
        raise DamagedBackupError("这个文件不是本程序的备份，或者已经损坏。") from error
    if manifest.format != _FORMAT or manifest.engine not in _WAYS:
        raise DamagedBackupError("这份备份的格式是更新的程序写的，请先升级程序。")
    return manifest


def restore_backup(url: URL, evidence: Path, archive: Path, *, replace: bool = False) -> Manifest:
    """Verify a backup completely, then put back the kept files and, in one transaction, the database.

    Kept files that the backup does not know stay where they are: nothing points to them, nothing is lost.

    Raises:
        DamagedBackupError: a hash differs, something is missing or foreign; nothing is changed then.
        InvalidError: another kind of database, or one that holds data, without ``replace``.
        UnavailableError: the database refused; its content is as before.
    """
    manifest = read_manifest(archive)
    engine = url.get_backend_name()
    if manifest.engine != engine:
        raise InvalidError(f"这份备份来自 {manifest.engine}，不能恢复到 {engine}。")
    if not replace and _holds_data(url):
        raise InvalidError("这个数据库里已有数据。确认要覆盖时请加 --replace。")
    evidence.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=evidence) as folder:
        staged = Path(folder)
        _unpack(archive, manifest, staged)
        _WAYS[engine].check(staged / _DATABASE)
        for name in sorted(manifest.files.keys() - {_DATABASE}):
            target = evidence / Path(name).relative_to("files")
            target.parent.mkdir(mode=0o700, exist_ok=True)
            (staged / name).replace(target)
        _WAYS[engine].load(staged / _DATABASE, url)
    return manifest


def _members(copy: Path, evidence: Path) -> Iterator[tuple[str, Path]]:
    yield _DATABASE, copy
    for path in sorted(evidence.glob("??/*")):
        name = f"files/{path.relative_to(evidence).as_posix()}"
        if _MEMBER.fullmatch(name):  # half-written files have other names
            yield name, path


def _add_all(tar: tarfile.TarFile, members: Iterator[tuple[str, Path]]) -> dict[str, str]:
    hashes: dict[str, str] = {}
    for name, path in members:
        with suppress(FileNotFoundError):  # a kept file may be destroyed by its right meanwhile
            hashes[name] = _add(tar, name, path)
    return hashes


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add a file and answer the SHA-256 of what was added."""
    with path.open("rb") as file:
        member = tar.gettarinfo(arcname=name, fileobj=file)
        member.mode, member.uid, member.gid, member.uname, member.gname = 0o600, 0, 0, "", ""
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        tar.addfile(member, file)
    return sha256


def _add_text(tar: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def _unpack(archive: Path, manifest: Manifest, staged: Path) -> None:
    """Unpack every member that the manifest names, and nothing else, each checked against its hash."""
    missing = dict(manifest.files)
    try:
        with tarfile.open(archive, "r:") as tar:
            for member in tar:
                if member.name != _MANIFEST:
                    _unpack_one(tar, member, missing.pop(member.name, None), staged)
    except (OSError, tarfile.TarError) as error:
        raise DamagedBackupError("备份文件已经损坏，没有恢复任何内容。") from error
    if missing or not (staged / _DATABASE).is_file():
        raise DamagedBackupError("备份里缺少文件，没有恢复任何内容。")


def _unpack_one(
    tar: tarfile.TarFile, member: tarfile.TarInfo, sha256: str | None, staged: Path
) -> None:
    if sha256 is None or not member.isreg() or not _MEMBER.fullmatch(member.name):
        raise DamagedBackupError("备份里有来历不明的文件，没有恢复任何内容。")
    target = staged / member.name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with _opened(tar, member) as source, target.open("xb") as file:
        while block := source.read(_BLOCK):
            digest.update(block)
            file.write(block)
    target.chmod(0o600)
    if digest.hexdigest() != sha256:
        raise DamagedBackupError("备份里有文件和清单对不上，没有恢复任何内容。")


def _opened(tar: tarfile.TarFile, member: tarfile.TarInfo) -> IO[bytes]:
    file = tar.extractfile(member)
    if file is None:
        raise KeyError(member.name)
    return file


def _holds_data(url: URL) -> bool:
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return False
    return bool(_with_connection(url, _any_row))


def _with_connection(url: URL, ask: Any) -> Any:
    engine = reading_only(make_engine(url))
    try:
        with engine.connect() as connection:
            return ask(connection)
    finally:
        engine.dispose()


def _any_row(connection: Connection) -> bool:
    names = set(inspect(connection).get_table_names()) - {_VERSIONS}
    return any(
        connection.execute(select(literal(1)).select_from(table(name)).limit(1)).first()
        for name in sorted(names)
    )


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table(_VERSIONS):
        return ""
    return str(connection.exec_driver_sql(f"select version_num from {_VERSIONS}").scalar() or "")  # noqa: S608  our own constant
