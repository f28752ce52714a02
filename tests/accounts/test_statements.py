"""How many statements a page of accounts takes, the gate's four and the frame's included."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.listening import statements
from tracker.core.db import Database

MOST = 10


@pytest.mark.parametrize(
    "path", ["/people", "/people/{person}", "/people/new", "/units", "/units/{town}"]
)
def test_a_page_takes_few_statements_however_long_its_list(
    sign_in_as: Callable[[str], FlaskClient], database: Database, cast: Cast, path: str
) -> None:
    browser = sign_in_as("heping")
    with statements(database.engine) as seen:
        answer = browser.get(path.format(person=cast["liqiang"].person_id, town=cast.town))
    assert answer.status_code == 200
    assert len(seen) <= MOST, "\n".join(seen)
