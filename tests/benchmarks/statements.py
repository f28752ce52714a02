"""What one page takes that no load of the machine changes: statements, and calls of Python functions."""

from cProfile import Profile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, select

from tests.listening import statements
from tracker.accounts.actions import open_sign_in
from tracker.accounts.models import Person
from tracker.core import clock
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.factory import create_app


@dataclass(frozen=True)
class Work:
    """Statements of the gate, the page and the frame around it; and calls, those of libraries included."""

    statements: int
    calls: int


def work_of(url: URL, folder: Path, login: str, path: str) -> Work:
    """Answer what a page takes for somebody who has seen it before, in a process of our own."""
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
    for _ in range(2):  # what is asked and put together once in the life of a process
        browser.get(path)
    with statements(database.engine) as asked:
        browser.get(path)
    profile = Profile()
    profile.runcall(browser.get, path)
    database.dispose()
    return Work(len(asked), sum(one.callcount for one in profile.getstats()))
