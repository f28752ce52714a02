"""What evidence a task has and what it still lacks, in words that can be sent to a person."""

from tracker.ledgers.rules.prints.facts import Piece, PrintTask, piece_words
from tracker.tasks.rules.kinds import EvidenceKind, FigureKind

# What a figure told in progress must be shown by.
_PROOFS = {
    FigureKind.RULES: (EvidenceKind.RULE, "制度文件"),
    FigureKind.TRAININGS: (EvidenceKind.ATTENDANCE, "培训签到表"),
    FigureKind.MEETINGS: (EvidenceKind.MINUTES, "会议记录"),
    FigureKind.MONEY: (EvidenceKind.RECEIPT, "票据凭证"),
}
_SHORT = 30


def standing(task: PrintTask) -> tuple[Piece, ...]:
    """Answer the pieces that still have something to show."""
    return tuple(one for one in task.pieces if not one.destroyed)


def missing_of(task: PrintTask) -> tuple[str, ...]:
    """Answer what a task still lacks, each a short sentence; nothing when nothing is known to be missing."""
    found = [f"“{one.title}”原文件已清除，需要重新提交" for one in task.pieces if one.destroyed]
    pieces = standing(task)
    if not pieces:
        return (*found, "还没有任何佐证材料")
    return (
        *found,
        *_unanswered(task, pieces),
        *_unproved(task, pieces),
        *_incomplete(pieces),
    )


def _unanswered(task: PrintTask, pieces: tuple[Piece, ...]) -> list[str]:
    """Answer the measures without a piece, once pieces are filed by measure at all."""
    answered = {one.measure for one in pieces if one.measure}
    if not answered:
        return []
    return [
        f"第{place}条措施（{_cut(text)}）的材料"
        for place, text in enumerate(task.line.measures, start=1)
        if text not in answered
    ]


def _unproved(task: PrintTask, pieces: tuple[Piece, ...]) -> list[str]:
    kinds = {one.kind for one in pieces}
    return [
        f"进展中报了{kind.label}，缺{word}"
        for kind, (proof, word) in _PROOFS.items()
        if kind in task.reported and proof not in kinds
    ]


def _incomplete(pieces: tuple[Piece, ...]) -> list[str]:
    return [
        f"“{one.title}”缺文号"
        for one in pieces
        if one.kind is EvidenceKind.RULE and not one.paper_number
    ]


def here_words(task: PrintTask) -> str:
    """Answer what is there, one piece a line."""
    pieces = standing(task)
    lines = (f"{place}.{piece_words(one)}" for place, one in enumerate(pieces, start=1))
    return "\n".join(lines) or "无"


def missing_words(task: PrintTask) -> str:
    """Answer what is missing, one a line."""
    lines = [f"{place}.{word}" for place, word in enumerate(missing_of(task), start=1)]
    return "\n".join(lines) or "材料基本齐全，请对照措施再核对一遍"


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
