"""Whose each address is: one line for each, so that nobody adds one without saying it."""

from pathlib import Path

from flask import Flask
from werkzeug.routing import IntegerConverter

# own: about the viewer · all: of the installation · list: starts from what the viewer may see, or asks a right in
# a unit · else the name of the number in the address, whose thing is fetched with the right to it.
SCOPES = Path(__file__).with_name("scopes.txt")
PLAIN = frozenset({"own", "all", "list"})


def listed() -> dict[str, str]:
    """Read the list."""
    lines = SCOPES.read_text(encoding="utf-8").splitlines()
    return {line.split()[0]: line.split()[1] for line in lines}


def numbers(app: Flask) -> dict[str, set[str]]:
    """Answer the numbers in each endpoint's address, a year aside."""
    return {
        rule.endpoint: {
            name
            for name in rule.arguments
            if isinstance(rule._converters[name], IntegerConverter) and name != "year"
        }
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
    }


def test_every_address_says_whose_it_is(app: Flask) -> None:
    missing = sorted(set(numbers(app)) - set(listed()))
    assert missing == [], f"give these a line in {SCOPES.name}"
    assert sorted(set(listed()) - set(numbers(app))) == []


def test_an_address_with_a_number_is_that_thing_s_and_no_other_is(app: Flask) -> None:
    asked = listed()
    for endpoint, names in numbers(app).items():
        if endpoint in asked:
            fits = asked[endpoint] in names if names else asked[endpoint] in PLAIN
            assert fits, endpoint
