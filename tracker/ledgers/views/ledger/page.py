"""The ledger: filters in the address, three counts, one page of rows under the columns that were chosen."""

from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any

from flask import Response, request, url_for
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core import clock
from tracker.core.errors import InvalidError
from tracker.core.paging import PAGE_SIZE
from tracker.ledgers.pages.ledger import LedgerPage, ShownRow, Tab
from tracker.ledgers.queries.stood import MOST, counts_on, stood_on
from tracker.ledgers.queries.views import Views, views_for
from tracker.ledgers.rules.columns import BY_KEY, Key
from tracker.ledgers.rules.views import View
from tracker.ledgers.views.blueprint import bp
from tracker.ledgers.views.ledger import filters
from tracker.ledgers.views.ledger.address import LEDGER, address, asked_day, listed, with_
from tracker.ledgers.views.ledger.rows import rows_now, rows_then
from tracker.tasks import queries
from tracker.tasks.forms import asked_filter, asked_page, asked_sort
from tracker.tasks.queries import Counts, Leaf, LedgerFilter, LedgerSort
from tracker.web.database import reading
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render, render_as

_LAST_PAGE = 1_000  # of much; whoever looks further narrows it down
_SORTED = {
    Key.NUMBER: LedgerSort.NUMBER,
    Key.DUE: LedgerSort.DUE,
    Key.PROGRESS: LedgerSort.MOVED,
}
# Shorter on screen than on paper.
_WORDS = {
    Key.NUMBER: "编号",
    Key.PROBLEM: "问题",
    Key.STATE: "状态",
    Key.PROGRESS: "最近进展",
}


@dataclass(frozen=True, slots=True)
class _Found:
    """One page of the list, with the counts of the whole."""

    rows: tuple[ShownRow, ...]
    counts: Counts | None
    number: int
    pages: int | None
    has_next: bool
    too_much: bool = False


@requires(Permission.LEDGER_READ)
def ledger() -> Response:
    """Show the ledger, or the part of it that htmx asks for."""
    with reading() as session:
        page = _page(session, asked_filter(request.args))
        if not is_fragment_request():
            return render(page)
    answer = render_as("ledgers/_ledger.html", page)
    answer.headers["HX-Push-Url"] = with_()  # without the lists that nothing was chosen from
    return answer


@bp.record
def _at_its_own_address(setup: BlueprintSetupState) -> None:
    """Give the page the address and the name by which everything upstream has always linked to it."""
    setup.app.add_url_rule("/ledger", LEDGER, ledger)


def _page(session: Session, wanted: LedgerFilter) -> LedgerPage:
    who, today, sort = viewer(), clock.today(), asked_sort(request.args)
    views = views_for(session, who)
    view = views.named(request.args.get("view", ""))
    as_of, slip = _as_of(today)
    found = (
        _now(session, who, wanted, view.keys, today)
        if as_of is None
        else _then(session, who, wanted, view.keys, as_of)
    )
    options = queries.ledger_choices(session, who, wanted)
    first, more = filters.first_choices(wanted, options), filters.more_choices(wanted)
    return LedgerPage(
        rows=found.rows,
        counts=found.counts,
        much=queries.MUCH,
        count_url=with_(count="1"),
        wanted=wanted,
        choices=first,
        more_choices=more,
        chips=filters.chips(wanted, (*first, *more)),
        keys=view.keys,
        columns=tuple(_column(key, sort) for key in view.keys),
        sort=sort.value,
        number=found.number,
        pages=found.pages,
        previous_url=with_(page=str(found.number - 1)) if found.number > 1 else None,
        next_url=with_(page=str(found.number + 1)) if found.has_next else None,
        view=view,
        tabs=tuple(_tabs(views, view)),
        as_of=as_of,
        as_of_text=request.args.get("as_of", "") if slip else (as_of.isoformat() if as_of else ""),
        as_of_error=slip,
        now_url=with_(as_of=""),
        too_much=MOST if found.too_much else 0,
        ticks=as_of is None and bool(queries.clerk_units(who)),
        **_doors_around(who, view),
    )


def _as_of(today: date) -> tuple[date | None, str]:
    """Answer the day that is asked for, or what is wrong with it; then the ledger of today is shown."""
    try:
        return asked_day(today), ""
    except InvalidError as error:
        return None, error.message


def _now(
    session: Session, who: Viewer, wanted: LedgerFilter, keys: tuple[Key, ...], today: date
) -> _Found:
    wanted = queries.looked_up(session, who, wanted, today=today)
    counts = _counts(session, who, wanted, today)
    pages = max(1, ceil(counts.tasks / PAGE_SIZE)) if counts else None
    number = min(asked_page(request.args), pages or _LAST_PAGE)
    leaf = Leaf(
        asked_sort(request.args), number, much=counts is None or counts.tasks > queries.MUCH
    )
    found = queries.ledger(session, who, wanted, today=today, leaf=leaf)
    first = (found.number - 1) * PAGE_SIZE + 1
    rows = rows_now(session, who, found.rows, keys, today, first=first)
    return _Found(rows, counts, found.number, pages, found.has_next)


def _then(
    session: Session, who: Viewer, wanted: LedgerFilter, keys: tuple[Key, ...], day: date
) -> _Found:
    stood = stood_on(session, who, wanted, day, asked_sort(request.args))
    if stood is None:
        return _Found((), None, 1, 1, has_next=False, too_much=True)
    counts = counts_on(session, stood)
    pages = max(1, ceil(counts.tasks / PAGE_SIZE))
    number = min(asked_page(request.args), pages)
    start = (number - 1) * PAGE_SIZE
    leaf = zip((task for task, _ in stood.rows), stood.lines, strict=True)
    rows = rows_then(list(leaf)[start : start + PAGE_SIZE], keys, day)
    return _Found(rows, counts, number, pages, has_next=number < pages)


def _counts(session: Session, who: Viewer, wanted: LedgerFilter, today: date) -> Counts | None:
    """Count what is found: always when it is little, much only for whoever asks for the exact figures."""
    if request.args.get("count") == "1":
        return queries.counts_of(session, who, wanted, today=today)
    return queries.counts_of_few(session, who, wanted, today=today)


def _column(key: Key, sort: LedgerSort) -> str | dict[str, str]:
    label, by = _WORDS.get(key, BY_KEY[key].title), _SORTED.get(key)
    if by is None:
        return label
    sorted_by = "ascending" if by is sort else ""
    return {"label": label, "url": with_(sort=by.value), "sorted": sorted_by}


def _tabs(views: Views, here: View) -> list[Tab]:
    return [
        Tab(one.name, _tab_url(one), here=one.slug == here.slug, shared=one.shared)
        for one in views.all
    ]


def _tab_url(view: View) -> str:
    """Answer where a view is: a saved one brings its own filters, a built-in one keeps those in force."""
    if view.view_id is not None:
        return address(LEDGER, {**view.asked, "view": view.slug})
    return with_(view=view.slug)


def _doors_around(who: Viewer, view: View) -> dict[str, Any]:
    """Answer the doors that stand around the list: to columns and views, to paper and workbooks."""
    keeper, words = may(who, Permission.REPORT_IMPORT), listed()
    changes = view.view_id is not None and (
        view.mine or may(who, Permission.REPORT_IMPORT, who.unit_id)
    )
    return {
        "open_url": url_for("tasks.open_problem") if keeper else None,
        "upload_url": url_for("reports.upload") if keeper else None,
        "meeting_url": url_for("ledgers.meetings") if keeper else None,
        "export_url": address("ledgers.export", words),
        "columns_url": address("ledgers.columns", words),
        "save_url": address("ledgers.new_view", words),
        "drop_url": url_for("ledgers.ask_to_drop_view", view_id=view.view_id) if changes else None,
        "doors": _tools(words, keeper=keeper),
    }


def _tools(words: dict[str, str], *, keeper: bool) -> tuple[tuple[str, str, str], ...]:
    """Answer the doors to paper and workbooks, each with picture and word."""
    tools = [("printer", "打印与文书", address("ledgers.prints", words))]
    if keeper:
        tools.append(("upload", "导入Excel台账", url_for("ledgers.imports")))
        tools.append(("clipboard-check", "粘贴进展", url_for("ledgers.paste")))
        tools.append(("envelope", "填报表", url_for("ledgers.return_rounds")))
        tools.append(("table", "套表", url_for("ledgers.their_forms")))
    tools.append(("lock", "报送记录", url_for("ledgers.submissions_list")))
    return tuple(tools)
