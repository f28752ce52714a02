"""Bringing a database to the newest tables."""

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import URL

from tracker.core.config import PROJECT_ROOT


def alembic_config(url: URL | None = None) -> Config:
    """Answer Alembic's configuration for a database (default: the one of the environment)."""
    config = Config(toml_file=PROJECT_ROOT / "pyproject.toml")
    config.set_main_option("script_location", str(PROJECT_ROOT / "migrations"))
    config.attributes["url"] = url
    return config


def upgrade(url: URL | None = None) -> None:
    """Run every migration that the database lacks; safe to call from several starts at once."""
    command.upgrade(alembic_config(url), "head")
