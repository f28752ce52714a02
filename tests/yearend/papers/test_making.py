"""Files that take long: made in a process of their own, watched, fetched; one maker for all who ask."""

import io
import threading
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories.yearend import AT
from tracker.core import clock
from tracker.core.db import Database
from tracker.core.files import FileStore
from tracker.yearend.jobs import make_file
from tracker.yearend.models import Making, YearFile

pytestmark = pytest.mark.usefixtures("town", "december")
Browser = Callable[[str], FlaskClient]
FILES = "/yearend/files?unit=qinghe&year=2026"


def asked(database: Database) -> list[YearFile]:
    with database.reading() as session:
        return list(session.scalars(select(YearFile).order_by(YearFile.id)))


@pytest.fixture
def file_id(browser_of: Browser, database: Database) -> int:
    """A workbook that somebody asked for; its maker has ended."""
    browser = browser_of("zhoumin")
    assert browser.post(FILES, data={"kind": "xlsx"}).status_code == 303
    for one in threading.enumerate():
        if one.name.startswith("maker-"):
            one.join(120)
    return asked(database)[0].id


def test_a_file_is_made_in_another_process_and_fetched(
    browser_of: Browser, database: Database, file_id: int
) -> None:
    browser = browser_of("zhoumin")
    (made,) = asked(database)
    assert made.state is Making.READY
    assert made.total == len(openpyxl.load_workbook(content(browser, file_id))["数据"]["A"]) - 1
    assert "已生成" in browser.get(f"/yearend/files/{file_id}").text


def content(browser: FlaskClient, file_id: int) -> io.BytesIO:
    with browser.get(f"/yearend/files/{file_id}/content") as answer:
        return io.BytesIO(answer.data)


def test_whoever_asks_while_it_is_made_is_led_to_the_same_file(
    browser_of: Browser, database: Database, file_id: int
) -> None:
    browser = browser_of("zhoumin")
    with database.transaction() as session:
        session.get_one(YearFile, file_id).state = Making.RUNNING
        session.get_one(YearFile, file_id).moved_at = AT
    answer = browser.post(FILES, data={"kind": "xlsx"})
    assert answer.headers["Location"].endswith(f"/{file_id}")
    assert len(asked(database)) == 1


def test_the_page_tells_how_far_it_is_and_when_nothing_was_heard_for_long(
    browser_of: Browser, database: Database, file_id: int
) -> None:
    browser = browser_of("zhoumin")
    with database.transaction() as session:
        row = session.get_one(YearFile, file_id)
        row.state, row.done, row.total, row.moved_at = Making.RUNNING, 500, 2000, AT
    page = browser.get(f"/yearend/files/{file_id}").text
    assert 'value="500" max="2000"' in page
    assert 'http-equiv="refresh"' in page  # without scripts
    fragment = browser.get(f"/yearend/files/{file_id}", headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<div id="file-progress"')
    with clock.frozen(AT + timedelta(minutes=5)):
        assert "再生成一次" in browser.get(f"/yearend/files/{file_id}").text


def test_what_goes_wrong_is_told(
    database: Database, file_id: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = FileStore(tmp_path_factory.mktemp("nowhere") / "file")
    store.root.write_text("no folder")
    with pytest.raises(OSError, match="directory"):
        make_file(database, store, file_id)


def test_nobody_else_comes_near_it(browser_of: Browser, file_id: int) -> None:
    for login, status in (("wanglixin", 403), ("chenguodong", 403)):
        browser = browser_of(login)
        assert browser.get(f"/yearend/files/{file_id}").status_code == status
        assert browser.post(FILES, data={"kind": "xlsx"}).status_code == status
    assert browser_of("zhoumin").post(FILES, data={"kind": "zip"}).status_code == 404
