"""Where the header of a foreign ledger stands, and which column of ours each of its columns means."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.rules.grid import Line, SheetGrid, Spot
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.headings import bare_heading, column_for, second_thoughts
from tracker.ledgers.rules.keys import HEADING

LEVELS = "/"
MOST_LEVELS = 3
_FARTHEST = 20
_LONGEST = 16
_FEWEST = 3
# 问题数, 整改率: a table that counts has no rows to bring in.
_COUNTS = ("数", "数量", "率")
# What may stand in several columns under one heading: 措施一 | 措施二, 3月 | 4月.
JOINED = frozenset({Key.MEASURES, Key.PROGRESS})
_COUNTED_ON = re.compile(r".*[一二三四五六七八九十\d](?:月份?|季度|[周旬次])?")
_WEIGHT = {Key.PROBLEM: 3, Key.POSITION: 1}
# What a longer heading means by the word in it; the order matters.
_BY_CONTENT = (
    ("来源", Key.SOURCE), ("上级编号", Key.SUPERIOR_NUMBER), ("销号时间", Key.CLOSED_ON), ("办结时间", Key.CLOSED_ON),
    ("实际完成", Key.CLOSED_ON), ("销号日期", Key.CLOSED_ON), ("进展", Key.PROGRESS), ("完成情况", Key.PROGRESS),
    ("整改情况", Key.PROGRESS), ("落实情况", Key.PROGRESS), ("成效", Key.OUTCOME), ("标准", Key.STANDARD),
    ("目标", Key.STANDARD), ("措施", Key.MEASURES), ("举措", Key.MEASURES), ("时限", Key.DUE), ("期限", Key.DUE),
    ("完成时间", Key.DUE), ("时间节点", Key.DUE), ("领导", Key.LEADER), ("配合", Key.HELPING), ("协办", Key.HELPING),
    ("责任人", Key.HANDLER), ("负责人", Key.HANDLER), ("牵头", Key.LEAD_UNIT), ("责任单位", Key.LEAD_UNIT),
    ("单位", Key.LEAD_UNIT), ("部门", Key.LEAD_UNIT), ("佐证", Key.EVIDENCE), ("状态", Key.STATE), ("是否", Key.STATE),
    ("序号", Key.POSITION), ("编号", Key.NUMBER), ("类别", Key.CATEGORY), ("方面", Key.CATEGORY), ("表现", Key.SHOWN_AS),
    ("问题", Key.PROBLEM), ("比例", Key.STATE), ("备注", Key.REMARKS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a sheet.

    ``first`` is the place of its first line among the sheet's lines (from 0), ``height`` how many lines it has;
    ``names`` are the headings by column, levels joined by /; ``fields`` what each means, unknown ones left out;
    ``key_column`` the column of our own hidden keys, if the sheet came from us.
    """

    first: int
    height: int
    names: Mapping[int, str]
    fields: Mapping[int, Key]
    key_column: int | None = None

    @property
    def end(self) -> int:
        """Answer the place of the first line behind the header."""
        return self.first + self.height

    @property
    def fingerprint(self) -> str:
        """Answer what tells this header from others: its headings in their order."""
        text = "\n".join(f"{column}:{name}" for column, name in sorted(self.names.items()))
        return hashlib.sha256(text.encode()).hexdigest()

    def with_fields(self, fields: Mapping[int, Key]) -> "Header":
        """Answer the same header with columns as a person mapped them."""
        return Header(self.first, self.height, self.names, dict(fields), self.key_column)


def find_header(sheet: SheetGrid) -> Header | None:
    """Find the header that names most of our columns; None when no row names a problem and two more.

    Titles above are passed over. Of several heights that say the same the lowest is taken that no heading reaches out of.
    """
    lines = sheet.lines[:_FARTHEST]
    places = [at for at, line in enumerate(lines) if len(line.spots) > 1]
    found = [
        header_at(sheet, first, height) for first in places for height in range(1, MOST_LEVELS + 1)
    ]
    best = max(
        found,
        key=lambda one: (_score(one), _is_whole(sheet, one), -one.height, -one.first),
        default=None,
    )
    if best is None or Key.PROBLEM not in best.fields.values() or len(best.fields) < _FEWEST:
        return None
    return best


def _is_whole(sheet: SheetGrid, header: Header) -> bool:
    """Answer whether no heading is merged with rows below the header."""
    lines = sheet.lines[header.first : header.end]
    return all(at + spot.height <= len(lines) for at, one in enumerate(lines) for spot in one.spots)


def bare_texts(line: Line) -> tuple[str, ...]:
    """Answer what is written in a line, without spaces: the same for a header and its repetition on the next page."""
    return tuple("".join(spot.text.split()) for spot in line.spots)


def begins_another(line: Line, header: Header) -> bool:
    """Answer whether a line heads a table whose columns are others than those of a header."""
    known = {spot.column: key for spot in line.spots if (key := _headed(spot)) is not None}
    if Key.PROBLEM not in known.values() or len(set(known.values())) < _FEWEST:
        return False
    return any(header.fields.get(column, key) is not key for column, key in known.items())


def _headed(spot: Spot) -> Key | None:
    return column_for(spot.text) if len(spot.text) <= _LONGEST else None


def repeats_header(line: Line, header: Header) -> bool:
    """Answer whether a line heads the same columns once more, in the same or in other words."""
    known = [_headed(spot) for spot in line.spots]
    whole = all(known) and Key.PROBLEM in known and len(known) >= _FEWEST
    return whole and not begins_another(line, header)


def likeliest_sheet(sheets: Sequence[SheetGrid]) -> int:
    """Answer which sheet holds the ledger: one with our keys first, then the best header, then most rows."""

    def worth(number: int) -> tuple[bool, int, int, int]:
        header = find_header(sheets[number])
        if header is None:
            return False, 0, 0, -number
        lines = len(sheets[number].lines)
        return header.key_column is not None, _score(header), lines, -number

    return max(range(len(sheets)), key=worth, default=0)


def header_at(sheet: SheetGrid, first: int, height: int) -> Header:
    """Read the header that begins at a line, whatever stands there."""
    levels = _levels(sheet.lines[first : first + height])
    names = {column: LEVELS.join(texts) for column, texts in sorted(levels.items())}
    fields: dict[int, Key] = {}
    exact = {column: _exactly(texts) for column, texts in levels.items()}
    for column, key in exact.items():
        if key is not None and key not in fields.values():
            fields[column] = key
    for column, texts in sorted(levels.items()):
        # Under a heading that another column has taken (整改措施: 措施 | 标准) its own words alone count.
        key = _roughly(texts if exact[column] is None else texts[-1:])
        if key is not None and column not in fields and key not in fields.values():
            fields[column] = key
    lowest = {column: texts[-1] for column, texts in levels.items()}
    for column, key in second_thoughts(lowest, fields).items():
        fields.pop(column, None)
        if key is not None:
            fields[column] = key
    fields |= _counted_on(levels, fields)
    keys = (column for column, name in names.items() if name == HEADING)
    return Header(first, height, names, fields, next(keys, None))


def _counted_on(levels: Mapping[int, Sequence[str]], fields: Mapping[int, Key]) -> dict[int, Key]:
    """Answer the columns that go on with what another one under the same heading begins (措施二 beside 措施一)."""
    begun = {levels[column][0]: key for column, key in fields.items() if key in JOINED}
    return {
        column: begun[texts[0]]
        for column, texts in levels.items()
        if column not in fields
        and len(texts) > 1
        and texts[0] in begun
        and _COUNTED_ON.fullmatch(texts[-1])
        and (_exactly(texts) or _roughly(texts)) is begun[texts[0]]
    }


def _levels(lines: Sequence[Line]) -> dict[int, list[str]]:
    """Answer the headings of each column from top to bottom; merged ones hold for all they cover."""
    levels: dict[int, list[str]] = {}
    for line in lines:
        for spot in line.spots:
            text = "".join(spot.text.split())
            for column in range(spot.column, spot.column + spot.width):
                texts = levels.setdefault(column, [])
                if text not in texts:
                    texts.append(text)
    return levels


def _exactly(texts: Sequence[str]) -> Key | None:
    """Answer what a heading means by a name that is known: the lowest level counts first."""
    tried = (*reversed(texts), "".join(texts))
    return next((key for one in tried if (key := column_for(one)) is not None), None)


def _roughly(texts: Sequence[str]) -> Key | None:
    """Answer what a longer heading means by a word in it; sentences are no headings."""
    if any(len(one) > _LONGEST for one in texts):
        return None
    for text in reversed(texts):
        bare = bare_heading(text)
        if bare.endswith(_COUNTS):
            return None
        for word, key in _BY_CONTENT:
            if word in bare:
                return key
    return None


def _score(header: Header) -> int:
    texts = [text for name in header.names.values() for text in name.split(LEVELS)]
    wordy = sum(len(text) > _LONGEST * 2 for text in texts)
    return sum(_WEIGHT.get(key, 2) for key in header.fields.values()) - 2 * wordy
