"""How wide the columns of a list are: days and names stand on one line, long texts get what short ones leave over."""

import re
from collections.abc import Sequence
from math import hypot

from tracker.documents.rules.layout import measure

_RULES = 0.7  # characters that the lines and margins of a column take
# Latin type of some machines is wider than the half of a character, and between it and Chinese stands a small gap.
_FIGURE, _GAP = 0.15, 0.25
_JOINTS = re.compile(r"(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])")
_WORD, _DAY = 4.0, 7.5  # characters; a name or state, a number or day that is not broken
_LONG = 150  # characters; shorter texts stand well in the usual widths
_LEAST, _MOST = 0.8, 1.8


def fitted(
    shares: Sequence[float],
    centred: Sequence[bool],
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: float,
) -> tuple[float, ...]:
    """Answer the widths of columns in characters, together ``width``; ``shares`` are the usual ones.

    What is centred gets room for its longest number, day or short word. Where a text is long, the columns of text
    lend each other room by how much stands in them, within bounds; an empty one waits for the pen and keeps its own.
    """
    usual = [share * width / sum(shares) for share in shares]
    columns = list(zip(*rows, strict=True)) or [()] * len(usual)
    texts = [place for place, short in enumerate(centred) if not short]
    crowded = any(len(text) > _LONG for place in texts for text in columns[place])
    narrow = {
        place: max(_WORD if crowded else usual[place], _needed(heads[place], columns[place]))
        for place, short in enumerate(centred)
        if short
    }
    left = width - sum(narrow.values())
    if left < _LEAST * sum(usual[place] for place in texts):
        return tuple(usual)
    wide = {place: usual[place] for place in texts}
    weights = _lent(wide, columns) if crowded else wide
    rest = left / sum(weights.values()) if texts else 0
    return tuple(narrow.get(place) or weights[place] * rest for place in range(len(usual)))


def headed(label: str, width: float) -> str:
    r"""Answer a heading, broken in its middle where the column is narrower than it.

    >>> headed("责任领导", 3.5)
    '责任\n领导'
    """
    if measure(label) + _RULES <= width or len(label) % 2 or "（" in label:
        return label
    return f"{label[: len(label) // 2]}\n{label[len(label) // 2 :]}"


def _needed(head: str, texts: Sequence[str]) -> float:
    """Answer the room that the widest unbroken text of a column takes, or the half of its heading."""
    whole = [_unbroken(text) for text in texts if _stands_whole(text)]
    return max([*whole, measure(head) / 2]) + _RULES


def _unbroken(text: str) -> float:
    figures = sum(sign.isdecimal() for sign in text)
    return measure(text) + _FIGURE * figures + _GAP * len(_JOINTS.findall(text))


def _stands_whole(text: str) -> bool:
    dated = any(sign.isdigit() for sign in text)
    return measure(text) <= (_DAY if dated else _WORD)


def _lent(usual: dict[int, float], columns: Sequence[Sequence[str]]) -> dict[int, float]:
    """Answer how columns of text share what is left when a text is long: by what stands in them."""
    loads = {place: _load(columns[place]) for place in usual}
    filled = [place for place, load in loads.items() if load]
    fair = sum(loads.values()) / sum(usual[place] for place in filled)
    return usual | {
        place: usual[place] * min(_MOST, max(_LEAST, loads[place] / usual[place] / fair))
        for place in filled
    }


def _load(texts: Sequence[str]) -> float:
    """Answer how long the texts of a column are, the long ones counting most: they make its rows high."""
    return hypot(*map(measure, texts))
