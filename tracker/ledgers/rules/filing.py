"""Sorting a folder of files: which task a file's name means, what kind of evidence it is, how it is called."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.core.errors import InvalidError
from tracker.tasks.rules.kinds import EvidenceKind
from tracker.tasks.rules.uploads import MEGABYTE

_FULL = re.compile(
    r"(?<!\d)(20\d{2})\s*[-—–_－]\s*(\d{1,4})(?!\d)(?:\s*[-—–_－]\s*(\d{1,2})(?!\d))?"
)
_SHORT = re.compile(r"(?<![\d.])(\d{3})(?![\d.年月日])")
# Loose files count towards no ledger's room, so a person's tray has a size of its own.
MOST_WAITING, LARGEST_WAITING_MB = 300, 1024
MOST_DROPPED, LARGEST_DROPPED_MB = 200, 200
"""Of one folder at once."""
_AROUND = " -—–_－、.．（）()【】[]"
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff"})
# The first word that is found in a name tells the kind.
_WORDS = (
    ("签到", EvidenceKind.ATTENDANCE),
    ("会议记录", EvidenceKind.MINUTES),
    ("纪要", EvidenceKind.MINUTES),
    ("审批表", EvidenceKind.SIGNED_FORM),
    ("通知", EvidenceKind.NOTICE),
    ("通报", EvidenceKind.NOTICE),
    ("发票", EvidenceKind.RECEIPT),
    ("收据", EvidenceKind.RECEIPT),
    ("票据", EvidenceKind.RECEIPT),
    ("凭证", EvidenceKind.RECEIPT),
    ("制度", EvidenceKind.RULE),
    ("办法", EvidenceKind.RULE),
    ("照片", EvidenceKind.PHOTO),
)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A task that files can be handed in to; ``label`` is what is typed to choose it."""

    task_id: int
    label: str
    number: str
    superior_number: str
    title: str


def check_drop(count: int, size: int) -> None:
    """Check how much comes at once: files and bytes.

    Raises:
        InvalidError: more than can come.
    """
    if count > MOST_DROPPED:
        raise InvalidError(
            f"这里有{count}个文件，一次最多放{MOST_DROPPED}个，请分几次放。", "files"
        )
    if size > LARGEST_DROPPED_MB * MEGABYTE:
        raise InvalidError(
            f"这些文件合计{size // MEGABYTE}MB，一次最多{LARGEST_DROPPED_MB}MB，请分几次放。",
            "files",
        )


def check_tray(count: int, size: int) -> None:
    """Check how much waits in a person's tray, with what is about to come: files and bytes.

    Raises:
        InvalidError: more than can wait.
    """
    if count > MOST_WAITING or size > LARGEST_WAITING_MB * MEGABYTE:
        raise InvalidError(
            f"待归入的文件最多{MOST_WAITING}个、合计{LARGEST_WAITING_MB}MB，请先归入或删除一些再放。",
            "files",
        )


def shelf_for(file_name: str, shelves: Sequence[Shelf]) -> Shelf | None:
    """Answer the one task that a file's name means: by its number, the superior's, or the last digits of it.

    >>> shelves = [Shelf(1, "2026-007", "2026-007", "", "支部书记履职")]
    >>> [shelf_for(name, shelves) is not None for name in ("2026-007 签到表.pdf", "007.jpg", "8.jpg")]
    [True, True, False]

    The third part of a number is that of a task split off, where there is one, else only the file's own count.
    """
    full = [f"{year}-{int(place):03d}" for year, place, _ in _FULL.findall(file_name)]
    if full:
        parts = {
            f"{year}-{int(place):03d}-{part}" for year, place, part in _FULL.findall(file_name)
        }
        split_off = _only(one for one in shelves if one.number in parts)
        return split_off or _only(one for one in shelves if one.number in full)
    by_superior = _only(
        one for one in shelves if one.superior_number and _starts(file_name, one.superior_number)
    )
    if by_superior is not None:
        return by_superior
    ends = {f"-{place}" for place in _SHORT.findall(file_name)}
    return _only(one for one in shelves if one.number[-4:] in ends)


def kind_of(file_name: str) -> EvidenceKind:
    """Answer what kind of evidence a file's name speaks of; a picture without a word is a photograph."""
    for word, kind in _WORDS:
        if word in file_name:
            return kind
    picture = file_name.rpartition(".")[2].lower() in _PICTURES
    return EvidenceKind.PHOTO if picture else EvidenceKind.OTHER


def _own_count(number: re.Match[str]) -> str:
    """Answer what stands behind a task's number and is not part of it: 12 in 2026-007-12月签到表."""
    return number[3] or ""


def title_of(file_name: str, shelf: Shelf | None) -> str:
    """Answer what a piece is called: the file's name without number and ending.

    >>> title_of("2026-007 签到表.pdf", None)
    '签到表'
    """
    stem = file_name.rpartition(".")[0] or file_name
    split_off = shelf is not None and shelf.number.count("-") > 1
    bare = _FULL.sub("" if split_off else _own_count, stem)
    if shelf is not None and shelf.superior_number:
        bare = bare.removeprefix(shelf.superior_number)
    if shelf is not None:
        place = re.escape(shelf.number.partition("-")[2] or shelf.number)
        bare = re.sub(rf"^\D{{0,2}}{place}(?!\d)", "", bare)
    return bare.strip(_AROUND) or stem


def _starts(file_name: str, number: str) -> bool:
    rest = file_name.removeprefix(number)
    return rest != file_name and not rest[:1].isalnum()


def _only(found: Iterable[Shelf]) -> Shelf | None:
    """Answer the single one; several are a matter for a person."""
    several = list(found)
    return several[0] if len(several) == 1 else None
