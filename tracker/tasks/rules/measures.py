"""逐村完成情况: ticks of measures by place, what changes among them, and what is said of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.errors import InvalidError

# A measure by its id, and the place by its id; None is the measure as a whole.
Cell = tuple[int, int | None]
_MOST_PLACES = 60
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Tick:
    """That a measure is done, since when, with a note."""

    done_on: date
    note: str = ""


def changes_of(
    before: Mapping[Cell, Tick], wanted: Mapping[Cell, Tick | None], *, today: date
) -> dict[Cell, Tick | None]:
    """Answer the cells that really change.

    Raises:
        InvalidError: nothing changes, or a day lies in the future.
    """
    changed = {cell: tick for cell, tick in wanted.items() if before.get(cell) != tick}
    if not changed:
        raise InvalidError("内容没有变化。")
    if any(one is not None and one.done_on > today for one in changed.values()):
        raise InvalidError("完成日期不能晚于今天。")
    return changed


def check_places(names: Sequence[str]) -> None:
    """Check the places in which measures are ticked off.

    Raises:
        InvalidError: one is named twice, one is too long, or there are too many.
    """
    twice = sorted({one for one in names if names.count(one) > 1})
    if twice:
        raise InvalidError(f"{'、'.join(twice)}写了不止一次。", "places")
    if any(len(one) > _LONGEST_NAME for one in names):
        raise InvalidError(f"村（单位）名称最多 {_LONGEST_NAME} 个字，一行一个。", "places")
    if len(names) > _MOST_PLACES:
        raise InvalidError(f"最多 {_MOST_PLACES} 个村（单位）。", "places")


def told_by_place(done: int, places: int) -> str:
    """Answer how far a measure is, as it is said: 已完成11个村, or nothing without places."""
    if not places:
        return ""
    if done == places:
        return f"{places}个村（单位）全部完成"
    return (
        f"已完成{done}个村（单位），还有{places - done}个"
        if done
        else f"{places}个村（单位）都还没有完成"
    )
