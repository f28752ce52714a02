"""A page set in two columns, told as one: what stands on the right is put below what stands on the left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.documents.reader.pdf.glyphs import Glyph, Sheet
from tracker.documents.reader.pdf.lines import rows_of_signs

_FEWEST_LINES = 8
_MIDDLE_FROM, _MIDDLE_TO, _STEP = 0.35, 0.65, 3.0
_GUTTER, _NEAR, _MOST = 1.2, 3.5, 0.5
_BETWEEN_COLUMNS = 1.6


@dataclass(frozen=True, slots=True)
class _Columns:
    """The rows that stand in two columns and the place between them."""

    rows: Sequence[list[Glyph]]
    middle: float

    def side(self, *, right: bool) -> list[list[Glyph]]:
        """Return the parts of the rows on one side."""
        parts = ([one for one in row if (one.x0 >= self.middle) is right] for row in self.rows)
        return [part for part in parts if part]


def in_one_column(sheet: Sheet) -> Sheet:
    """Return a page with its right column moved below the left one, or the page itself where it has one.

    Two columns are believed when many lines stop before one place in the middle, or begin behind it,
    and most of them reach up to it: a list of short lines or a table without rules does not.
    """
    signs = [one for one in sheet.glyphs if not one.sign.isspace()]
    columns = _columns_of(rows_of_signs(signs), sheet.width)
    if columns is None:
        return sheet
    left, right = columns.side(right=False), columns.side(right=True)
    aside = min(row[0].x0 for row in right) - min(row[0].x0 for row in left)
    bottom = min(row[0].y for row in left)
    size = left[-1][0].size
    down = max(row[0].y for row in right) - bottom + _BETWEEN_COLUMNS * size
    moved = {one for row in right for one in row}
    lowest = min(row[0].y for row in columns.rows)

    def placed(one: Glyph) -> Glyph:
        if one in moved:
            return replace(one, x0=one.x0 - aside, x1=one.x1 - aside, y=one.y - down)
        return one if one.y >= lowest else replace(one, y=one.y - down)

    return replace(
        sheet,
        glyphs=tuple(placed(one) for one in signs),
        bottom=sheet.bottom - down,
        width=aside,
    )


def _columns_of(rows: Sequence[list[Glyph]], width: float) -> _Columns | None:
    """Find the place in the middle of the page that parts the most rows."""
    steps = int((_MIDDLE_TO - _MIDDLE_FROM) * width / _STEP)
    places = [_MIDDLE_FROM * width + step * _STEP for step in range(steps)]
    found = [_Columns(_parted(rows, place), place) for place in places]
    best = max(found, key=lambda one: len(one.rows), default=None)
    return best if best is not None and _is_set_in_columns(best) else None


def _parted(rows: Sequence[list[Glyph]], place: float) -> Sequence[list[Glyph]]:
    """Return the longest run of neighbouring rows that leave ``place`` free."""
    best = now = 0
    behind = 0
    for index, row in enumerate(rows, start=1):
        now = 0 if _crosses(row, place) else now + 1
        if now > best:
            best, behind = now, index
    return rows[behind - best : behind]


def _crosses(row: list[Glyph], place: float) -> bool:
    before = max((one.x1 for one in row if one.x0 < place), default=None)
    after = min((one.x0 for one in row if one.x0 >= place), default=None)
    if before is None:
        return False
    if after is None:
        return before > place
    return after - before < _GUTTER * row[0].size


def _is_set_in_columns(columns: _Columns) -> bool:
    left, right = columns.side(right=False), columns.side(right=True)
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    ends = max(row[-1].x1 for row in left)
    begins = min(row[0].x0 for row in right)
    full = sum(ends - row[-1].x1 <= _NEAR * row[-1].size for row in left)
    flush = sum(row[0].x0 - begins <= _NEAR * row[0].size for row in right)
    return full >= _MOST * len(left) and flush >= _MOST * len(right)
