"""Numbers in addresses, of all routes at once."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

# The tables keep ids in 32 bits; a larger number would break the query instead of finding nothing.
_LARGEST_ID = 2**31 - 1


class IdConverter(IntegerConverter):
    """A whole number that can be an id; any other makes an address that does not exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max", _LARGEST_ID)
        super().__init__(*args, **kwargs)


def configure_addresses(app: Flask) -> None:
    """Let ``<int:…>`` in every route mean an id."""
    app.url_map.converters["int"] = IdConverter
