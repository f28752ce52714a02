"""The rows of a foreign ledger as entries: one for each task, however cells are merged or left blank."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tracker.documents.rules.grid import Line, SheetGrid, Spot
from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.importing.headers import (
    LEVELS,
    Header,
    bare_texts,
    begins_another,
    repeats_header,
)
from tracker.ledgers.rules.importing.words import state_from
from tracker.ledgers.rules.keys import RowKey, read_key

_TOTALS = re.compile(r"(?:本页|全[县区镇乡村市])?[合小总共累]\s*计")
_NOTES = re.compile(
    r"(?:注|备注|说明|填表|填报|审核|制表|单位负责人|联系|数据截至|主要负责人)[^，]{0,8}[:：。]|数据截至"
)
_ORDINAL = re.compile(
    r"^[（(]?[一二三四五六七八九十百]+[）)、.．\s]+|[（(]\s*\d+\s*[个条项]?\s*[）)]\s*$"
)
# 已完成问题清单: what a part of a table is called beside how it stands.
_PART = re.compile(r"的?(?:整改)?(?:问题|事项|任务)?(?:清单|台账|部分|情况)?(?:[（(].*)?$")
_CONTINUED = "（续）"
_LONGEST_AREA = 40
# A row of its own in one of these is a task of its own; other columns may spread over several rows.
_OWN = frozenset(
    {Key.NUMBER, Key.KIND, Key.LEADER, Key.LEAD_UNIT, Key.HELPING, Key.HANDLER, Key.DUE, Key.STATE, Key.CLOSED_ON, Key.DUE_ON}
)  # fmt: skip
_SPREAD = frozenset(
    {Key.MEASURES, Key.PROGRESS, Key.STANDARD, Key.EVIDENCE, Key.REMARKS, Key.OUTCOME}
)


@dataclass(slots=True)
class Entry:
    """One task as its ledger tells it.

    ``row`` is the number of its first row in the sheet (from 1); entries of one ``problem`` (an ordinal from 1)
    belong together; ``cells`` are texts by column, blank ones left out; ``key`` our own hidden key.
    """

    row: int
    problem: int
    cells: dict[Key, str]
    key: RowKey | None = None


@dataclass(slots=True)
class _Reader:
    """What holds while a sheet is read from top to bottom."""

    header: Header
    carried: dict[int, tuple[str, int]] = field(default_factory=dict)
    area: str = ""
    stands: str = ""
    problems: int = 0

    def enter(self, area: str) -> None:
        """Begin a part of the table: its heading tells how its rows stand, or what they are about."""
        name = _ORDINAL.sub("", area).strip()
        word = _PART.sub("", name, count=1)
        self.stands = word if state_from(word) is not None else ""
        self.area = "" if self.stands else name


def entries_of(sheet: SheetGrid, header: Header) -> list[Entry]:
    """Read the rows behind a header.

    A cell merged downwards, or left blank below a problem, belongs to every row that it stands for: rows that
    name a number, unit, person, deadline or state of their own become tasks of their own, rows that go on only
    with measures or progress are added to the task above. Totals, notes, repeated headers and headings of
    areas are no entries; the area becomes the category, or the state where it names one (已完成问题). Where another
    table with other columns begins, the rows end.
    """
    reader, found = _Reader(header), list[Entry]()
    titles = {bare_texts(line) for line in sheet.lines[header.first : header.end]}
    first_words = {title[0] for title in titles}
    _look_above(reader, sheet)
    for index, line in enumerate(sheet.lines[header.end :], start=header.end):
        reader.carried = {column: one for column, one in reader.carried.items() if one[1] >= index}
        first = "".join(line.spots[0].text.split())
        repeats = first in first_words and bare_texts(line) in titles
        if not repeats and begins_another(line, header):
            break
        if repeats or repeats_header(line, header) or _is_total(line) or _is_note(line):
            continue
        if _is_area(line, header):
            reader.enter(line.spots[0].text)
            continue
        _read(reader, line, index, found)
    return found


def _look_above(reader: _Reader, sheet: SheetGrid) -> None:
    """See whether the heading right above the header says how the rows below it stand (一、已完成问题)."""
    above = sheet.lines[max(reader.header.first - 1, 0) : reader.header.first]
    if above and _is_area(above[0], reader.header):
        reader.enter(above[0].spots[0].text)
        reader.area = ""


def _read(reader: _Reader, line: Line, index: int, found: list[Entry]) -> None:
    own, covered = _cells(reader, line, index)
    if not own.keys() - {Key.POSITION}:
        return  # rows that were numbered and never written
    last = found[-1] if found else None
    if last is not None and own.get(Key.POSITION) == _CONTINUED:
        _go_on(last, own, glue="")
        return
    below = Key.PROBLEM in covered or Key.PROBLEM not in own
    if last is not None and below and not own.keys() & _OWN and own.keys() & _SPREAD:
        _go_on(last, own, glue="\n")
        return
    key = _key_of(reader, line)
    if last is not None and (below or _same_problem(last, own)) and reader.problems:
        inherited = {name: last.cells[name] for name in _OF_PROBLEM if name in last.cells}
        own = {**inherited, **covered, **own}
    else:
        reader.problems += 1
        own = {**covered, **own}
    for column, told in ((Key.CATEGORY, reader.area), (Key.STATE, reader.stands)):
        if told:
            own.setdefault(column, told)
    found.append(Entry(line.number, reader.problems, own, key))


_OF_PROBLEM = (
    Key.PROBLEM, Key.SHOWN_AS, Key.OUTWARD, Key.CATEGORY, Key.SOURCE, Key.SUPERIOR_NUMBER,
)  # fmt: skip


def _cells(reader: _Reader, line: Line, index: int) -> tuple[dict[Key, str], dict[Key, str]]:
    """Answer the texts that a row has of its own, and those that cells merged from above give it."""
    fields: Mapping[int, Key] = reader.header.fields
    own: dict[Key, str] = {}
    covered = {
        fields[column]: text for column, (text, _) in reader.carried.items() if column in fields
    }
    for spot in line.spots:
        if spot.height > 1:
            reader.carried[spot.column] = (spot.text, index + spot.height - 1)
        key = fields.get(spot.column)
        if key is not None and spot.text not in {"/", "—", "-", "无"}:
            said = _said(reader.header, spot, key)
            own[key] = f"{own[key]}\n{said}" if key in own else said
    return own, covered


def _said(header: Header, spot: Spot, key: Key) -> str:
    """Answer what a cell says; of several columns of progress each with its own heading (3月：已对账)."""
    several = key is Key.PROGRESS and list(header.fields.values()).count(key) > 1
    return (
        f"{header.names[spot.column].rpartition(LEVELS)[2]}：{spot.text}" if several else spot.text
    )


def _key_of(reader: _Reader, line: Line) -> RowKey | None:
    column = reader.header.key_column
    return None if column is None else read_key(line.at(column))


def _same_problem(last: Entry, own: Mapping[Key, str]) -> bool:
    """Tell whether a row repeats the problem of the row above, as lists without merged cells do."""
    return all(
        last.cells.get(one) == own.get(one)
        for one in (Key.PROBLEM, Key.SUPERIOR_NUMBER, Key.SOURCE)
    )


def _go_on(entry: Entry, more: Mapping[Key, str], *, glue: str) -> None:
    for name, text in more.items():
        if name is Key.POSITION:
            continue
        before = entry.cells.get(name, "")
        entry.cells[name] = f"{before}{glue}{text}" if before else text


def _is_total(line: Line) -> bool:
    return any(_TOTALS.match(spot.text.strip()) for spot in line.spots[:2])


def _is_note(line: Line) -> bool:
    return len(line.spots) <= 3 and _NOTES.match(line.spots[0].text.strip()) is not None  # noqa: PLR2004  填表人, 审核人, 时间


def _is_area(line: Line, header: Header) -> bool:
    """Tell whether a row is one heading across the table, or a heading alone in front of it."""
    if len(line.spots) != 1:
        return False
    spot = line.spots[0]
    key = header.fields.get(spot.column)
    wide = spot.width > 2 or spot.width >= len(header.names)  # noqa: PLR2004  more than two columns
    alone = key in {Key.POSITION, Key.NUMBER} and _ORDINAL.match(spot.text) is not None
    return (wide or alone) and len(spot.text) <= _LONGEST_AREA
