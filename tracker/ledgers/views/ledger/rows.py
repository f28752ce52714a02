"""Tasks as rows of the ledger: as they stand now, or as they stood on a day."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from operator import attrgetter

from flask import request
from sqlalchemy.orm import Session

from tracker.accounts.permissions import Viewer
from tracker.ledgers.pages.ledger import Cell, Doors, ShownRow
from tracker.ledgers.queries.lines import ledger_lines
from tracker.ledgers.rules.columns import BY_KEY, Key
from tracker.ledgers.rules.lines import LedgerLine
from tracker.ledgers.rules.views import FIRST
from tracker.tasks import queries
from tracker.tasks.pages import LedgerRow, ledger_row
from tracker.tasks.queries.listed import LatestProgress, ListedTask
from tracker.tasks.rules.lifecycle import OPEN, REVIEWS, State
from tracker.web.addresses import addresses_of

# What is most likely told by phone or chat in each state.
_RECORDED = {
    State.ASSIGNED: "sign-for",
    State.ACTIVE: "report",
    State.SUSTAINED: "report",
    **dict.fromkeys(REVIEWS, "approve"),
}
_REPORTED = frozenset({State.ACTIVE, State.SUSTAINED})
_TOLD_BY_TASK: Mapping[Key, Callable[[ListedTask], str]] = {
    Key.LEAD_UNIT: attrgetter("lead_unit_text"),
    Key.HANDLER: attrgetter("handler_text"),
    Key.LEADER: attrgetter("leader_text"),
}
# Drawn from the row itself, not from words under a heading.
_DRAWN = frozenset({Key.NUMBER, Key.PROBLEM, Key.DUE, Key.STATE, Key.PROGRESS})


def rows_now(
    session: Session,
    who: Viewer,
    tasks: Sequence[ListedTask],
    keys: Sequence[Key],
    today: date,
    *,
    first: int = 1,
) -> tuple[ShownRow, ...]:
    """Lay out tasks as they stand, with what the viewer may do from the row.

    One statement; three instead when a column is shown that the task itself does not tell. ``first`` is the
    position of the first row in its list.
    """
    told = _lines(session, tasks, keys, today, first)
    newest = _newest(session, tasks, told)
    url, doors = addresses_of("tasks.show", "task_id"), _DoorsOf(who)
    own_cells = _own_cells(keys)
    return tuple(
        _shown(
            ledger_row(one, url(one.id), newest.get(one.id), today),
            _cells(keys, told[one.id]) if told else own_cells(one),
            doors.of(one),
        )
        for one in tasks
    )


def rows_then(
    rows: Iterable[tuple[ListedTask, LedgerLine]], keys: Sequence[Key], day: date
) -> tuple[ShownRow, ...]:
    """Lay out rows as they stood on a day; nothing is done from a row of the past."""
    url = addresses_of("tasks.show", "task_id")
    return tuple(_then(task, line, url(task.id), keys, day) for task, line in rows)


def _lines(
    session: Session, tasks: Sequence[ListedTask], keys: Sequence[Key], today: date, first: int
) -> Mapping[int, LedgerLine]:
    if not tasks or set(keys) <= set(FIRST):
        return {}
    ids = [one.id for one in tasks]
    return {one.task_id: one for one in ledger_lines(session, ids, today, first=first)}


def _newest(
    session: Session, tasks: Sequence[ListedTask], told: Mapping[int, LedgerLine]
) -> dict[int, LatestProgress]:
    """Answer the newest progress of each task: by its line where there is one, else fetched for all."""
    if told:
        found = {key: _last_told(line) for key, line in told.items()}
        return {key: one for key, one in found.items() if one is not None}
    return queries.latest_progress(session, tasks) if tasks else {}


def _last_told(line: LedgerLine) -> LatestProgress | None:
    last = line.progress[-1] if line.progress else None
    return LatestProgress(last.text, last.done_on) if last else None


def _shown(row: LedgerRow, cells: tuple[Cell, ...], doors: Doors | None) -> ShownRow:
    task = row.task
    return ShownRow(
        task_id=task.id,
        url=row.url,
        number=task.number,
        title=task.title,
        rest=row.rest,
        cells=cells,
        state=row.state,
        light=row.light,
        still=row.still,
        due_text=task.due_text,
        due_on=task.due_on,
        due_note=row.due_note,
        progress=row.progress,
        doors=doors,
    )


def _then(task: ListedTask, line: LedgerLine, url: str, keys: Sequence[Key], day: date) -> ShownRow:
    """Lay out a task as it stood; what is open shows no standing still, which is asked of today alone."""
    stood = task._replace(
        title=line.title,
        state=line.state,
        due_text=line.due_text,
        due_on=line.due_on,
        moved_on=None,
    )
    return _shown(ledger_row(stood, url, _last_told(line), day), _cells(keys, line), None)


def _cells(keys: Sequence[Key], line: LedgerLine) -> tuple[Cell, ...]:
    return tuple(
        Cell(key, BY_KEY[key].title, "" if key in _DRAWN else BY_KEY[key].printed(line))
        for key in keys
    )


def _own_cells(keys: Sequence[Key]) -> Callable[[ListedTask], tuple[Cell, ...]]:
    """Answer how the cells are made whose words a task tells by itself; the others are the same in every row."""
    blank = [Cell(key, BY_KEY[key].title, "") for key in keys]
    places = [(at, _TOLD_BY_TASK[key]) for at, key in enumerate(keys) if key in _TOLD_BY_TASK]

    def of(task: ListedTask) -> tuple[Cell, ...]:
        cells = blank.copy()
        for at, words_of in places:
            cells[at] = cells[at]._replace(words=words_of(task))
        return tuple(cells)

    return of


class _DoorsOf:
    """What a viewer may do from the rows of a list; the addresses are made ready once for all of them."""

    def __init__(self, who: Viewer) -> None:
        self._who, self._clerk_in = who, queries.clerk_units(who)
        self._to = cache(partial(addresses_of, name="task_id"))

    def of(self, task: ListedTask) -> Doors:
        """Answer the doors of one row."""
        clerk = task.unit_id in self._clerk_in
        recorded = _RECORDED.get(task.state) if clerk else None
        reports = (clerk or task.handler_id == self._who.person_id) and task.state in _REPORTED
        return Doors(
            tick=clerk,
            record_url=self._step(task, recorded, recorded=1) if recorded else None,
            amend_urls=self._in_row(task, "amend") if clerk and task.state in OPEN else None,
            report_urls=self._in_row(task, "report") if reports else None,
        )

    def _in_row(self, task: ListedTask, slug: str) -> tuple[str, str]:
        """Answer the small form in the row, which must know the columns to come back to, and the page of the step."""
        view = request.args.get("view") or None
        small = self._to("ledgers.row_form", slug=slug, view=view)
        return small(task.id), self._step(task, slug)

    def _step(self, task: ListedTask, slug: str, recorded: int | None = None) -> str:
        return self._to("tasks.step", slug=slug, recorded=recorded)(task.id)
