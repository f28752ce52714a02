"""Counting the statements that one page takes, in a process of our own on the same database."""

from pathlib import Path

from sqlalchemy import URL, select

from tests.listening import statements
from tracker.accounts.actions import open_sign_in
from tracker.accounts.models import Person
from tracker.core import clock
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.factory import create_app


def statements_of(url: URL, folder: Path, login: str, path: str) -> int:
    """Answer how many statements a page takes for somebody, those of the gate and the frame included."""
    settings = Settings(
        database_url=url,
        secret_key="a-key-for-benchmarks-only",
        instance_path=folder,
        smtp_url=None,
        port=5000,
        base_url="http://127.0.0.1:5000",
        scheduler_in_web=False,
        tls=False,
    )
    app = create_app(settings)
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        person = session.scalars(select(Person).where(Person.login == login)).one()
        token = open_sign_in(session, person, at=clock.now())
    browser = app.test_client()
    with browser.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = token, True
    browser.get(path)  # what is asked once in the life of a process
    with statements(database.engine) as asked:
        browser.get(path)
    database.dispose()
    return len(asked)
