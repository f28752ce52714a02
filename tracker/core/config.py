"""The settings: read from the environment and checked once, at start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.core.errors import ConfigurationError

PROJECT_ROOT = Path(__file__).resolve().parents[2]
_KEY_LENGTH = 16
_PORTS = range(1, 65536)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the environment decides; see README.md, "Settings"."""

    database_url: URL
    secret_key: str
    instance_path: Path
    smtp_url: str | None
    port: int
    base_url: str
    scheduler_in_web: bool
    tls: bool
    private_hosts: frozenset[str] = frozenset()

    @property
    def evidence_path(self) -> Path:
        """Answer the folder of kept files, outside the web root."""
        return self.instance_path / "files"

    @property
    def previews_path(self) -> Path:
        """Answer the folder of drawings of kept pictures."""
        return self.instance_path / "previews"


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check the settings.

    Raises:
        ConfigurationError: with one Chinese sentence that names the setting.
    """
    env = os.environ if environ is None else environ
    instance = Path(env.get("INSTANCE_PATH") or PROJECT_ROOT / "instance").resolve()
    _make_folder(instance)
    port = _port(env.get("PORT") or "5000")
    base_url = (env.get("BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/")
    return Settings(
        database_url=_database_url(
            env.get("DATABASE_URL") or f"sqlite:///{instance / 'tracker.db'}"
        ),
        secret_key=_secret_key(env.get("SECRET_KEY"), instance),
        instance_path=instance,
        smtp_url=_smtp_url(env.get("SMTP_URL")),
        port=port,
        base_url=base_url,
        scheduler_in_web=_on_off(env.get("SCHEDULER") or "on"),
        tls=base_url.startswith("https://"),
        private_hosts=_hosts(env.get("PRIVATE_HOSTS") or ""),
    )


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            f"无法建立数据目录 INSTANCE_PATH={path}：{error.strerror}。"
        ) from error


def _port(value: str) -> int:
    if not value.isdecimal() or int(value) not in _PORTS:
        raise ConfigurationError(f"PORT 应为 1 到 65535 之间的整数，现在是“{value}”。")
    return int(value)


def _database_url(value: str) -> URL:
    try:
        url = make_url(value)
    except ArgumentError as error:
        raise ConfigurationError("DATABASE_URL 不是有效的数据库地址。") from error
    if url.drivername == "postgres":
        url = url.set(drivername="postgresql")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise ConfigurationError("DATABASE_URL 只支持 sqlite 和 postgresql。")
    return url


def _secret_key(value: str | None, instance: Path) -> str:
    if value is not None and value != "":
        if len(value) < _KEY_LENGTH:
            raise ConfigurationError(f"SECRET_KEY 至少 {_KEY_LENGTH} 个字符。")
        return value
    return _kept_key(instance / "secret_key")


def _kept_key(path: Path) -> str:
    """Answer the key kept beside the data, making it at the first start (mode 0600)."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def _smtp_url(value: str | None) -> str | None:
    if not value:
        return None
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps", "smtp+starttls"} or not parts.hostname:
        raise ConfigurationError(
            "SMTP_URL 应形如 smtp+starttls://用户:密码@主机:587?from=发件地址。"
        )
    return value


def _hosts(value: str) -> frozenset[str]:
    """Answer the hosts (``name`` or ``name:port``) inside the own network that robots may be reached at."""
    return frozenset(one.strip().lower() for one in value.split(",") if one.strip())


def _on_off(value: str) -> bool:
    if value not in {"on", "off"}:
        raise ConfigurationError(f"SCHEDULER 只能是 on 或 off，现在是“{value}”。")
    return value == "on"
