"""What stands around the rows of a superior's table and is no row: seals above, totals and notes, headings of parts."""

import re

from tracker.ledgers.rules.headings import bare_heading
from tracker.ledgers.rules.their_form.grid import Grid

SUMS = frozenset({"合计", "总计", "小计"})
_LONGEST = 12
_SUM = re.compile(r"(?:合计|总计|小计|共计)\s*(?:$|[:：（(]|\d)")
_FOOT = re.compile(
    r"(?:填报|填表|制表|审核|审签|单位负责人|主要负责人|联系|备注|注|说明)[^，。；]{0,8}[:：]"
)
# 填报单位（盖章）：, 填报时间：, 2026年  月  日: between the title and the header.
_SENTENCE = re.compile(r"[；。：:]")
_SEAL = re.compile(
    r"(?:填报|填表|报送|上报|制表|单位|时间|日期|审核|联系)[^，。；]{0,10}[:：]|20\d\d\s*年\s*\d{0,2}\s*月\s*\d{0,2}\s*日?$"
)


def texts_in(grid: Grid, row: int) -> dict[tuple[int, int], str]:
    """Answer the texts that a row shows, each merged area once."""
    found = {}
    for column in range(1, grid.last_column + 1):
        text = grid.text(row, column).strip()
        if text:
            found[grid.corner(row, column)] = text
    return found


def title_above(grid: Grid, first: int) -> str:
    """Answer the longest text above the header that is no sentence, else the name of the sheet."""
    above = [text for row in range(1, first) for text in texts_in(grid, row).values()]
    titles = [text for text in above if not _SENTENCE.search(text)]
    return max(titles or above, key=len, default="") or grid.name


def is_seal(text: str) -> bool:
    """Answer whether a text stands between title and header: who fills the table in, and when."""
    return _SEAL.match(text.strip()) is not None


def is_foot(text: str) -> bool:
    """Answer whether a text belongs below a table: a total, who filled it in, a note."""
    return is_sum(text) or _FOOT.match(text.strip()) is not None


def is_sum(text: str) -> bool:
    """Answer whether a text names a row of sums."""
    told = text.strip()
    return _SUM.match(told) is not None or (len(told) <= _LONGEST and bare_heading(told) in SUMS)


def heads_a_part(grid: Grid, row: int, column: int) -> bool:
    """Answer whether a row is one text across the table, a column of it among others: 一、政治建设方面."""
    merged = grid.merge_at(row, column)
    return merged is not None and merged.right - merged.left > 1 and len(texts_in(grid, row)) == 1
