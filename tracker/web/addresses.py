"""Numbers in addresses and forms: what can be an id, and nothing else."""

from collections.abc import Callable
from typing import Any

from flask import Flask, url_for
from werkzeug.routing import IntegerConverter

# The tables keep ids in 32 bits; a larger number would break the query instead of finding nothing.
LARGEST_ID = 2**31 - 1


def asked_id(text: str) -> int | None:
    """Answer the id that somebody sent as a text; None when it can be none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_ID))):
        return None
    number = int(text)
    return number if 0 < number <= LARGEST_ID else None


def addresses_of(endpoint: str, name: str, **told: Any) -> Callable[[int], str]:
    """Answer how addresses are written that differ in one id alone, ``name``: Flask builds the first of them.

    A list of fifty rows with five links each would spend more on building addresses than on reading its rows.
    """
    values: dict[str, Any] = {**told, name: LARGEST_ID}
    before, _, behind = url_for(endpoint, **values).partition(str(LARGEST_ID))
    return lambda one: f"{before}{one}{behind}"


class IdConverter(IntegerConverter):
    """A whole number that can be an id; any other makes an address that does not exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max", LARGEST_ID)
        super().__init__(*args, **kwargs)


def configure_addresses(app: Flask) -> None:
    """Let ``<int:…>`` in every route mean an id."""
    app.url_map.converters["int"] = IdConverter
