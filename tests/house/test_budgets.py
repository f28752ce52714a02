"""How many statements each page may ask: one line for each, so that nobody adds a page without counting."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.house.routes import routes
from tests.listening import statements

Enter = Callable[[str], FlaskClient]
# endpoint, the most statements that its page takes for a clerk and for a leader of the town, gate and frame included;
# beyond USUAL a reason stands behind it.
BUDGETS = Path(__file__).with_name("budgets.txt")
USUAL = 10
ASKED_BY = ("zhangxiaoyan", "hezhiyuan")


def listed() -> dict[str, tuple[int, str]]:
    """Read the list: the budget and the reason of each endpoint."""
    lines = (
        line.split(maxsplit=2) for line in BUDGETS.read_text(encoding="utf-8").splitlines() if line
    )
    return {parts[0]: (int(parts[1]), "".join(parts[2:])) for parts in lines}


def asked_by_each(town: Flask, enter: Enter) -> dict[str, int]:
    """Answer the most statements that each page took."""
    most: dict[str, int] = {}
    for login in ASKED_BY:
        browser = enter(login)
        browser.get("/").close()  # what is asked once in the life of a process
        for route in routes(town):
            if route.method == "GET":
                with statements(town.extensions["database"].engine) as seen:
                    browser.get(route.path).close()
                most[route.endpoint] = max(most.get(route.endpoint, 0), len(seen))
    return most


def test_every_page_keeps_its_budget_of_statements(town: Flask, enter: Enter) -> None:
    budgets = listed()
    asked = asked_by_each(town, enter)
    assert sorted(set(asked) - set(budgets)) == [], f"give these a line in {BUDGETS.name}"
    assert sorted(set(budgets) - set(asked)) == []
    beyond = {one: count for one, count in asked.items() if count > budgets[one][0]}
    assert beyond == {}


def test_a_budget_beyond_the_usual_has_its_reason() -> None:
    assert [one for one, (most, why) in listed().items() if most > USUAL and not why] == []
