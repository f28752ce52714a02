"""How much evidence a ledger may hold, told before anybody uploads."""

from dataclasses import dataclass

from tracker.core.errors import InvalidError
from tracker.core.text import size_in_words
from tracker.tasks.rules.uploads import (
    KINDS_IN_WORDS,
    LARGEST_MB,
    LARGEST_TOGETHER_MB,
    MEGABYTE,
    MOST_FILES,
)

DEFAULT_MEGABYTES = 20 * 1024
_MOST_MEGABYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class RoomLeft:
    """The room of a ledger: what it may hold, in megabytes, and what its files take, in bytes."""

    megabytes: int
    used_bytes: int

    @property
    def left_bytes(self) -> int:
        """Answer how many bytes may still come, none when it is full."""
        return max(0, self.megabytes * MEGABYTE - self.used_bytes)

    @property
    def percent(self) -> int:
        """Answer how full it is, in whole percent, 100 at most."""
        return min(100, self.used_bytes * 100 // (self.megabytes * MEGABYTE))


def check_room(room: RoomLeft, size: int, field: str = "file") -> None:
    """Check that a file of ``size`` bytes still fits.

    Raises:
        InvalidError: it does not.
    """
    if size > room.left_bytes:
        raise InvalidError(
            f"本单位存放文件的空间不够了：限额 {size_in_words(room.megabytes * MEGABYTE)}，"
            f"还剩 {size_in_words(room.left_bytes)}。请系统管理员调整限额。",
            field,
        )


def check_megabytes(megabytes: int) -> None:
    """Check the size that somebody gives a ledger.

    Raises:
        InvalidError: not between 100 MB and 10 TB.
    """
    if not 100 <= megabytes <= _MOST_MEGABYTES:  # noqa: PLR2004  told in the sentence
        raise InvalidError("限额请填 100 MB 到 10485760 MB（10 TB）之间的整数。", "megabytes")


def limits_in_words(room: RoomLeft | None) -> str:
    """Answer what may be handed in, said before anybody chooses a file; None where nothing was counted yet."""
    left = room.left_bytes if room else DEFAULT_MEGABYTES * MEGABYTE
    return (
        f"{KINDS_IN_WORDS}；每个不超过 {LARGEST_MB} MB，一次最多 {MOST_FILES} 个、"
        f"合计不超过 {LARGEST_TOGETHER_MB} MB；本单位还可存 {size_in_words(left)}。照片会自动缩小。"
    )
