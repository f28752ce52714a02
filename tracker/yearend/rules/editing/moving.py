"""The order that people give to paragraphs, as a list of keys of which only the relative order counts."""

from collections.abc import Sequence


def moved(places: Sequence[str], shown: Sequence[str], key: str, before: str) -> list[str]:
    """Answer the order after a paragraph was put before another of those shown together (empty: behind all).

    Keys of other headings, and of paragraphs that are not drafted just now, keep their order.
    """
    order = [one for one in shown if one != key]
    order.insert(order.index(before) if before in order else len(order), key)
    return [*(one for one in places if one not in order), *order]


def neighbour(shown: Sequence[str], key: str, *, up: bool) -> str | None:
    """Answer before which key a paragraph goes that is moved by one; empty: behind all; None where it cannot go on."""
    at = shown.index(key)
    if up:
        return shown[at - 1] if at else None
    if at == len(shown) - 1:
        return None
    return shown[at + 2] if at + 2 < len(shown) else ""
