"""`files check`: every kept file against its hash, every row against its file; what nobody knows is found."""

from dataclasses import dataclass
from datetime import timedelta

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.core import clock
from tracker.core.errors import NotFoundError
from tracker.core.files import DamagedFileError, FileStore
from tracker.core.kept import told_of
from tracker.tasks.actions import sweep_store
from tracker.tasks.actions.evidence import lock_content
from tracker.tasks.models import Content
from tracker.web.cli import ChineseGroup, SpokenError
from tracker.web.database import file_store, previews, reading, transaction

files = ChineseGroup("files", help="佐证材料等文件：核对、清理。")

# A file is kept before its row is written; only what is older can have been left behind.
_YOUNG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a check came to: how many files are in order, and hashes of the others."""

    fine: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    orphans: tuple[str, ...]


@files.command("check", help="核对每个文件是否完好、有没有登记；有丢失、损坏的退出码为 1。")
@click.option("--remove-orphans", is_flag=True, help="删除一天前留下、没有登记的文件。")
def check(*, remove_orphans: bool) -> None:
    """Check every kept file, and what should be kept but is not."""
    at, store = clock.now(), file_store()
    with transaction() as session:
        click.echo(sweep_store(session, store, previews(), at=at).words, err=True)
    with reading() as session:
        found = _check(session, store, before=(at - _YOUNG).timestamp())
    for words, hashes in (
        ("丢失", found.missing),
        ("损坏", found.damaged),
        ("没有登记", found.orphans),
    ):
        for sha256 in hashes:
            click.echo(f"{words}\t{sha256}")
    if remove_orphans:
        click.echo(f"已删除没有登记的文件{_remove(store, found.orphans)}个。")
    if found.missing or found.damaged:
        raise SpokenError(
            f"{len(found.missing)}个文件丢失，{len(found.damaged)}个文件损坏，请从备份恢复。"
        )
    click.echo(f"文件{found.fine}个，全部完好；没有登记的{len(found.orphans)}个。")


def _check(session: Session, store: FileStore, *, before: float) -> _Found:
    told = told_of(session)
    wanted = told - _given_up(session)
    old, there = frozenset(store.hashes(before=before)), frozenset(store.hashes())
    damaged = sorted(one for one in there if not _is_fine(store, one))
    return _Found(
        fine=len(there) - len(damaged),
        missing=tuple(sorted(wanted - there)),
        damaged=tuple(damaged),
        orphans=tuple(sorted(old - told)),
    )


def _given_up(session: Session) -> frozenset[str]:
    """Answer the hashes of contents that were destroyed for good."""
    return frozenset(session.scalars(select(Content.sha256).where(Content.doomed_at.is_not(None))))


def _is_fine(store: FileStore, sha256: str) -> bool:
    try:
        store.open(sha256).close()
    except DamagedFileError:
        return False
    except NotFoundError:  # destroyed meanwhile, by its right
        return True
    return True


def _remove(store: FileStore, orphans: tuple[str, ...]) -> int:
    """Remove files without a row, each under the lock that a new row would take first."""
    removed = 0
    for sha256 in orphans:
        with transaction() as session:
            lock_content(session, sha256)
            if sha256 not in told_of(session):
                store.destroy(sha256)
                removed += 1
    return removed
