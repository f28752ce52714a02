"""Which column a heading of any office means."""

import re

from tracker.documents.rules.folding import fold
from tracker.ledgers.rules.columns import COLUMNS, EXTRA, Key

_NOISE = re.compile(r"\([^)]*\)|[\s:：,，、.。/\\*_-]")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+(?=.{2})")


def bare_heading(text: str) -> str:
    """Answer a heading as headings are compared: folded, without brackets, spaces and signs.

    >>> bare_heading("反馈问题（原文）")
    '反馈问题'
    """
    bare = _NOISE.sub("", fold(text)).lower()
    return _ORDINAL.sub("", bare)


def column_for(heading: str) -> Key | None:
    """Answer the column that a heading of any office means; None when it means none of ours."""
    return _BY_HEADING.get(bare_heading(heading))


_BY_HEADING: dict[str, Key] = {
    bare_heading(word): one.key for one in (*COLUMNS, *EXTRA) for word in (one.title, *one.aliases)
}
