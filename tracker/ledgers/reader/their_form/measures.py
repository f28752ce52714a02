"""How wide the columns and how high the rows of a sheet are."""

from collections.abc import Mapping
from typing import Any

from tracker.ledgers.reader.their_form.styles import MAIN
from tracker.ledgers.rules.their_form.grid import Sizes

_MOST_COLUMNS = 300


def sizes_of(root: Any, rows: Mapping[int, Any]) -> Sizes:
    """Read the sizes of a sheet; ``rows`` are its row elements by number."""
    usual = root.find(f"{MAIN}sheetFormatPr")
    width, height = Sizes().width, None
    if usual is not None:
        width = _number(usual.get("defaultColWidth")) or width
        height = _number(usual.get("defaultRowHeight")) if _on(usual) else None
    heights = {at: found for at, row in rows.items() if (found := _number(row.get("ht")))}
    return Sizes(_widths(root), heights, width, height)


def _widths(root: Any) -> dict[int, float]:
    found: dict[int, float] = {}
    for one in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        wide = _number(one.get("width"))
        if wide is not None:
            last = min(int(one.get("max", "0")), _MOST_COLUMNS)
            found.update(dict.fromkeys(range(int(one.get("min", "1")), last + 1), wide))
    return found


def _on(element: Any) -> bool:
    return element.get("customHeight", "0") in {"1", "true"}


def _number(told: str | None) -> float | None:
    try:
        return float(told) if told else None
    except ValueError:
        return None
