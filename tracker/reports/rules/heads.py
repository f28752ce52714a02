"""The second pass: which pieces are headings, and what they announce."""

import re
from dataclasses import dataclass

from tracker.documents.rules.marks import Mark, MarkKind
from tracker.reports.rules import words
from tracker.reports.rules.faults import names_area, states_fault
from tracker.reports.rules.headings import (
    SectionKind,
    asserts_lack,
    kind_of_title,
    names_list,
    problem_opening,
)
from tracker.reports.rules.pieces import SECTION_LABEL, Piece
from tracker.reports.rules.words import any_of

_LONGEST_HEADING = 50
_LONGEST_RUN_IN = 26
_STOP_SIGNS = "。!?;"
_SENTENCE_STOPS = frozenset(_STOP_SIGNS)
_RANKED = frozenset(
    {
        MarkKind.HAN,
        MarkKind.HAN_PAREN,
        MarkKind.ARABIC,
        MarkKind.ARABIC_COMMA,
        MarkKind.DECIMAL,
        MarkKind.ORDINAL,
        MarkKind.ARABIC_PAREN,
    }
)
_RUN_IN = re.compile(r"[:。,]")
_PLAN_OPENING = re.compile(
    rf"(?:{any_of(words.NEXT)}|20\d\d年度?)(?:的)?(?:主要|重点)?(?:工作)?(?:打算|计划|安排|思路|措施|重点|目标|谋划|努力方向|举措)(?!执行|完成|落实)"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its mark, ``text[start:end]`` without the mark, what it announces (None: unknown).

    A ``chapter`` (第二部分) ends whatever stands above it.
    """

    mark: Mark | None
    start: int
    end: int
    kind: SectionKind | None
    alone: bool
    area: bool = False
    chapter: bool = False


def head_of(piece: Piece, folded: str) -> Head | None:
    """Return the heading that ``piece`` is or begins with, None when it is running text."""
    bracketed = SECTION_LABEL.match(folded, piece.start, piece.end)
    if bracketed is not None and piece.label is None:
        kind = kind_of_title(bracketed["title"])
        return Head(None, piece.start, bracketed.end(), kind, alone=True) if kind else None
    if not piece.opens_line and not (piece.mark and piece.mark.kind in _RANKED):
        return _inside_line(piece, folded[piece.body : piece.end])
    if piece.label is not None and not piece.mark:
        return None
    body = folded[piece.body : piece.end]
    if piece.ends_line and len(body) <= _LONGEST_HEADING:
        return _whole_line(piece, body)
    return _run_in(piece, body)


def _inside_line(piece: Piece, body: str) -> Head | None:
    """A heading that lost its line: …完成较好。存在问题1、… - short, without a stop, a mark behind it."""
    if piece.ends_line or piece.mark or piece.label or len(body) > _LONGEST_RUN_IN:
        return None
    kind = None if body[-1:] in _STOP_SIGNS else kind_of_title(body)
    if kind is None:
        return None
    return Head(None, piece.body, piece.body + len(body.rstrip(" :")), kind, alone=True)


def _whole_line(piece: Piece, body: str) -> Head | None:
    kind = _kind_of_line(piece, body)
    bare = body.rstrip(" 。:;,")
    area = kind is SectionKind.PROBLEMS and names_area(bare) and problem_opening(bare) is None
    if kind is not None:
        run_in = _run_in(piece, body)
        if run_in is not None and run_in.end < piece.end:
            return run_in
        return Head(piece.mark, piece.body, piece.body + len(bare), kind, alone=True, area=area)
    run_in = _run_in(piece, body)
    if run_in is not None:
        return run_in
    if body[-1:] in _STOP_SIGNS or (piece.mark is None and piece.styled is None):
        return None
    if piece.mark is not None and piece.mark.kind not in _RANKED:
        return None
    return Head(piece.mark, piece.body, piece.body + len(bare), None, alone=True)


def _is_told(piece: Piece, title: str, body: str) -> bool:
    """Tell whether a sentence says of a matter that it has faults (5、消防设施存在安全隐患；存在未公示的问题)."""
    if piece.mark is None:
        return body[-1:] == "。" and len(title) + 1 == len(body) and not names_list(title)
    if piece.mark.kind is MarkKind.HAN or ":" in body[: len(title) + 1]:
        return False
    return body[len(title) : len(title) + 1] in _SENTENCE_STOPS and asserts_lack(title)


def _kind_of_line(piece: Piece, body: str) -> SectionKind | None:
    kind = kind_of_title(body)
    if kind is SectionKind.PROBLEMS and _is_told(piece, body.rstrip(_STOP_SIGNS), body):
        return None
    if kind in _BACKWARD and not _may_look_back(piece, body):
        return None
    intends = kind is SectionKind.PLAN and piece.mark is None and _SENTENCE.fullmatch(body)
    return None if intends else kind


def _may_look_back(piece: Piece, body: str) -> bool:
    """Tell whether a line may be the heading of what was done: an entry (二是…) and a full sentence are none."""
    if piece.mark is None:
        return body.rstrip()[-1:] not in _STOP_SIGNS
    return piece.mark.kind in _RANKED


def _run_in(piece: Piece, body: str) -> Head | None:
    """Read a heading with its text behind it (存在问题：…, 二、存在问题。…, 四、存在的问题在全乡…)."""
    stop = _RUN_IN.search(body, 0, _LONGEST_RUN_IN)
    title = body[: stop.start()] if stop else body if len(body) <= _LONGEST_RUN_IN else ""
    kind = kind_of_title(title) if title else None
    if kind is SectionKind.PROBLEMS and _is_told(piece, title, body):
        return None
    if kind in _SECTION_STARTS and not _is_a_fault(title, body, kind):
        assert kind is not None
        end = piece.body + (stop.end() if stop and stop.group() != "," else len(title))
        area = kind is SectionKind.PROBLEMS and names_area(title) and problem_opening(title) is None
        if stop is not None and stop.group() == ",":
            return _glued(piece, body)
        return Head(piece.mark, piece.body, end, kind, alone=False, area=area)
    return _glued(piece, body)


# 下半年，将继续抓好…。 is a sentence and no heading, however short.
_SENTENCE = re.compile(r"[^,]{1,50}+,[^。]{1,50}+。|[^。]{16,50}+。")
# 二是…取得新突破 is an entry and no heading of achievements.
_BACKWARD = frozenset({SectionKind.WORK, SectionKind.LAST_YEAR})
_SECTION_STARTS = frozenset({SectionKind.PROBLEMS, SectionKind.PLAN, SectionKind.CAUSES})


def _is_a_fault(title: str, body: str, kind: SectionKind | None) -> bool:
    """A problem title never tells a particular fault: 存在问题 yes, 学习不够的问题 no."""
    del body
    return (
        kind is SectionKind.PROBLEMS
        and problem_opening(title) is None
        and states_fault(_without_lacks(title))
    )


_LACKS = re.compile(any_of(words.LACKS, ("存在",)))


def _without_lacks(title: str) -> str:
    return _LACKS.sub("", title)


def _glued(piece: Piece, body: str) -> Head | None:
    if piece.mark is None or piece.mark.kind not in (MarkKind.HAN, MarkKind.HAN_PAREN):
        return None
    length = problem_opening(body)
    if length is not None:
        return Head(piece.mark, piece.body, piece.body + length, SectionKind.PROBLEMS, alone=False)
    plan = _PLAN_OPENING.match(body)
    if plan is not None:
        return Head(piece.mark, piece.body, piece.body + plan.end(), SectionKind.PLAN, alone=False)
    return None


_TITLE_LINES, _SHORTEST_TITLE = 2, 12


def is_document_title(piece: Piece) -> bool:
    """The title of the document may speak of problems too; it opens no section."""
    return (
        piece.line < _TITLE_LINES
        and piece.mark is None
        and piece.fills_line
        and piece.end - piece.start > _SHORTEST_TITLE
    )
