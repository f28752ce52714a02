"""What the address of a print asks for; anything odd in it is left out."""

from werkzeug.datastructures import MultiDict

from tracker.ledgers.queries.prints.choosing import Chosen
from tracker.tasks.forms import asked_filter

_LARGEST = 2**31 - 1
_MOST_IDS = 2000
_DIGITS = 10


def asked_tasks(args: MultiDict[str, str]) -> Chosen:
    """Answer which tasks an address chooses."""
    return Chosen(
        wanted=asked_filter(args),
        ids=tuple(filter(None, map(_number, args.getlist("ids")[:_MOST_IDS]))),
        leader_id=_number(args.get("leader", "")),
        batch_id=_number(args.get("batch", "")),
        handover_id=_number(args.get("handover", "")),
    )


def _number(asked: str) -> int | None:
    if not (asked.isascii() and asked.isdecimal() and len(asked) <= _DIGITS):
        return None
    number = int(asked)
    return number if 0 < number <= _LARGEST else None
