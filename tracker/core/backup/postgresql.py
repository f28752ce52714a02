"""Copying a PostgreSQL database by pg_dump, and putting it back in one transaction."""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy.engine import URL

from tracker.core.backup.errors import DamagedBackupError, UnavailableError

_PLAIN = ("--no-owner", "--no-privileges")
# Dropped one by one: dropping the schema would need its ownership and change it for later dumps.
_CLEAR = """
do $$ declare one record; begin
  for one in select tablename from pg_tables where schemaname = current_schema() loop
    execute format('drop table %I cascade', one.tablename);
  end loop;
  for one in
    select p.oid::regprocedure as signature from pg_proc p
    where p.pronamespace = current_schema()::regnamespace
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  loop
    execute 'drop function ' || one.signature || ' cascade';
  end loop;
end $$;
"""


def dump(url: URL, target: Path) -> None:
    """Write one snapshot of the database in pg_dump's custom format.

    Raises:
        UnavailableError: pg_dump is missing or failed.
    """
    _run(url, "pg_dump", "--format=custom", *_PLAIN, "--file", str(target), "--dbname", _uri(url))


def load(source: Path, url: URL) -> None:
    """Replace every table of the database by those of a dump, in one transaction.

    Raises:
        UnavailableError: a program is missing, or the database refused; then nothing is changed.
    """
    script, clear = source.with_suffix(".sql"), source.with_suffix(".clear.sql")
    clear.write_text(_CLEAR, encoding="ascii")
    _run(url, "pg_restore", *_PLAIN, "--file", str(script), str(source))
    _run(
        url,
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--single-transaction",
        "--set=ON_ERROR_STOP=1",
        "--file",
        str(clear),
        "--file",
        str(script),
        "--dbname",
        _uri(url),
    )


def check(path: Path) -> None:
    """Check that pg_restore can read a dump.

    Raises:
        DamagedBackupError: it cannot.
        UnavailableError: pg_restore is missing.
    """
    try:
        _run(None, "pg_restore", "--list", str(path))
    except UnavailableError as error:
        if shutil.which("pg_restore") is None:
            raise
        raise DamagedBackupError(str(error)) from error


def _uri(url: URL) -> str:
    """Answer the address for libpq, without the password, which others could read in the list of processes."""
    plain = url.set(drivername="postgresql")._replace(password=None)
    return plain.render_as_string(hide_password=False)


def _run(url: URL | None, program: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise UnavailableError(f"没有找到 {program}，请先安装 postgresql-client。")
    environment = os.environ | {"PGOPTIONS": "-c lock_timeout=15s -c client_min_messages=warning"}
    if url is not None and url.password:
        environment["PGPASSWORD"] = str(url.password)
    done = subprocess.run(  # noqa: S603  a known program, arguments without a shell
        [found, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise UnavailableError(f"{program} 没有成功：{lines[0] if lines else done.returncode}")
