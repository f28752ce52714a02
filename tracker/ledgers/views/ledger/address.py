"""The address of the ledger: what it asks for, and the same address with a word changed."""

from datetime import date
from urllib.parse import urlencode

from flask import request, url_for

from tracker.core.errors import InvalidError
from tracker.core.text import clean_line
from tracker.ledgers.rules.views import KEPT

LEDGER = "tasks.ledger"  # the name by which every feature upstream links to the ledger
_OF_ONE_PAGE = frozenset(["page", "count"])
_ASKED = frozenset([*KEPT, *_OF_ONE_PAGE, "view", "as_of"])
_FIRST_DAY = date(1990, 1, 1)


def asked() -> dict[str, str]:
    """Answer what the address asks for, empty words and strange names left out."""
    return {name: value for name, value in request.args.items() if name in _ASKED and value}


def listed() -> dict[str, str]:
    """Answer the same without the page: what names the list itself."""
    return {name: value for name, value in asked().items() if name not in _OF_ONE_PAGE}


def with_(**changes: str) -> str:
    """Answer the address of this list with some words changed; a new filter starts on page 1."""
    kept = {name: value for name, value in (listed() | changes).items() if value}
    return address(LEDGER, kept)


def address(endpoint: str, words: dict[str, str]) -> str:
    """Answer an address with words behind it."""
    return f"{url_for(endpoint)}?{urlencode(words)}" if words else url_for(endpoint)


def asked_day(today: date) -> date | None:
    """Answer the earlier day as of which the ledger is asked for; None for today.

    Raises:
        InvalidError: it is no day, or lies ahead.
    """
    text = clean_line(request.args.get("as_of", ""))
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise InvalidError("截至日期请写成 2026-06-30 这样。", "as_of") from error
    if not _FIRST_DAY <= day <= today:
        raise InvalidError("截至日期不能晚于今天，也不能早于1990年。", "as_of")
    return None if day == today else day
