"""Line breaks inside a paragraph: where they part what was meant as paragraphs, and where they mean nothing.

Copies from the web hold a whole report in one paragraph with soft breaks; titles and wrapped copies hold
breaks in the middle of a sentence. A break parts when what follows begins with a mark, a field or an
indent, when what stands before it ends a sentence, or when the line before it was too short to have been
broken for want of room; every other break becomes nothing.
"""

from collections.abc import Sequence

from tracker.documents.rules.marks import leading_mark
from tracker.documents.rules.pieces import leading_space
from tracker.documents.rules.wrap_width import begins_field, columns_of, ends_sentence

_FULL_SHARE = 0.6
_INDENT = 2


def parted(lines: Sequence[str]) -> list[str]:
    """Return the paragraphs that the lines of one soft-broken paragraph make; blank lines part."""
    longest = max((columns_of(line.strip()) for line in lines), default=0)
    paragraphs: list[str] = []
    before = ""
    for line in lines:
        text = line.strip()
        goes_on = (
            bool(before and text)
            and leading_space(line) < _INDENT
            and _goes_on(before, text, longest)
        )
        if goes_on:
            paragraphs[-1] += text
        elif text:
            paragraphs.append(text)
        before = text
    return paragraphs


def _goes_on(before: str, text: str, longest: int) -> bool:
    if ends_sentence(before) or begins_field(text) or leading_mark(text) is not None:
        return False
    return columns_of(before) >= _FULL_SHARE * longest
