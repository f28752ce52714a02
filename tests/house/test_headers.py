"""Headers that protect, on every answer: pages, errors, downloads, static files; and the cookie."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.engine import URL
from werkzeug.test import TestResponse

from tests.cast import PASSWORD
from tests.conftest import settings_for
from tests.house.routes import SAFE, routes
from tracker.factory import create_app

Enter = Callable[[str], FlaskClient]
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def check(answer: TestResponse) -> None:
    for name, value in ALWAYS.items():
        assert answer.headers.get(name) == value, (answer.request.path, name)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    if answer.mimetype == "text/html":
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["Cache-Control"] == "private, no-store", answer.request.path
    assert "Server" not in answer.headers


@pytest.mark.parametrize("login", ["zhangxiaoyan", "hezhiyuan"])
def test_every_page_carries_the_protecting_headers(town: Flask, enter: Enter, login: str) -> None:
    browser = enter(login)
    for route in routes(town):
        if route.method in SAFE:
            answer = browser.get(route.path)
            check(answer)
            answer.close()


@pytest.mark.parametrize("path", ["/no-such-page", "/sign-out", "/sign-in", "/people"])
def test_errors_and_redirects_carry_them_too(client: FlaskClient, path: str) -> None:
    check(client.get(path))


def test_static_files_are_not_sniffed_and_are_kept_by_the_browser(client: FlaskClient) -> None:
    with client.get("/static/css/base.css") as answer:
        assert answer.status_code == 200
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def sign_in(app: Flask) -> str:
    app.config["WTF_CSRF_ENABLED"] = False
    typed = {"login": "zhoumin", "password": PASSWORD}
    return app.test_client().post("/sign-in", data=typed).headers["Set-Cookie"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Flask) -> None:
    cookie = sign_in(app)
    assert cookie.startswith("tracker=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_tls_the_cookie_is_bound_to_the_host_and_browsers_stay_on_tls(
    url: URL, tmp_path: Path
) -> None:
    settings = dataclasses.replace(
        settings_for(url, tmp_path), base_url="https://tracker.example", tls=True
    )
    app = create_app(settings)
    cookie = sign_in(app)
    assert cookie.startswith("__Host-tracker=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert "max-age=" in app.test_client().get("/sign-in").headers["Strict-Transport-Security"]
    app.extensions["database"].dispose()


def test_without_tls_nobody_is_sent_to_tls(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/sign-in").headers
