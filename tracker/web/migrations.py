"""Bringing a database to the newest tables."""

from typing import TYPE_CHECKING

from sqlalchemy.engine import URL

from tracker.core.config import PROJECT_ROOT

if TYPE_CHECKING:
    from alembic.config import Config
    from alembic.script import ScriptDirectory


def alembic_config(url: URL | None = None) -> "Config":
    """Answer Alembic's configuration for a database (default: the one of the environment)."""
    from alembic.config import Config  # noqa: PLC0415  6 MiB that a server never needs

    config = Config(toml_file=PROJECT_ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    config.attributes["url"] = url
    return config


def scripts() -> "ScriptDirectory":
    """Answer every migration that this version of the program knows."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415  as above

    return ScriptDirectory.from_config(alembic_config())


def upgrade(url: URL | None = None) -> None:
    """Run every migration that the database lacks; safe to call from several starts at once."""
    from alembic import command  # noqa: PLC0415  as above

    command.upgrade(alembic_config(url), "head")
