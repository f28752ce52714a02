"""What a heading or a line means by what stands around it: chapters, measures told before the faults."""

import re
from dataclasses import replace

from tracker.documents.rules.marks import MarkKind
from tracker.reports.rules.faults import names_area
from tracker.reports.rules.headings import SectionKind, kind_of_title
from tracker.reports.rules.heads import Head
from tracker.reports.rules.pieces import Piece

_CHAPTER = re.compile("第[一二三四五六七八九十]{1,2}(?:部分|章|篇|编)[ :、]?")
# 工作举措, 主要措施: told before the faults they are what was done, behind them what will be done.
_DONE_OR_TO_DO = re.compile(
    "(?:主要|工作|具体|重点|有关|采取的?|相关|落实|推进){0,3}(?:工作|任务|举措|措施|做法|安排|部署)"
)
# 某镇纪委2025年度履行监督责任情况报告 in the middle of a file: the title of a second paper.
_SECOND_TITLE = re.compile(
    r"(?:[^,。;:]{0,30}20\d\d年|[^,。;:]{0,30}关于)[^,。;:]{2,40}(?:报告|总结|汇报|述职|材料|台账|清单)"
)
# 查摆问题清单, 隐患台账: a paper that is nothing but the list.
_LIST_TITLE = re.compile(
    "(?:问题|隐患|不足|短板)(?:整改)?(?:清单|台账|汇总表?|一览表?)[0-9一二三]?$"
)
# 各乡镇党委、县直各部门：, whom a circular is sent to.
_TO_MANY = re.compile("(?:各|县直|区直|市直|机关各)[^。;:]{1,60}:$")
_DEMANDS = re.compile("(?:下一?步)?(?:的)?(?:工作|整改|有关|几点|具体|相关)?要求$")
_STOPS = frozenset("。!?;:,")
_LONGEST_CHAPTER, _LONGEST_TITLE, _TITLE_LINES, _OPENING = 40, 14, 4, 8
_FEWEST_AREAS = 2


def heads_in_context(
    heads: list[Head | None], pieces: list[Piece], folded: str
) -> list[Head | None]:
    """Return the headings with their chapters (第二部分 …), and 工作举措 above the faults as work done."""
    chaptered = [_chapter(piece, folded) or head for head, piece in zip(heads, pieces, strict=True)]
    if pieces and _is_list_title(pieces[0], folded):
        chaptered = _below_list_title(chaptered, pieces[0])
    if any(_TO_MANY.match(folded, one.start, one.end) for one in pieces[:_OPENING]):
        chaptered = [_as_demands(head, folded) for head in chaptered]
    kinds = [head.kind if head else None for head in chaptered]
    if SectionKind.PROBLEMS not in kinds:
        mirrored = _is_mirror(chaptered, kinds, folded)
        return _below_list_title(chaptered, pieces[0]) if mirrored else chaptered
    faults = kinds.index(SectionKind.PROBLEMS)
    if SectionKind.PLAN not in kinds[faults:]:
        return chaptered
    return [*(_as_work(head, folded) for head in chaptered[:faults]), *chaptered[faults:]]


def _is_mirror(heads: list[Head | None], kinds: list[SectionKind | None], folded: str) -> bool:
    """Tell whether nothing but areas (一、学习方面 二、作风方面) stands above the causes: what a person finds there is wrong."""
    if SectionKind.CAUSES not in kinds:
        return False
    above = [head for head in heads[: kinds.index(SectionKind.CAUSES)] if head and head.alone]
    chapters = [head for head in above if head.mark and head.mark.kind is MarkKind.HAN]
    areas = all(names_area(folded[head.start : head.end]) for head in chapters)
    return len(chapters) >= _FEWEST_AREAS and areas


def _is_list_title(piece: Piece, folded: str) -> bool:
    return piece.fills_line and _LIST_TITLE.search(folded, piece.start, piece.end) is not None


def _below_list_title(heads: list[Head | None], first: Piece) -> list[Head | None]:
    """Let the title open the list; what sounds like another list (查摆问题方面) is an area of it."""
    title = Head(None, first.start, first.end, SectionKind.PROBLEMS, alone=True)
    return [title, *(_as_area(head) for head in heads[1:])]


def _as_area(head: Head | None) -> Head | None:
    if head is None or head.kind is not SectionKind.PROBLEMS:
        return head
    return replace(head, area=True)


def _chapter(piece: Piece, folded: str) -> Head | None:
    if piece.fills_line and piece.mark is None and piece.line >= _TITLE_LINES:
        title = _SECOND_TITLE.fullmatch(folded, piece.start, piece.end)
        if title is not None:
            return Head(None, piece.start, piece.end, None, alone=True, chapter=True)
    found = _CHAPTER.match(folded, piece.start, piece.end)
    if found is None or not piece.fills_line or piece.end - piece.start > _LONGEST_CHAPTER:
        return None
    kind = kind_of_title(folded[found.end() : piece.end])
    return Head(None, piece.start, piece.end, kind, alone=True, chapter=True)


def _as_demands(head: Head | None, folded: str) -> Head | None:
    """What a circular asks of those it is sent to is no plan of its writer."""
    if head is None or head.kind is not SectionKind.PLAN:
        return head
    asks = _DEMANDS.search(folded[head.start : head.end].strip(" :。"))
    return replace(head, kind=SectionKind.OTHER) if asks else head


def _as_work(head: Head | None, folded: str) -> Head | None:
    if head is None or head.kind is not SectionKind.PLAN:
        return head
    done = _DONE_OR_TO_DO.fullmatch(folded[head.start : head.end].strip(" :。"))
    return replace(head, kind=SectionKind.WORK) if done else head


def titles_list(pieces: list[Piece], index: int, folded: str) -> bool:
    """Tell whether the line above a marked piece is its bare title (共筑防线, below it 1.…)."""
    above = pieces[index - 1] if index else None
    if above is None or pieces[index].mark is None or not pieces[index].opens_line:
        return False
    title = folded[above.start : above.end]
    bare = above.fills_line and above.mark is None and above.label is None
    return bare and len(title) <= _LONGEST_TITLE and not _STOPS & set(title)
