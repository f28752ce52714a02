"""No address without a declared right; nothing for strangers; no writing by GET or without a token."""

import hashlib
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.house.routes import SAFE, routes
from tracker.accounts.guard import right_of
from tracker.accounts.permissions import Permission
from tracker.core.config import Settings
from tracker.core.db import Database
from tracker.factory import create_app
from tracker.schema import metadata

Enter = Callable[[str], FlaskClient]
# Whoever adds to this list says why a stranger may see it.
NO_TOKEN_OR_NO_RIGHT = {400, 403}
OPEN_TO_EVERYBODY = {
    "accounts.sign_in": "nobody is signed in before",
    "accounts.open_sign_in": "nobody is signed in before",
    "accounts.first_run": "nobody exists before",
    "accounts.finish_first_run": "nobody exists before",
    "accounts.choose_password": "whoever holds the one-time link has no password yet",
    "accounts.save_chosen": "whoever holds the one-time link has no password yet",
    "reminders.calendar_feed": "a calendar program cannot sign in; the address itself is the secret",
    "help.signing_in": "how to sign in is asked before",
    "help.first_run": "how to begin is asked before",
    "home.style": "sample words only, and only in the demonstration",
}


def content(database: Database) -> str:
    """Answer a hash over every row of every table."""
    digest = hashlib.sha256()
    with database.reading() as session:
        for table in metadata.sorted_tables:
            rows = session.execute(select(table).order_by(*table.primary_key.columns)).all()
            digest.update(f"{table.name}{[tuple(row) for row in rows]}".encode())
    return digest.hexdigest()


def test_every_route_declares_its_right_or_is_open_to_everybody(app: Flask) -> None:
    for route in routes(app):
        if route.endpoint in OPEN_TO_EVERYBODY:
            assert route.right == "public", route.endpoint
        else:
            assert isinstance(route.right, Permission), f"{route.endpoint} declares no right"


def test_the_list_of_open_routes_names_only_routes_that_exist(app: Flask) -> None:
    assert set(OPEN_TO_EVERYBODY) <= {route.endpoint for route in routes(app)}


def test_a_route_that_declares_nothing_is_refused_to_everybody(
    settings: Settings, sign_in_as: Enter
) -> None:
    app = create_app(settings)  # of its own, since the new address would stay
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert right_of(app.view_functions["forgotten"]) is None
    assert app.test_client().get("/forgotten").status_code == 303
    for login in ("zhoumin", "heping", "chenguodong"):
        with sign_in_as(login).session_transaction() as signed_in:
            token = signed_in["_user_id"]
        browser = app.test_client()
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = token
        answer = browser.get("/forgotten")
        assert (answer.status_code, "secret" in answer.text) == (403, False)
    app.extensions["database"].dispose()


def test_a_stranger_is_led_to_the_sign_in_or_refused(town: Flask) -> None:
    stranger = town.test_client()
    town.config["WTF_CSRF_ENABLED"] = False
    for route in routes(town):
        if route.endpoint in OPEN_TO_EVERYBODY:
            continue
        answer = stranger.open(route.path, method=route.method)
        if route.method in SAFE:
            assert answer.status_code == 303, route
            assert answer.headers["Location"].startswith("/sign-in?next="), route
        else:
            assert answer.status_code == 401, route


@pytest.mark.parametrize("login", ["zhangxiaoyan", "hezhiyuan"])
def test_no_unsafe_request_does_anything_without_a_token(
    town: Flask, enter: Enter, login: str
) -> None:
    browser = enter(login)
    before = content(town.extensions["database"])
    for route in routes(town):
        if route.method not in SAFE:
            answer = browser.open(route.path, method=route.method)
            assert answer.status_code in NO_TOKEN_OR_NO_RIGHT, route
    assert content(town.extensions["database"]) == before


def test_no_unsafe_request_from_another_site_does_anything(town: Flask, enter: Enter) -> None:
    town.config["WTF_CSRF_ENABLED"] = False
    browser = enter("zhangxiaoyan")
    before = content(town.extensions["database"])
    for route in routes(town):
        if route.method not in SAFE:
            headers = {"Sec-Fetch-Site": "cross-site"}
            answer = browser.open(route.path, method=route.method, headers=headers)
            assert answer.status_code == 403, route
    assert content(town.extensions["database"]) == before


@pytest.mark.parametrize("login", ["zhangxiaoyan", "hezhiyuan", "liqingshan", "chenshoutian"])
def test_looking_changes_nothing_and_no_page_breaks(town: Flask, enter: Enter, login: str) -> None:
    browser = enter(login)
    before = content(town.extensions["database"])
    for route in routes(town):
        if route.method in SAFE:
            answer = browser.get(route.path)
            assert answer.status_code < 500, f"{route}: {answer.status_code}"
            answer.close()
    assert content(town.extensions["database"]) == before
