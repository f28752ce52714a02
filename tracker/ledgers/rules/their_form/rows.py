"""The rows of a superior's table: those with a problem in them, and those that were drawn empty for us."""

from collections.abc import Collection, Iterable

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.layout import TheirLayout
from tracker.ledgers.rules.their_form.matching import TheirRow
from tracker.ledgers.rules.their_form.surroundings import heads_a_part, is_foot, is_sum


def their_rows(grid: Grid, layout: TheirLayout) -> list[TheirRow]:
    """Answer the rows below the header in which a problem stands, each merged block once.

    Sums, headings of parts and the header again, where a part of the table has its own, are passed over.
    """
    text = layout.column_of(Key.PROBLEM)
    number = next(
        (
            column
            for source in (Key.SUPERIOR_NUMBER, Key.NUMBER, Key.POSITION)
            if (column := layout.column_of(source)) is not None
        ),
        None,
    )
    rows = []
    head = grid.text(layout.body - 1, text).strip() if text else ""
    for row in range(layout.body, grid.last_row + 1):
        anchor = text or number
        if anchor is None or grid.corner(row, anchor)[0] != row:
            continue
        words = grid.text(row, text).strip() if text else ""
        called = grid.text(row, number).strip() if number else ""
        if is_sum(words) or is_sum(called) or heads_a_part(grid, row, anchor):
            continue
        if is_foot(words or called):
            break
        if (words and words != head) or (called and not text):
            rows.append(TheirRow(row, called, words))
    return rows


def rows_beside(
    grid: Grid, layout: TheirLayout, ours: Collection[int], filled: Iterable[int]
) -> list[int]:
    """Answer the further rows of merged blocks whose first row is filled, where columns of ours stand open."""
    text = layout.column_of(Key.PROBLEM)
    return [
        row
        for first in filled
        if text is not None and (block := grid.merge_at(first, text)) is not None
        for row in range(first + 1, block.bottom + 1)
        if any(grid.corner(row, column)[0] == row for column in ours)
    ]


def empty_rows(grid: Grid, layout: TheirLayout) -> list[int]:
    """Answer the empty rows right below the header that are drawn for us; hidden ones are passed over."""
    position = layout.column_of(Key.POSITION)
    found = []
    for row in range(layout.body, grid.last_row + 1):
        texts = {
            column: grid.text(row, column).strip() for column in range(1, grid.last_column + 1)
        }
        written = [
            column for column, text in texts.items() if text and not _own_formula(grid, row, column)
        ]
        if any(column != position or not texts[column].isdecimal() for column in written):
            break
        if row not in grid.hidden_rows:
            found.append(row)
    return found


def taken_row(grid: Grid, layout: TheirLayout) -> int | None:
    """Answer the first row below the header in which something is written; None in a table that ends there."""
    rows = range(layout.body, grid.last_row + 1)
    columns = range(1, grid.last_column + 1)
    return next((row for row in rows if any(grid.text(row, at).strip() for at in columns)), None)


def _own_formula(grid: Grid, row: int, column: int) -> bool:
    return bool(grid.cell(row, column).formula)
