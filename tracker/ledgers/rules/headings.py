"""Which column a heading of any office means, alone and beside the others of its table."""

import re
from collections.abc import Mapping
from functools import lru_cache

from tracker.documents.rules.folding import fold
from tracker.ledgers.rules.columns import COLUMNS, EXTRA, Key

_NOISE = re.compile(r"\([^)]*\)|[\s:：,，、.。/\\*_-]")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+(?=.{2})")
# What a table lists that speaks of no problem: 任务名称, 重点工作.
_LISTED = re.compile(r"(?:重点|主要|整改|督办|年度)*(?:任务|事项|工作)(?:名称|内容|清单|事项)?")
_DONE_ABOUT_IT = ("措施", "举措", "办法")


def bare_heading(text: str) -> str:
    """Answer a heading as headings are compared: folded, without brackets, spaces and signs.

    >>> bare_heading("反馈问题（原文）")
    '反馈问题'
    """
    bare = _NOISE.sub("", fold(text)).lower()
    return _ORDINAL.sub("", bare)


@lru_cache(maxsize=4096)  # short words that a ledger repeats in every row are asked about, too
def column_for(heading: str) -> Key | None:
    """Answer the column that a heading of any office means; None when it means none of ours."""
    return _BY_HEADING.get(bare_heading(heading))


def second_thoughts(names: Mapping[int, str], fields: Mapping[int, str]) -> dict[int, Key | None]:
    """Answer the columns that mean something else than their own heading says, seen beside the others.

    Where no column is the problem, 具体表现 is, or the list of tasks; where 整改任务 stands beside 具体措施, only
    the latter are the measures.

    Args:
        names: the lowest level of each heading, by column.
        fields: what each heading means alone.

    Returns:
        The columns to be changed; None for one that means nothing of ours.
    """
    found: dict[int, Key | None] = {}
    if Key.PROBLEM not in fields.values():
        shown = (at for at, key in fields.items() if key == Key.SHOWN_AS)
        listed = (at for at, name in names.items() if _LISTED.fullmatch(bare_heading(name)))
        problem = next(shown, None)
        problem = next(listed, None) if problem is None else problem
        if problem is not None:
            found[problem] = Key.PROBLEM
    told = [
        at
        for at, name in names.items()
        if bare_heading(name).endswith(_DONE_ABOUT_IT)
        and fields.get(at) in {None, "", Key.MEASURES}
    ]
    for at, key in fields.items():
        if key == Key.MEASURES and told and at not in told:
            found.setdefault(at, None)
            found.setdefault(told[0], Key.MEASURES)
    return found


_BY_HEADING: dict[str, Key] = {
    bare_heading(word): one.key for one in (*COLUMNS, *EXTRA) for word in (one.title, *one.aliases)
}
