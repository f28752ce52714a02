"""What the address of a print asks for; anything odd in it is left out."""

from werkzeug.datastructures import MultiDict

from tracker.ledgers.queries.prints.choosing import Chosen
from tracker.tasks.forms import asked_filter
from tracker.web.addresses import asked_id

_MOST_IDS = 2000


def asked_tasks(args: MultiDict[str, str]) -> Chosen:
    """Answer which tasks an address chooses."""
    return Chosen(
        wanted=asked_filter(args),
        ids=tuple(filter(None, map(asked_id, args.getlist("ids")[:_MOST_IDS]))),
        leader_id=asked_id(args.get("leader", "")),
        batch_id=asked_id(args.get("batch", "")),
        handover_id=asked_id(args.get("handover", "")),
    )
