"""This year's 提纲 as a superior issued it: headings in two ranks, with 字数 and the figures that must be told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from tracker.core.errors import InvalidError
from tracker.documents.rules.folding import fold
from tracker.documents.rules.marks import leading_mark
from tracker.reports.rules.headings import SectionKind, kind_of_title

LONGEST = 20_000  # characters of a pasted outline
_MOST = 60  # headings; a longer text is a report and no outline
_HEADING = 40
_BRACKETS = re.compile(r"[（(\[【]([^（()）\]】]*)[）)\]】]")
_WORDS = re.compile(r"(\d{2,5})(?:\s*[-—~～至到]+\s*(\d{2,5}))?\s*个?字")
_WANTED = re.compile(
    r"[^、，,。；;：:和及与]*?(?:数据|数字|数量|[期次人户笔个]数|人次|金额|比例|完成率|资金|万元)"
)
_ASKS = re.compile(
    r"^(?:重点|主要)?(?:需要?|应当?|要|须|必须|请)?(?:写明|写清|列出|列明|说明|注明|提供|反映|包括|含|有|写)|^(?:等|的)"
)
_PROMISES = re.compile(r"承诺")
_EDGE = " 　。：:；;，,、"


class Role(StrEnum):
    """What stands below a heading; also the key of a section of the draft."""

    WORK = "work"
    LAST_YEAR = "last_year"
    PLEDGES = "pledges"
    PROBLEMS = "problems"
    PLAN = "plan"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Answer how a section is headed where nobody says otherwise."""
        return {
            "work": "工作成效",
            "last_year": "上年度问题整改情况",
            "pledges": "上年度承诺事项落实情况",
            "problems": "存在问题",
            "plan": "下一步打算",
            "other": "其他",
        }[self.value]


_ROLES = {
    SectionKind.WORK: Role.WORK,
    SectionKind.PROBLEMS: Role.PROBLEMS,
    SectionKind.PLAN: Role.PLAN,
    SectionKind.LAST_YEAR: Role.LAST_YEAR,
    SectionKind.CAUSES: Role.OTHER,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading of an outline; ``words`` is the most 字数, ``wants`` are the figures it must tell, as it words them.

    ``sample`` are the finer points below it, by which work finds its heading.
    """

    heading: str
    role: Role = Role.WORK
    words: int | None = None
    wants: tuple[str, ...] = ()
    sample: str = ""
    parts: tuple["Entry", ...] = ()

    @property
    def leaves(self) -> tuple["Entry", ...]:
        """Answer the headings right below which text stands."""
        return self.parts or (self,)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with a mark: its rank, and everything that was said of it."""

    rank: int
    text: str
    notes: str


def read_outline(text: str) -> tuple[Entry, ...]:
    """Read a pasted 提纲; a text without marks is taken as one heading a line.

    Raises:
        InvalidError: nothing in it reads as a heading, or it is a whole report.
    """
    if len(text) > LONGEST:
        raise InvalidError(f"提纲不能超过{LONGEST}字；粘贴到标题和要求即可。", "outline")
    lines = list(_lines([one.strip() for one in text.splitlines() if one.strip()]))
    if not lines:
        return ()
    if len(lines) > _MOST:
        raise InvalidError(f"读出{len(lines)}个标题，像是整篇报告；请只粘贴提纲。", "outline")
    first, *deeper = sorted({one.rank for one in lines})
    return tuple(_sections(lines, first, deeper[0] if deeper else first + 1))


def _lines(lines: Sequence[str]) -> Iterator[_Line]:
    """Answer the headings in order; an unmarked line behind one is a note on it, one before all is the title."""
    marked = any(leading_mark(one) for one in lines)
    found: _Line | None = None
    for line in lines:
        mark = leading_mark(line)
        if marked and mark is None:
            if found is not None:
                found = replace(found, notes=f"{found.notes}。{line}")
            continue
        if found is not None:
            yield found
        body = line[mark.end :] if mark else line
        notes = "。".join(_BRACKETS.findall(body))
        heading = _BRACKETS.sub("", body).strip(_EDGE)
        title, stop, rest = heading.partition("。")
        found = _Line(mark.level if mark else 1, title.strip(_EDGE)[:_HEADING], notes + stop + rest)
    if found is not None:
        yield found


def _sections(lines: Sequence[_Line], first: int, second: int) -> Iterator[Entry]:
    starts = [at for at, one in enumerate(lines) if one.rank == first]
    for start, end in pairwise([*starts, len(lines)]):
        below = lines[start + 1 : end]
        role = _role(lines[start].text, Role.WORK)
        parts = tuple(_parts(below, second, role))
        yield _entry(lines[start], role, () if parts else below, parts)


def _parts(lines: Sequence[_Line], rank: int, role: Role) -> Iterator[Entry]:
    starts = [at for at, one in enumerate(lines) if one.rank == rank]
    for start, end in pairwise([*starts, len(lines)]):
        yield _entry(lines[start], _role(lines[start].text, role), lines[start + 1 : end])


def _entry(line: _Line, role: Role, below: Sequence[_Line], parts: tuple[Entry, ...] = ()) -> Entry:
    notes = "。".join((line.notes, *(f"{one.text}。{one.notes}" for one in below)))
    return Entry(line.text, role, _words(line.notes), _wants(notes), notes.strip(_EDGE), parts)


def _role(heading: str, above: Role) -> Role:
    if _PROMISES.search(heading):
        return Role.PLEDGES
    kind = kind_of_title(fold(heading))
    return _ROLES.get(kind, above) if kind else above


def _words(notes: str) -> int | None:
    told = [int(one[1] or one[0]) for one in _WORDS.findall(fold(notes))]
    return max(told) if told else None


def _wants(notes: str) -> tuple[str, ...]:
    found = (_ASKS.sub("", one.strip(_EDGE)) for one in _WANTED.findall(notes))
    return tuple(dict.fromkeys(one for one in found if len(one) > 1))
