"""What a heading or a line means by what stands around it: chapters, signatures, measures told before the faults."""

import re
from dataclasses import replace

from tracker.reports.rules.cues import is_date_line
from tracker.reports.rules.headings import SectionKind, kind_of_title
from tracker.reports.rules.heads import Head
from tracker.reports.rules.pieces import Piece

_CHAPTER = re.compile("第[一二三四五六七八九十]{1,2}(?:部分|章|篇|编)[ :、]?")
# 工作举措, 主要措施: told before the faults they are what was done, behind them what will be done.
_DONE_OR_TO_DO = re.compile(
    "(?:主要|工作|具体|重点|有关|采取的?|相关|落实|推进){0,3}(?:工作|任务|举措|措施|做法|安排|部署)"
)
_STOPS = frozenset("。!?;:,")
_LONGEST_CHAPTER, _LONGEST_NAME = 40, 30


def heads_in_context(
    heads: list[Head | None], pieces: list[Piece], folded: str
) -> list[Head | None]:
    """Return the headings with their chapters (第二部分 …), and 工作举措 above the faults as work done."""
    chaptered = [_chapter(piece, folded) or head for head, piece in zip(heads, pieces, strict=True)]
    kinds = [head.kind if head else None for head in chaptered]
    if SectionKind.PROBLEMS not in kinds:
        return chaptered
    faults = kinds.index(SectionKind.PROBLEMS)
    if SectionKind.PLAN not in kinds[faults:]:
        return chaptered
    return [*(_as_work(head, folded) for head in chaptered[:faults]), *chaptered[faults:]]


def _chapter(piece: Piece, folded: str) -> Head | None:
    found = _CHAPTER.match(folded, piece.start, piece.end)
    if found is None or not piece.fills_line or piece.end - piece.start > _LONGEST_CHAPTER:
        return None
    kind = kind_of_title(folded[found.end() : piece.end])
    return Head(None, piece.start, piece.end, kind, alone=True, chapter=True)


def _as_work(head: Head | None, folded: str) -> Head | None:
    if head is None or head.kind is not SectionKind.PLAN:
        return head
    done = _DONE_OR_TO_DO.fullmatch(folded[head.start : head.end].strip(" :。"))
    return replace(head, kind=SectionKind.WORK) if done else head


def signs(pieces: list[Piece], index: int, folded: str) -> bool:
    """Tell whether a line is the name above the date at the end of a letter."""
    piece = pieces[index]
    if index + 1 >= len(pieces) or not piece.fills_line or piece.mark or piece.label:
        return False
    text = folded[piece.start : piece.end]
    if len(text) > _LONGEST_NAME or _STOPS & set(text):
        return False
    below = pieces[index + 1]
    return below.fills_line and is_date_line(folded[below.start : below.end])
