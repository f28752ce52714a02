"""How the tables came to be: one line of numbered steps, each up and down, equal to the models, both engines."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from tests.conftest import NOW
from tests.postgres import Cluster
from tracker.core import clock
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.demo.load import load_town
from tracker.web.migrations import alembic_config

VERSIONS = Path(__file__).resolve().parents[2] / "migrations" / "versions"
ENGINES = ("sqlite", "postgresql")
MakeUrl = Callable[[str], URL]


@pytest.fixture
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> MakeUrl:
    """Make a database without any table, on either engine."""

    def make(engine: str) -> URL:
        if engine == "sqlite":
            return make_url(f"sqlite:///{tmp_path / 'blank.db'}")
        cluster: Cluster = request.getfixturevalue("postgres")
        name = f"blank_{abs(hash(request.node.nodeid))}"
        return cluster.url(cluster.create(name))

    return make


def steps(config: Config) -> list[str]:
    """Answer every revision, first one first."""
    found = ScriptDirectory.from_config(config).walk_revisions()
    return [one.revision for one in found][::-1]


def tables(url: URL) -> set[str]:
    database = Database(url)
    try:
        with database.reading() as session:
            return set(inspect(session.connection()).get_table_names()) - {"alembic_version"}
    finally:
        database.dispose()


def test_there_is_one_head_and_the_steps_are_numbered() -> None:
    config = alembic_config()
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1
    numbers = [f"{number:04d}" for number in range(1, len(steps(config)) + 1)]
    assert steps(config) == numbers
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert [name[:4] for name in names] == numbers
    assert all(re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+\.py", name) for name in names)


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.stem)
def test_a_step_imports_nothing_of_the_program_and_can_be_undone(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [one.name for one in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert "tracker" not in imported
    undone = next(
        node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "downgrade"
    )
    assert not isinstance(undone.body[0], ast.Pass), "nothing is undone"


@pytest.mark.parametrize("engine", ENGINES)
def test_every_step_goes_up_and_down_and_up_again(blank: MakeUrl, engine: str) -> None:
    url = blank(engine)
    config = alembic_config(url)
    for revision in steps(config):
        command.upgrade(config, revision)
        command.downgrade(config, "-1")
        command.upgrade(config, revision)
    full = tables(url)
    assert full
    for _ in steps(config):
        command.downgrade(config, "-1")
    assert tables(url) == set()
    command.upgrade(config, "head")
    assert tables(url) == full


@pytest.mark.parametrize("engine", ENGINES)
def test_the_last_step_equals_the_models(blank: MakeUrl, engine: str) -> None:
    config = alembic_config(blank(engine))
    command.upgrade(config, "head")
    command.check(config)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "statement", ["update trace set step = 'close'", "delete from trace where id = 1"]
)
def test_the_trail_refuses_every_change(
    blank: MakeUrl, tmp_path: Path, engine: str, statement: str
) -> None:
    url = blank(engine)
    command.upgrade(alembic_config(url), "head")
    database = Database(url)
    with clock.frozen(NOW), database.transaction() as session:
        load_town(session, FileStore(tmp_path / "kept"), at=NOW, today=NOW.date())
    with (
        pytest.raises(DBAPIError, match="append-only"),
        database.transaction() as session,
    ):
        session.execute(text(statement))
    database.dispose()
