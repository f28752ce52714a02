"""Rows of a superior's table set higher, so that no text of ours is cut off; what no row can hold is named.

A row without a height of its own grows by itself and is left alone. A fixed one never does: Excel, WPS and the
printer cut off what stands below it without a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.documents.rules.fitting import fit_row
from tracker.ledgers.rules.their_form.formulas import Insertion
from tracker.ledgers.rules.their_form.grid import Area, Grid, letters

HIGHEST = 409.0
"""Points: no row of Excel is higher."""
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Heights:
    """Rows to set higher, with their points, and sentences on them and on what stays cut."""

    rows: tuple[tuple[int, float], ...] = ()
    remarks: tuple[str, ...] = ()


def heights_for(
    grid: Grid, texts: Mapping[tuple[int, int], str], insertion: Insertion | None = None
) -> Heights:
    """Answer how high the rows must be in which ``texts`` are written, by place after rows were put in."""
    wanted: dict[int, float] = {}
    cut: set[int] = set()
    flat: set[int] = set()
    for (row, column), text in texts.items():
        model = min(row, insertion.row) if insertion and row > insertion.row else row
        area = grid.merge_at(model, column) or Area(model, column, model, column)
        width = grid.sizes.width_of(area.left, area.right)
        cell = grid.cell(model, column)
        if not cell.wraps:
            flat |= {column} if _passes(text, width) else set()
            continue
        stands = grid.sizes.height_of(area.top, area.bottom)
        needed = fit_row([text], [width], cell.points)
        high = needed[0].height if len(needed) == 1 else HIGHEST + 1
        if high > HIGHEST + ((stands or 0) - (grid.sizes.height_of(model, model) or 0)):
            cut.add(row)
        if stands is not None and high > stands:
            own = grid.sizes.height_of(model, model) or 0
            wanted[row] = max(wanted.get(row, 0), min(own + high - stands, HIGHEST))
    return Heights(tuple(sorted(wanted.items())), tuple(_told(wanted, cut, flat)))


def _passes(text: str, width: float) -> bool:
    return "\n" in text or len(text.encode("gb18030", "replace")) > width


def _told(wanted: Mapping[int, float], cut: set[int], flat: set[int]) -> list[str]:
    found = []
    if wanted:
        found.append(f"{_rows(sorted(wanted))}的行高不够，将加高到能看全文字。")
    if cut:
        found.append(f"{_rows(sorted(cut))}的文字太长，行高加到最大也显示不全，请压缩文字。")
    if flat:
        columns = "、".join(letters(one) for one in sorted(flat))
        found.append(f"{columns}列没有设“自动换行”，长的内容可能显示不全，请在填好的表里查看。")
    return found


def _rows(rows: Sequence[int]) -> str:
    if len(rows) > _NAMED:
        return f"第{rows[0]}行至第{rows[-1]}行中有{len(rows)}行，它们"
    return f"第{'、'.join(str(one) for one in rows)}行"
