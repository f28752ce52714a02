"""A refusal at the gate names who can."""

from collections.abc import Callable

from flask.testing import FlaskClient


def test_a_clerk_who_asks_for_the_people_is_told_who_keeps_them(
    sign_in_as: Callable[[str], FlaskClient],
) -> None:
    page = sign_in_as("zhoumin").get("/people")
    assert page.status_code == 403
    assert "系统管理员" in page.text


def test_an_administrator_who_asks_for_the_ledger_is_told_whose_it_is(
    sign_in_as: Callable[[str], FlaskClient],
) -> None:
    page = sign_in_as("heping").get("/ledger")
    assert page.status_code == 403
    assert "台账管理员" in page.text
