"""What a report says about earlier findings as put right: collected, never counted as problems."""

import re
from collections.abc import Iterator

from tracker.reports.rules import words
from tracker.reports.rules.claims import trimmed
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.plot import Plot, Section
from tracker.reports.rules.words import any_of

_SOURCE = any_of(
    words.EARLIER_SOURCES, ("点到", "提出", "测评", "评议", "评估", "上年", "上学年", "前年")
)
_DONE = (
    r"(?:已|均|全部|逐项|逐一|都)[^,。;]{0,14}(?:整改|销号|办结|解决|改到位|化解|修好|消除|加固|拆除)"
    r"|整改(?:完成|完毕|到位|落实)|销号|清零|改到位|完成整改|问题整改(?!的同时|过程)|(?:推进|落实)整改"
)
_SAYS_DONE = re.compile(_DONE)
_DONE_LATER = re.compile(
    rf"{_SOURCE}[^。]{{0,60}}?(?:问题|意见|不足|事项|积案|隐患|险情|险段|短板)[^。]{{0,60}}?(?:{_DONE})|问题整改落实"
)
_TITLE = re.compile(
    r"(?:反馈|查摆|巡察|指出|上年度|点评|抓好|推进|落实)[^,。;]{0,8}(?:问题|意见)[^,。;]{0,6}(?:整改|清零|销号|落实)"
)
_NOT_YET = re.compile(
    "制定(?![^。]*(?:已|均|全部))|结合我镇|以整改实效|整改责任$|情况报告如下|要求|将"
)
_LONGEST_TITLE, _STOPS = 26, "。!;"


def rectified_in(plot: Plot) -> list[tuple[int, int]]:
    """Return the stretches outside problem, plan and cause sections that report earlier findings as done.

    A short title sentence (反馈问题整改到位。) is joined with the sentence behind it; in a section whose
    heading says so each line counts that tells a result.
    """
    found: list[tuple[int, int]] = []
    for section in (*_before_sections(plot), *plot.sections):
        if section.kind in (SectionKind.WORK, SectionKind.OTHER):
            found.extend(_in_running_text(plot, section))
        elif section.kind is SectionKind.LAST_YEAR:
            found.extend(_in_its_own_section(plot, section))
    return found


def _before_sections(plot: Plot) -> Iterator[Section]:
    """Yield what stands above the first heading as work; a paper without any heading tells it there."""
    last = plot.sections[0].first if plot.sections else len(plot.pieces)
    if last:
        yield Section(SectionKind.WORK, 0, plot.pieces[0].start, last=last)


def _in_running_text(plot: Plot, section: Section) -> Iterator[tuple[int, int]]:
    index = section.first
    while index < section.last:
        body = plot.body(index).strip()
        bare = plot.pieces[index].fills_line and body[-1:] not in _STOPS
        if not bare and len(body) <= _LONGEST_TITLE and _TITLE.search(body):
            last = _behind_title(plot, section, index)
            yield trimmed(plot.folded, plot.pieces[index].body, plot.pieces[last].end)
            index = last
        elif _DONE_LATER.search(body) and not _NOT_YET.search(body):
            yield trimmed(plot.folded, plot.pieces[index].body, plot.pieces[index].end)
        index += 1


def _behind_title(plot: Plot, section: Section, index: int) -> int:
    behind = index + 1
    if behind >= section.last or plot.pieces[behind].mark is not None:
        return index
    return behind if plot.pieces[behind].line == plot.pieces[index].line else index


def _in_its_own_section(plot: Plot, section: Section) -> Iterator[tuple[int, int]]:
    lines: dict[int, tuple[int, int]] = {}
    for piece in plot.pieces[section.first : section.last]:
        start = lines.get(piece.line, (piece.body, 0))[0]
        lines[piece.line] = (max(start, section.start), piece.end)
    for start, end in lines.values():
        if _SAYS_DONE.search(plot.folded[start:end]):
            yield trimmed(plot.folded, start, end)
