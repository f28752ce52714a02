"""The map of addresses, each with something in its places."""

from dataclasses import dataclass

from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from tracker.accounts.guard import right_of
from tracker.accounts.permissions import Permission

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Route:
    """One address and one method; ``right`` is what the view declares."""

    endpoint: str
    method: str
    path: str
    right: Permission | str | None


def routes(app: Flask) -> list[Route]:
    """Answer every address of the program with every method but HEAD and OPTIONS, static files left out."""
    return [
        Route(rule.endpoint, method, _path(app, rule), right_of(app.view_functions[rule.endpoint]))
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def _path(app: Flask, rule: Rule) -> str:
    numbers = {name: _value(rule, name) for name in rule.arguments}
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, numbers, rule_method(rule)))


def rule_method(rule: Rule) -> str:
    """Answer one method of a rule, to build its address by."""
    return "GET" if "GET" in (rule.methods or set()) else min(rule.methods or {"GET"})


def _value(rule: Rule, name: str) -> object:
    number = isinstance(rule._converters[name], IntegerConverter)
    return 2026 if name == "year" else 1 if number else "docx"
