"""The ledger: filters in the address, three counts, one page of rows."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from math import ceil
from urllib.parse import urlencode

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from tracker.accounts.guard import requires, viewer
from tracker.accounts.permissions import Permission, Viewer, may
from tracker.core import clock
from tracker.core.paging import PAGE_SIZE
from tracker.reports.rules.sources import Source
from tracker.tasks import queries
from tracker.tasks.forms import asked_filter, asked_page, asked_sort
from tracker.tasks.models import Task, TaskKind
from tracker.tasks.pages import Choice, LedgerPage, LedgerRow, ledger_row
from tracker.tasks.queries import Counts, Leaf, LedgerChoices, LedgerFilter, LedgerSort
from tracker.tasks.rules.lifecycle import REVIEWS, State
from tracker.tasks.rules.lights import Light
from tracker.tasks.views.blueprint import bp
from tracker.web.database import reading
from tracker.web.htmx import is_fragment_request
from tracker.web.render import render, render_as

_ALL = ("", "全部")
_ASKED = frozenset(
    [
        "state",
        "light",
        "town",
        "unit",
        "person",
        "year",
        "source",
        "kind",
        "open",
        "q",
        "sort",
        "page",
        "count",
    ]
)
_OF_ONE_PAGE = frozenset(["page", "count"])
_LAST_PAGE = 1_000  # of much; whoever looks further narrows it down
_SHOWN_LIGHTS = (Light.OVERDUE, Light.NEAR, Light.ON_TRACK, Light.UNDATED)
# What is most likely told by phone or chat in each state.
_RECORDED = {
    State.ASSIGNED: "sign-for",
    State.ACTIVE: "report",
    State.SUSTAINED: "report",
    **dict.fromkeys(REVIEWS, "approve"),
}
_COLUMNS = (
    ("编号", LedgerSort.NUMBER),
    ("问题", None),
    ("牵头单位", None),
    ("责任人", None),
    ("责任领导", None),
    ("整改时限", LedgerSort.DUE),
    ("状态", None),
    ("最近进展", LedgerSort.MOVED),
)


@bp.get("/ledger")
@requires(Permission.LEDGER_READ)
def ledger() -> Response:
    with reading() as session:
        page = _page(session, asked_filter(request.args))
    if is_fragment_request():
        answer = render_as("tasks/_ledger.html", page)
        answer.headers["HX-Push-Url"] = _with()  # without the lists that nothing was chosen from
        return answer
    return render(page)


def rows_of(session: Session, tasks: Sequence[Task], today: date) -> tuple[LedgerRow, ...]:
    """Lay out tasks as rows, each with its newest progress (one statement)."""
    newest = queries.latest_progress(session, tasks) if tasks else {}
    return tuple(
        ledger_row(one, url_for("tasks.show", task_id=one.id), newest.get(one.id), today)
        for one in tasks
    )


def _page(session: Session, wanted: LedgerFilter) -> LedgerPage:
    who, today, sort = viewer(), clock.today(), asked_sort(request.args)
    counts = _counts(session, who, wanted, today)
    pages = max(1, ceil(counts.tasks / PAGE_SIZE)) if counts else None
    number = min(asked_page(request.args), pages or _LAST_PAGE)
    leaf = Leaf(sort, number, much=counts is None or counts.tasks > queries.MUCH)
    found = queries.ledger(session, who, wanted, today=today, leaf=leaf)
    options = queries.ledger_choices(session, who, wanted)
    first, more = _choices(wanted, options), _more_choices(wanted)
    keeper = may(who, Permission.REPORT_IMPORT)
    return LedgerPage(
        rows=_recordable(who, rows_of(session, found.rows, today)),
        counts=counts,
        much=queries.MUCH,
        count_url=_with(count="1"),
        wanted=wanted,
        choices=first,
        more_choices=more,
        chips=_chips(wanted, (*first, *more)),
        columns=tuple(_column(label, by, sort) for label, by in _COLUMNS),
        sort=sort.value,
        number=found.number,
        pages=pages,
        previous_url=_with(page=str(found.number - 1)) if found.has_previous else None,
        next_url=_with(page=str(found.number + 1)) if found.has_next else None,
        open_url=url_for("tasks.open_problem") if keeper else None,
        upload_url=url_for("reports.upload") if keeper else None,
        tools=_tools(keeper=keeper),
    )


def _recordable(who: Viewer, rows: Iterable[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Give the rows in whose ledgers the viewer is clerk a short way to record the step that is due."""
    units = queries.clerk_units(who)
    return tuple(
        replace(row, record_url=_record_url(row.task)) if row.task.unit_id in units else row
        for row in rows
    )


def _record_url(task: Task) -> str | None:
    slug = _RECORDED.get(task.state)
    return url_for("tasks.step", task_id=task.id, slug=slug, recorded=1) if slug else None


def _counts(session: Session, who: Viewer, wanted: LedgerFilter, today: date) -> Counts | None:
    """Count what is found: always when it is little, much only for whoever asks for the exact figures."""
    if request.args.get("count") == "1":
        return queries.counts_of(session, who, wanted, today=today)
    return queries.counts_of_few(session, who, wanted, today=today)


def _choices(wanted: LedgerFilter, options: LedgerChoices) -> tuple[Choice, ...]:
    years = [(str(year), f"{year}年") for year in options.years]
    return (
        Choice("state", "状态", [_ALL, *_pairs(State)], wanted.state or ""),
        Choice("light", "时限", [_ALL, *_pairs(_SHOWN_LIGHTS)], wanted.light or ""),
        *_ledger_choice(wanted, options),
        Choice("unit", "牵头单位", _ids(options.units), str(wanted.lead_unit_id or "")),
        Choice("person", "责任人或领导", _ids(options.people), str(wanted.person_id or "")),
        Choice("year", "问题年度", [_ALL, *years], str(wanted.year or "")),
    )


def _ledger_choice(wanted: LedgerFilter, options: LedgerChoices) -> tuple[Choice, ...]:
    """Answer the choice of a ledger, for whoever sees several."""
    if len(options.ledgers) < 2:  # noqa: PLR2004  a choice has two
        return ()
    return (Choice("town", "台账单位", _ids(options.ledgers), str(wanted.unit_id or "")),)


def _more_choices(wanted: LedgerFilter) -> tuple[Choice, ...]:
    return (
        Choice("source", "问题来源", [_ALL, *_pairs(Source)], wanted.source or ""),
        Choice("kind", "整改类型", [_ALL, *_pairs(TaskKind)], wanted.kind or ""),
        Choice("open", "范围", [_ALL, ("1", "只看未办结")], "1" if wanted.only_open else ""),
    )


def _chips(wanted: LedgerFilter, choices: Sequence[Choice]) -> tuple[tuple[str, str], ...]:
    chips = [
        (f"{one.label}：{dict(one.options)[one.chosen]}", _with(**{one.name: ""}))
        for one in choices
        if one.chosen and one.chosen in dict(one.options)
    ]
    if wanted.text:
        chips.append((f"查找：{wanted.text}", _with(q="")))
    return tuple(chips)


def _column(label: str, by: LedgerSort | None, sort: LedgerSort) -> str | dict[str, str]:
    if by is None:
        return label
    sorted_by = "ascending" if by is sort else ""
    return {"label": label, "url": _with(sort=by.value), "sorted": sorted_by}


def _with(**changes: str) -> str:
    """Answer the address of this list with some words changed; a new filter starts on page 1."""
    asked = {
        name: value for name, value in request.args.items() if name not in _OF_ONE_PAGE
    } | changes
    kept = {name: value for name, value in asked.items() if name in _ASKED and value}
    return f"{url_for('tasks.ledger')}?{urlencode(kept)}" if kept else url_for("tasks.ledger")


def _tools(*, keeper: bool) -> tuple[tuple[str, str, str], ...]:
    """Answer the doors to paper and workbooks, each with picture and word; the export is of what is shown."""
    asked = {name: value for name, value in request.args.items() if name in _ASKED and value}
    asked.pop("page", None)
    tools = [("file-earmark-excel", "导出Excel", f"{url_for('ledgers.export')}?{urlencode(asked)}")]
    if keeper:
        tools.append(("upload", "导入Excel台账", url_for("ledgers.imports")))
        tools.append(("clipboard-check", "粘贴进展", url_for("ledgers.paste")))
        tools.append(("envelope", "填报表", url_for("ledgers.return_rounds")))
        tools.append(("table", "套表", url_for("ledgers.their_forms")))
    tools.append(("printer", "打印与文书", f"{url_for('ledgers.prints')}?{urlencode(asked)}"))
    tools.append(("lock", "报送记录", url_for("ledgers.submissions_list")))
    return tuple(tools)


def _pairs(words: Iterable[State | Light | Source | TaskKind]) -> list[tuple[str, str]]:
    return [(one.value, one.label) for one in words]


def _ids(pairs: Sequence[tuple[int, str]]) -> list[tuple[str, str]]:
    return [_ALL, *((str(key), name) for key, name in pairs)]
