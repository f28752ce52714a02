"""Backing up and restoring real databases and files, also while others write."""

import io
import json
import sqlite3
import tarfile
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.engine import URL

from tests.cast import Cast, meet_cast
from tests.conftest import ENGINE, NOW
from tracker.accounts.actions import create_unit
from tracker.accounts.models import Person, Unit
from tracker.core.backup import (
    DamagedBackupError,
    UnavailableError,
    make_backup,
    read_manifest,
    restore_backup,
)
from tracker.core.db import Database
from tracker.core.errors import InvalidError
from tracker.core.files import FileStore

lite_only = pytest.mark.skipif(ENGINE != "sqlite", reason="about SQLite's file")
Change = Callable[[dict[str, bytes]], dict[str, bytes]]


@pytest.fixture
def evidence(tmp_path: Path) -> FileStore:
    """A store with two kept files and one half-written one."""
    store = FileStore(tmp_path / "instance" / "files")
    for content in (b"minutes of the meeting", "整改照片".encode()):
        store.keep(content)
    (store.root / "ab").mkdir(exist_ok=True)
    (store.root / "ab" / ".left.part").write_bytes(b"half")
    return store


@pytest.fixture
def backup(url: URL, evidence: FileStore, tmp_path: Path) -> Path:
    """A backup of the database with the cast and of the two files."""
    out = tmp_path / "backup.tar"
    make_backup(url, evidence.root, out, at=NOW)
    return out


def members(archive: Path) -> dict[str, bytes]:
    with tarfile.open(archive) as tar:
        opened = {one.name: tar.extractfile(one) for one in tar}
        return {name: file.read() for name, file in opened.items() if file}


def write_members(archive: Path, content: dict[str, bytes]) -> None:
    with tarfile.open(archive, "w") as tar:
        for name, data in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))


def cast_in(url: URL) -> Cast:
    database = Database(url)
    try:
        with database.reading() as session:
            return meet_cast(session, NOW.date())
    finally:
        database.dispose()


def count(url: URL, table: type[Person | Unit]) -> int:
    database = Database(url)
    try:
        with database.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0
    finally:
        database.dispose()


def files_in(folder: Path) -> set[str]:
    return {one.name for one in folder.rglob("*") if one.is_file()}


def test_a_backup_restored_elsewhere_is_the_same_town_with_the_same_files(
    url: URL, empty_url: URL, evidence: FileStore, backup: Path, tmp_path: Path
) -> None:
    elsewhere = FileStore(tmp_path / "elsewhere" / "files")
    restore_backup(empty_url, elsewhere.root, backup)
    assert cast_in(empty_url) == cast_in(url)
    kept = sorted(files_in(evidence.root) - {".left.part"})
    assert sorted(files_in(elsewhere.root)) == kept
    assert {elsewhere.read(one) for one in kept} == {b"minutes of the meeting", "整改照片".encode()}


def test_the_manifest_names_every_file_with_its_hash(backup: Path) -> None:
    manifest = read_manifest(backup)
    assert set(manifest.files) == set(members(backup)) - {"manifest.json"}
    assert manifest.evidence == 2
    assert manifest.engine == ENGINE
    assert manifest.revision != ""


def test_only_its_owner_may_read_a_backup(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_database_that_holds_data_is_only_replaced_when_told(
    url: URL, evidence: FileStore, backup: Path
) -> None:
    database = Database(url)
    with database.transaction() as session:
        create_unit(session, "later", "后来的单位")
    database.dispose()
    before = count(url, Unit)
    with pytest.raises(InvalidError, match="--replace"):
        restore_backup(url, evidence.root, backup)
    assert count(url, Unit) == before
    restore_backup(url, evidence.root, backup, replace=True)
    assert count(url, Unit) == before - 1


def test_what_protects_the_trail_is_restored_too(
    empty_url: URL, backup: Path, tmp_path: Path
) -> None:
    restore_backup(empty_url, tmp_path / "files", backup)
    database = Database(empty_url)
    names = (
        "select name from sqlite_master where type = 'trigger'"
        if ENGINE == "sqlite"
        else "select tgname from pg_trigger where not tgisinternal"
    )
    with database.reading() as session:
        assert any("trace" in name for name in session.scalars(text(names)))
    database.dispose()


def test_an_existing_file_is_never_overwritten(url: URL, evidence: FileStore, backup: Path) -> None:
    before = backup.read_bytes()
    with pytest.raises(InvalidError, match="已经存在"):
        make_backup(url, evidence.root, backup, at=NOW)
    assert backup.read_bytes() == before


def test_a_backup_that_fails_leaves_nothing_behind(evidence: FileStore, tmp_path: Path) -> None:
    nowhere = (
        URL.create("sqlite", database=str(tmp_path / "none.db"))
        if ENGINE == "sqlite"
        else URL.create("postgresql", database="none", query={"host": str(tmp_path)})
    )
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(UnavailableError):
        make_backup(nowhere, evidence.root, folder / "backup.tar", at=NOW)
    assert list(folder.iterdir()) == []


def changed_byte(content: dict[str, bytes]) -> dict[str, bytes]:
    data = bytearray(content["database"])
    data[len(data) // 2] ^= 1
    return content | {"database": bytes(data)}


def without_a_file(content: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in content.items() if name != sorted(content)[1]}


def with_a_stranger(content: dict[str, bytes]) -> dict[str, bytes]:
    return content | {"files/../../stranger": b"x"}


def with_a_named_stranger(content: dict[str, bytes]) -> dict[str, bytes]:
    manifest = json.loads(content["manifest.json"])
    manifest["files"]["files/../../stranger"] = "0" * 64
    return content | {
        "manifest.json": json.dumps(manifest).encode(),
        "files/../../stranger": b"x",
    }


def without_a_manifest(content: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in content.items() if name != "manifest.json"}


@pytest.mark.parametrize(
    "change",
    [changed_byte, without_a_file, with_a_stranger, with_a_named_stranger, without_a_manifest],
)
def test_a_backup_that_was_changed_is_refused_and_nothing_is_written(
    empty_url: URL, backup: Path, tmp_path: Path, change: Change
) -> None:
    write_members(backup, change(members(backup)))
    target = tmp_path / "restored"
    with pytest.raises(DamagedBackupError):
        restore_backup(empty_url, target, backup)
    assert count(empty_url, Person) == 0
    assert files_in(target) == set()
    assert not (tmp_path / "stranger").exists()


@pytest.mark.parametrize("size", [0, 700, 20_000])
def test_a_backup_that_was_cut_is_refused(
    empty_url: URL, backup: Path, tmp_path: Path, size: int
) -> None:
    backup.write_bytes(backup.read_bytes()[:size])
    with pytest.raises(DamagedBackupError):
        restore_backup(empty_url, tmp_path / "restored", backup)
    assert count(empty_url, Person) == 0


def test_a_backup_of_another_engine_is_refused(
    empty_url: URL, backup: Path, tmp_path: Path
) -> None:
    content = members(backup)
    manifest = json.loads(content["manifest.json"])
    manifest["engine"] = "postgresql" if ENGINE == "sqlite" else "sqlite"
    write_members(backup, content | {"manifest.json": json.dumps(manifest).encode()})
    with pytest.raises(InvalidError, match="不能恢复到"):
        restore_backup(empty_url, tmp_path / "restored", backup)


def test_a_damaged_kept_file_is_healed_by_a_restore(
    url: URL, evidence: FileStore, backup: Path
) -> None:
    sha256 = min(one for one in files_in(evidence.root) if len(one) == 64)
    (evidence.root / sha256[:2] / sha256).write_bytes(b"rotten")
    restore_backup(url, evidence.root, backup, replace=True)
    assert evidence.read(sha256)


def test_backups_made_while_others_write_are_whole(
    url: URL, evidence: FileStore, tmp_path: Path
) -> None:
    database, done = Database(url), threading.Event()
    written: list[int] = []

    def write() -> None:
        while not done.is_set():
            with database.transaction() as session:
                for half in ("a", "b"):
                    create_unit(session, f"u{len(written)}{half}", "成对写入的单位")
            written.append(1)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        archives = [tmp_path / f"{number}.tar" for number in range(5)]
        seen_before = []
        for archive in archives:
            seen_before.append(len(written))
            make_backup(url, evidence.root, archive, at=NOW)
    finally:
        done.set()
        thread.join()
        database.dispose()
    assert written
    for archive, at_least in zip(archives, seen_before, strict=True):
        restore_backup(url, evidence.root, archive, replace=True)
        pairs = Database(url)
        with pairs.reading() as session:
            codes = session.scalars(select(Unit.code).where(Unit.name == "成对写入的单位")).all()
        pairs.dispose()
        assert len(codes) % 2 == 0
        assert len(codes) >= 2 * at_least


@lite_only
def test_a_locked_database_is_told_and_stays_as_it_was(
    url: URL, evidence: FileStore, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.core.backup.sqlite._WAITS", 1)
    with closing(sqlite3.connect(str(url.database), isolation_level=None)) as other:
        other.execute("begin immediate")
        with pytest.raises(UnavailableError, match="占用"):
            restore_backup(url, evidence.root, backup, replace=True)
    assert len(cast_in(url).viewers) == count(url, Person)
