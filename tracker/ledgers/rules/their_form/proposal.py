"""A first proposal for a superior's workbook: which sheet, which header, what each column takes."""

import re
from collections.abc import Mapping, Sequence

from tracker.ledgers.rules.columns import Key
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.their_form.counting import fill_counting, grouping_of
from tracker.ledgers.rules.their_form.filling import Filling, fill_empty, fill_listed
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.header import TheirHeader, find_header, header_at
from tracker.ledgers.rules.their_form.layout import (
    ColumnOrder,
    DateStyle,
    Extra,
    TableKind,
    TheirLayout,
)
from tracker.ledgers.rules.their_form.words import proposed_words, words_of_standing

_EXAMPLES = (
    (DateStyle.DOTTED, re.compile(r"20\d\d\.\d{1,2}\.\d{1,2}")),
    (DateStyle.ISO, re.compile(r"20\d\d-\d{1,2}-\d{1,2}")),
    (DateStyle.CHINESE, re.compile(r"20\d\d年\d{1,2}月\d{1,2}日")),
    (DateStyle.MONTH_END, re.compile(r"20\d\d年\d{1,2}月底")),
)
_ALLOWED = re.compile(r"(\d{2,4})\s*字(?:以内|之内|内|左右)|(?:不超过|限)\s*(\d{2,4})\s*字")


def likeliest(grids: Sequence[Grid]) -> Grid:
    """Answer the sheet whose header says most, the first one of several."""
    return max(grids, key=lambda grid: len(_known_columns(find_header(grid))), default=grids[0])


def header_of(grid: Grid, place: tuple[int, int] | None) -> TheirHeader:
    """Answer the header at a place, else the one that is found, else the first row as it is."""
    if place is not None:
        return header_at(grid, *place)
    return find_header(grid) or header_at(grid, 1, 1)


def _known_columns(header: TheirHeader | None) -> list[str]:
    """Answer what the columns of a header were guessed to take."""
    return [one.guess for one in header.columns if one.guess] if header else []


def proposed(grid: Grid, header: TheirHeader) -> TheirLayout:
    """Propose a layout: the guesses, and their words for how things stand."""
    told = {one.guess for one in header.columns}
    apart = {Key.PROGRESS, Key.OUTCOME} <= told
    columns = {
        one.column: ColumnOrder(
            source=Extra.COURSE if apart and one.guess == Key.PROGRESS else one.guess,
            date_style=_style(one.name),
            limit=_limit(one.name),
        )
        for one in header.columns
    }
    stand = next((one for one in header.columns if one.guess == Extra.STAND), None)
    below = header.first + header.rows
    listed = grid.words_for(below, stand.column) if stand else None
    heading = stand.name if stand else ""
    words = proposed_words(words_of_standing(listed or (), heading) or listed or (), heading)
    label = next((one.name for one in header.columns if one.guess == Extra.LABEL), "")
    return TheirLayout(
        grid.name, header.first, header.rows, header.kind, columns, words, grouping_of(label)
    )


def _limit(heading: str) -> int | None:
    """Read how many 字 a heading allows: 整改措施（100字以内）."""
    found = _ALLOWED.search(heading)
    return int(found[1] or found[2]) if found else None


def _style(heading: str) -> DateStyle:
    """Answer the way of writing days for which a heading gives an example: 完成时限（格式：2026.6.30）."""
    return next(
        (style for style, example in _EXAMPLES if example.search(heading)), DateStyle.AS_WRITTEN
    )


def filled_by(
    grid: Grid, layout: TheirLayout, lines: Sequence[LedgerLine], by_hand: Mapping[int, int | None]
) -> Filling:
    """Reckon what would be written into a sheet, by the kind of its table."""
    if layout.kind is TableKind.LISTED:
        return fill_listed(grid, layout, lines, by_hand)
    if layout.kind is TableKind.EMPTY:
        return fill_empty(grid, layout, lines)
    return fill_counting(grid, layout, lines)
