"""The furnished demonstration town, so that each screen has something on it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.apps import application
from tests.builders.furnished import furnish
from tests.conftest import NOW, Templates, settings_for
from tests.house.conftest import LoadedTown, enter, loaded_town, moved_into
from tracker.core import clock

__all__ = ["enter", "loaded_town"]
Enter = Callable[[str], FlaskClient]


@pytest.fixture(scope="session")
def furnished_town(
    templates: Templates, loaded_town: LoadedTown, tmp_path_factory: pytest.TempPathFactory
) -> LoadedTown:
    """Furnish a copy of the demonstration town once."""
    folder = tmp_path_factory.mktemp("furnished")
    shutil.copytree(loaded_town.folder, folder, dirs_exist_ok=True)
    url = templates.copy(loaded_town.database, folder / "town.db")
    with application(settings_for(url, folder)) as app, clock.frozen(NOW):
        furnish(app)
    assert url.database is not None
    return LoadedTown(url.database, folder)


@pytest.fixture
def town(templates: Templates, furnished_town: LoadedTown, tmp_path: Path) -> Iterator[Flask]:
    """An application on the furnished town."""
    with moved_into(furnished_town, templates, tmp_path) as app:
        yield app
