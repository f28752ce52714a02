"""Commands about the database as a whole: upgrade, back up, restore."""

from datetime import datetime
from pathlib import Path

import click

from tracker.core import clock
from tracker.core.backup import (
    DamagedBackupError,
    Manifest,
    UnavailableError,
    make_backup,
    read_manifest,
    restore_backup,
)
from tracker.web.cli import ChineseGroup, SpokenError, WrongUsageError
from tracker.web.database import database, settings
from tracker.web.migrations import scripts, upgrade

db = ChineseGroup("db", help="数据库：升级到最新版本。")
backup = ChineseGroup("backup", help="备份：制作、恢复。")


@db.command("upgrade", help="把数据库升级到最新版本；已是最新时什么都不做。")
def upgrade_database() -> None:
    """Run every migration that the database lacks."""
    upgrade(settings().database_url)
    click.echo(f"数据库已是最新版本（{_head()}）。")


@backup.command("make", help="把数据库和佐证材料备份到一个文件，程序不用停。")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="文件", help="备份文件名。"
)
def make(out: Path) -> None:
    """Write one backup file."""
    here = settings()
    try:
        made = make_backup(here.database_url, here.evidence_path, out.resolve(), at=clock.now())
    except UnavailableError as error:
        raise SpokenError(str(error)) from error
    click.echo(f"已备份到 {out}：数据库 1 个，材料文件 {made.evidence} 个，均已核对。")


@backup.command("restore", help="先核对备份文件，再恢复数据库和佐证材料；请先停止程序。")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="允许覆盖已有数据。")
def restore(file: Path, *, replace: bool) -> None:
    """Verify a backup file and restore it."""
    here = settings()
    try:
        _refuse_newer(read_manifest(file))
        database().dispose()
        kept = restore_backup(here.database_url, here.evidence_path, file, replace=replace)
    except DamagedBackupError as error:
        raise WrongUsageError(str(error)) from error
    except UnavailableError as error:
        raise SpokenError(str(error)) from error
    upgrade(here.database_url)
    made_on = clock.day_of(datetime.fromisoformat(kept.made_at))
    click.echo(f"已恢复 {made_on} 的备份：数据库 1 个，材料文件 {kept.evidence} 个。")


def _refuse_newer(manifest: Manifest) -> None:
    known = {one.revision for one in scripts().walk_revisions()}
    if manifest.revision and manifest.revision not in known:
        raise SpokenError("这份备份来自更新版本的程序，请先升级程序再恢复。")


def _head() -> str | None:
    return scripts().get_current_head()
