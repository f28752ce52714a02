"""What a report says about earlier findings as put right: collected, never counted as problems."""

import re

from tracker.reports.rules import words
from tracker.reports.rules.claims import trimmed
from tracker.reports.rules.headings import SectionKind
from tracker.reports.rules.sections import Plot
from tracker.reports.rules.words import any_of

_SOURCE = any_of(words.EARLIER_SOURCES)
_RECTIFIED = re.compile(
    rf"{_SOURCE}[^。;]{{0,40}}(?:问题|意见|不足)[^。;]{{0,30}}(?:整改|销号|落实|解决)|(?:问题|意见)整改(?:到位|落实|工作)"
    rf"|(?:抓好|做好|推进|落实|狠抓|完成)[^。;,]{{0,10}}(?:问题整改|整改任务)|整改完成率|完成整改\d+|已(?:全部)?(?:完成整改|整改到位|整改完成|销号)",
)
_FINDINGS = re.compile(rf"(?:{_SOURCE})|问题(?:整改|推进整改)|整改任务")


def rectified_in(plot: Plot) -> list[tuple[int, int]]:
    """Return the stretches outside problem, plan and cause sections that report earlier findings as done.

    Neighbouring sentences of one line that speak of it are one stretch; a section whose heading says so
    is taken line by line.
    """
    found: list[tuple[int, int]] = []
    last_line = -1
    for section in plot.sections:
        if section.kind not in (SectionKind.WORK, SectionKind.OTHER, SectionKind.LAST_YEAR):
            continue
        for index in range(section.first, section.last):
            piece = plot.pieces[index]
            body = plot.folded[piece.body : piece.end]
            whole = section.kind is SectionKind.LAST_YEAR
            if not whole and not (_RECTIFIED.search(body) and _FINDINGS.search(body)):
                last_line = -1
                continue
            start, end = trimmed(plot.folded, piece.body, piece.end)
            if found and last_line == piece.line and piece.mark is None:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
            last_line = piece.line
    return found
