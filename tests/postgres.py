"""A private PostgreSQL for tests: Debian's own server, a temporary folder, a Unix socket."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text


@dataclass
class Cluster:
    """A running server and the databases made on it."""

    bin: Path
    folder: Path
    user: str
    _numbers: "count[int]" = field(default_factory=count)

    def url(self, name: str) -> URL:
        """Answer the address of a database."""
        return URL.create(
            "postgresql", username=self.user, database=name, query={"host": str(self.folder)}
        )

    def create(self, name: str) -> str:
        """Create an empty database with a Chinese-aware locale."""
        self._execute(f"create database {name} template template0 encoding 'UTF8' locale 'C.UTF-8'")
        return name

    def copy(self, template: str) -> URL:
        """Copy a database."""
        name = f"{template}_{next(self._numbers)}_{os.getpid()}"
        self._execute(f"create database {name} template {template} strategy wal_log")
        return self.url(name)

    @classmethod
    def at(cls, programs: Path, folder: Path, options: str) -> "Cluster":
        """Start a cluster in a folder, making it when there is none yet."""
        if not folder.exists():
            folder.mkdir(mode=0o755)
            if os.geteuid() == 0:
                shutil.chown(folder, "postgres", "postgres")
        cluster = cls(programs, folder, "postgres")
        cluster.start(options)
        return cluster

    def stop(self) -> None:
        """Stop the server at once and leave nothing behind."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        # Half a million files go in more than a minute; nobody has to wait for that.
        subprocess.run(["sh", "-c", 'rm -rf "$0" >/dev/null 2>&1 &', str(self.folder)], check=True)

    def halt(self) -> None:
        """Stop the server and keep its data."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "fast", "stop")

    def start(self, more: str) -> None:
        """Make the cluster where there is none, and start the server with some more options."""
        data = str(self.folder / "data")
        if not Path(data).exists():
            self._run(
                *("initdb", "-D", data, "-U", self.user, "-A", "trust"),
                *("-E", "UTF8", "--locale=C.UTF-8"),
            )
        options = f"-c listen_addresses='' -k {self.folder} -c max_connections=200 {more}"
        self._run(
            "pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start"
        )

    def _execute(self, statement: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _run(self, program: str, *arguments: str) -> None:
        # initdb and the server refuse to run as root: drop to Debian's postgres user then.
        account = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        subprocess.run(
            [str(self.bin / program), *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            cwd=self.folder,
        )


def cluster_or_skip(folder: Path) -> Cluster:
    """Start a cluster, or skip the test where PostgreSQL is not installed."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed")
    short = (
        Path(tempfile.gettempdir()) / f"pg-{os.getpid()}-{folder.name}"
    )  # a socket path has at most 107 bytes
    return Cluster.at(found, short, "-c fsync=off")


def programs() -> Path | None:
    """Answer the folder of the server's programs, or None where it is not installed."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None
