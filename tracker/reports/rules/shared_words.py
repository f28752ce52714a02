"""Which words two wordings share, so that a person sees at a glance why they were laid side by side."""

import re

_LEAST = 3
_WORDLESS = re.compile(r"[\s，。、；：！？,.;:!?“”‘’「」『』（）()《》〈〉—…·]")


def marked(text: str, other: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether its words also stand in the other text.

    Words are runs of three or more characters; signs are left out of the comparison.
    """
    known = _runs(other)
    shared = [False] * len(text)
    places = [at for at, sign in enumerate(text) if not _WORDLESS.match(sign)]
    for first in range(len(places) - _LEAST + 1):
        run = places[first : first + _LEAST]
        if "".join(text[at] for at in run) in known:
            shared[run[0] : run[-1] + 1] = [True] * (run[-1] - run[0] + 1)
    return _pieces(text, shared)


def _runs(text: str) -> set[str]:
    bare = _WORDLESS.sub("", text)
    return {bare[at : at + _LEAST] for at in range(len(bare) - _LEAST + 1)}


def _pieces(text: str, shared: list[bool]) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or shared[at] != shared[start]:
            pieces.append((text[start:at], shared[start]))
            start = at
    return pieces
