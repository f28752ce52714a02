"""A stale token costs nothing that was typed, and opens no door to other sites."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Cast

TYPED = "已到14个村逐一对账，缺的两个村下周补齐，财政所负责汇总。"


@pytest.fixture
def strict(app: Flask) -> Iterator[Flask]:
    """The application as it runs: tokens are asked for."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


@pytest.mark.usefixtures("strict")
def test_what_was_typed_comes_back_with_a_fresh_token(
    sign_in_as: Callable[[str], FlaskClient], cast: Cast
) -> None:
    del cast
    page = sign_in_as("zhoumin").post(
        "/ledger/new",
        data={"text": TYPED, "csrf_token": "stale"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert page.status_code == 400
    assert page.text.count(TYPED) == 2
    assert 'value="stale"' not in page.text
    assert "再提交一次" in page.text


@pytest.mark.usefixtures("strict")
def test_another_site_gets_nothing_to_click(sign_in_as: Callable[[str], FlaskClient]) -> None:
    page = sign_in_as("zhoumin").post(
        "/ledger/new",
        data={"text": TYPED, "csrf_token": "stale"},
        headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"},
    )
    assert page.status_code in {400, 403}
    assert TYPED not in page.text


@pytest.mark.usefixtures("strict")
def test_a_password_is_never_sent_back(client: FlaskClient) -> None:
    page = client.post(
        "/sign-in",
        data={"login": "zhoumin", "password": "Geheim#2026", "csrf_token": "stale"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert page.status_code == 400
    assert "Geheim#2026" not in page.text


@pytest.mark.usefixtures("strict")
def test_htmx_gets_the_fresh_token_in_a_header(sign_in_as: Callable[[str], FlaskClient]) -> None:
    page = sign_in_as("zhoumin").post(
        "/ledger/new", data={"text": TYPED}, headers={"HX-Request": "true"}
    )
    assert page.status_code == 400
    assert page.headers["X-Fresh-Token"]


@pytest.mark.usefixtures("strict")
def test_an_ended_sign_in_is_told_at_once_and_costs_nothing_typed(client: FlaskClient) -> None:
    page = client.post(
        "/ledger/new",
        data={"text": TYPED, "csrf_token": "stale"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert page.status_code == 401
    assert TYPED in page.text
    assert "在新窗口登录" in page.text
    assert "重新登录过" not in page.text


@pytest.mark.usefixtures("strict")
def test_htmx_is_told_of_an_ended_sign_in_at_once(client: FlaskClient) -> None:
    page = client.post("/ledger/new", data={"text": TYPED}, headers={"HX-Request": "true"})
    assert page.status_code == 401
    assert "请先登录" in page.text
