"""套表: what will be written where, shown before anything is."""

from collections.abc import Sequence
from itertools import groupby
from math import ceil

from flask import request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires
from tracker.accounts.permissions import Permission
from tracker.ledgers.pages.their_form import CopyColumn, FilledRow, PreviewPage
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.their_form.filling import Filling, WrittenCell
from tracker.ledgers.rules.their_form.grid import Grid, letters
from tracker.ledgers.rules.their_form.layout import Extra, TableKind, TheirLayout
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.their_form.listing import FILLING
from tracker.ledgers.views.their_form.opened import open_filling, result_of
from tracker.web.database import reading
from tracker.web.htmx import go_to
from tracker.web.render import render

_ROWS = 40
_MOST_LEFT = 200


@bp.get(f"/{FILLING}")
@requires(Permission.REPORT_IMPORT)
def their_form_preview(filling_id: int) -> BaseResponse:
    with reading() as session:
        opened = open_filling(session, filling_id)
        layout = opened.layout
        if layout is None:
            return go_to(url_for("ledgers.their_form_columns", filling_id=filling_id))
        result, lines, rule = result_of(session, opened, layout)
    grid = opened.grid(layout.sheet)
    rows = _rows(grid, layout, result, lines)
    number = _asked_page(len(rows))
    page = PreviewPage(
        filling=opened.filling,
        result=result,
        scope=opened.scope.words or "全部台账",
        as_of=opened.filling.as_of,
        rule=rule if layout.kind is TableKind.COUNTING else "",
        rows=tuple(rows[(number - 1) * _ROWS : number * _ROWS]),
        rows_left=result.matches.rows_left[:_MOST_LEFT],
        lines_left=result.matches.lines_left,
        names=_names(grid, layout),
        copies=tuple(_copies(grid, layout, result)) if grid.protected else (),
        written=sum(1 for one in result.cells if one.put is not None),
        number=number,
        pages=max(1, ceil(len(rows) / _ROWS)),
        lines_total=len(lines),
    )
    return render(page)


def _rows(
    grid: Grid, layout: TheirLayout, result: Filling, lines: Sequence[LedgerLine]
) -> list[FilledRow]:
    """Group the cells by row, each with whose row it is."""
    rows: list[FilledRow] = []
    for at, (row, cells) in enumerate(groupby(result.cells, key=lambda one: one.row)):
        line = result.matches.found.get(row)
        if layout.kind is TableKind.EMPTY:
            line = lines[at]
        label = layout.column_of(Extra.LABEL)
        named = grid.text(row, label) if label else ""
        rows.append(
            FilledRow(
                row=row,
                number=line.number if line else named,
                problem=line.title if line else "",
                how=result.matches.how.get(row, ""),
                cells=tuple(cells),
            )
        )
    return rows


def _names(grid: Grid, layout: TheirLayout) -> dict[int, str]:
    """Answer the heading of each column that is written, its lowest level."""
    last = layout.first + layout.rows - 1
    return {column: grid.text(last, column) or f"{letters(column)}列" for column in layout.columns}


def _copies(grid: Grid, layout: TheirLayout, result: Filling) -> list[CopyColumn]:
    """Answer each column as lines to copy, for a sheet that cannot be written into."""
    names = _names(grid, layout)
    rows = sorted({one.row for one in result.cells})
    by_place: dict[tuple[int, int], WrittenCell] = {
        (one.row, one.column): one for one in result.cells
    }
    found = []
    for column in layout.columns:
        texts = [by_place[row, column].new if (row, column) in by_place else "" for row in rows]
        if any(texts):
            quoted = (
                f'"{text.replace(chr(34), chr(34) * 2)}"' if "\n" in text else text
                for text in texts
            )
            found.append(CopyColumn(f"{letters(column)}列 {names[column]}", "\n".join(quoted)))
    return found


def _asked_page(rows: int) -> int:
    asked = request.args.get("page", "1")
    pages = max(1, ceil(rows / _ROWS))
    return min(max(int(asked[:6]), 1), pages) if asked.isdecimal() else 1
