"""套表: where the header of a superior's table is, and what each of its columns takes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Response, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission
from tracker.core import clock
from tracker.ledgers.access.their_form import filling_for
from tracker.ledgers.actions import their_form as deeds
from tracker.ledgers.forms.their_form import MOST_ROWS, asked_place, told_layout, told_scope
from tracker.ledgers.pages.their_form import ColumnCard, LayoutPage, Option
from tracker.ledgers.rules.columns import COLUMNS, EXTRA
from tracker.ledgers.rules.submissions.figures import Stand
from tracker.ledgers.rules.their_form.counting import GROUPINGS
from tracker.ledgers.rules.their_form.grid import Grid
from tracker.ledgers.rules.their_form.header import TheirHeader
from tracker.ledgers.rules.their_form.layout import (
    COUNTS,
    DateStyle,
    Extra,
    Joining,
    PersonStyle,
    TableKind,
    TheirLayout,
    source_label,
)
from tracker.ledgers.rules.their_form.proposal import header_of, proposed
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.their_form.listing import FILLING
from tracker.ledgers.views.their_form.opened import Opened, open_filling
from tracker.reports.rules.sources import Source
from tracker.web.database import reading, transaction
from tracker.web.htmx import go_to
from tracker.web.render import render

_UNFIT = 422
_SAMPLES = 3
_SHOWN_ROWS = 15


@bp.get(f"/{FILLING}/columns")
@requires(Permission.REPORT_IMPORT)
def their_form_columns(filling_id: int) -> Response:
    with reading() as session:
        opened = open_filling(session, filling_id)
    kept = opened.layout
    grid = opened.grid(request.args.get("sheet") or (kept.sheet if kept else ""))
    place = asked_place(request.args, grid.last_row)
    if place is None and kept is not None and kept.sheet == grid.name:
        place = kept.first, kept.rows
    header = header_of(grid, place)
    stands = kept is not None and (kept.sheet, kept.first, kept.rows) == (
        grid.name,
        header.first,
        header.rows,
    )
    layout = kept if stands and kept is not None else proposed(grid, header)
    filling = opened.filling
    scope = (filling.as_of.isoformat(), str(filling.year or ""), filling.source)
    return render(_page(opened, grid, header, layout, scope))


@bp.post(f"/{FILLING}/columns")
@requires(Permission.REPORT_IMPORT)
def choose_their_columns(filling_id: int) -> BaseResponse:
    with reading() as session:
        opened = open_filling(session, filling_id)
    grid = opened.grid(request.form.get("sheet", ""))
    header = header_of(grid, asked_place(request.form, grid.last_row))
    place = header.first, header.rows
    layout, troubles = told_layout(request.form, grid.name, place, header.columns)
    typed = tuple(request.form.get(one, "") for one in ("as_of", "year", "source"))
    scope = told_scope(request.form, clock.today())
    if scope is None:
        troubles.append("截至日请写成 2026-06-30，不晚于今天；年度请写四位数字。")
    if scope is None or troubles:
        shown = (typed[0], typed[1], typed[2])
        return render(_page(opened, grid, header, layout, shown, tuple(troubles)), _UNFIT)
    choice = deeds.Choice(layout, *scope)
    with transaction() as session:
        filling = filling_for(session, viewer(), filling_id)
        deeds.choose_layout(session, filling, header, choice, at=clock.now())
    return go_to(url_for("ledgers.their_form_preview", filling_id=filling_id))


def _page(
    opened: Opened,
    grid: Grid,
    header: TheirHeader,
    layout: TheirLayout,
    scope: tuple[str, str, str],
    troubles: tuple[str, ...] = (),
) -> LayoutPage:
    return LayoutPage(
        filling=opened.filling,
        sheets=[one.name for one in opened.grids],
        header=header,
        layout=layout,
        cards=tuple(_cards(grid, header)),
        openings=tuple(
            _opening(grid, row) for row in range(1, min(grid.last_row, _SHOWN_ROWS) + 1)
        ),
        options=_options(),
        as_of=scope[0],
        year=scope[1],
        source=scope[2],
        troubles=troubles,
        guessed=not opened.filling.layout,
        protected=grid.protected,
    )


def _cards(grid: Grid, header: TheirHeader) -> Iterable[ColumnCard]:
    below = header.first + header.rows
    for one in header.columns:
        texts = (grid.text(row, one.column).strip() for row in range(below, below + _SAMPLES))
        words = grid.words_for(below, one.column) or ()
        yield ColumnCard(one.column, one.name, tuple(text for text in texts if text), words)


def _opening(grid: Grid, row: int) -> str:
    texts = dict.fromkeys(grid.text(row, column) for column in range(1, grid.last_column + 1))
    told = " ".join(text for text in texts if text)
    return told if len(told) <= 30 else f"{told[:30]}……"  # noqa: PLR2004  enough to know the row


def _options() -> Mapping[str, Sequence[Option]]:
    extras = (Extra.STAND, Extra.COURSE, Extra.LATEST, Extra.CONSTANT)
    sources = [(Extra.NOTHING.value, Extra.NOTHING.label)]
    sources += [(one.key.value, one.title) for one in (*COLUMNS, *EXTRA)]
    sources += [(one.value, one.label) for one in (*extras, Extra.LABEL, *COUNTS)]
    return {
        "source": sources,
        "kind": _words(TableKind),
        "date_style": _words(DateStyle),
        "joining": _words(Joining),
        "person": _words(PersonStyle),
        "stand": _words(Stand),
        "grouped_by": [(one.value, source_label(one)) for one in GROUPINGS],
        "rows": [(str(one), f"{one}行") for one in range(1, MOST_ROWS + 1)],
        "from": [("", "全部来源"), *_words(Source)],
    }


def _words(members: Iterable[Any]) -> list[Option]:
    return [(one.value, one.label) for one in members]
