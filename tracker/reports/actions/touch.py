"""What corrections share: the batch counts them, a text has a title and a place in the paper."""

from tracker.accounts.permissions import Viewer
from tracker.reports.models import Batch

_TITLE = 60


def touch(batch: Batch) -> None:
    """Let the batch's version rise, so that two people correcting at once are told."""
    batch.corrections += 1


def sign(batch: Batch, by: Viewer) -> None:
    """Remember who corrects a batch, to be named to who comes too late."""
    batch.corrected_by_id = by.person_id


def title_of(text: str) -> str:
    """Answer the first sentence of a text without its final stop; of a long one whole clauses of 60 characters at most."""
    head = text.strip().split("\n", 1)[0]
    for stop in "。；;！？":
        head = head.split(stop, 1)[0]
    if len(head) <= _TITLE:
        return head
    end = max(head.rfind(comma, 0, _TITLE) for comma in "，,、：:")
    return head[:end] if end > _TITLE // 3 else head[:_TITLE]


def place_of(whole: str, text: str, near: int | None) -> tuple[int | None, int | None]:
    """Answer where a text stands in the whole, looking from ``near`` on first; (None, None) if nowhere."""
    found = whole.find(text, near) if near is not None else -1
    if found < 0:
        found = whole.find(text)
    return (None, None) if found < 0 else (found, found + len(text))
