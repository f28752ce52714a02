"""The main lists and pages are read along indexes, on both databases: no table that grows is read through."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.conftest import ENGINE
from tests.factories.tasks import bring_to, deed
from tracker.accounts.permissions import Viewer
from tracker.core import clock
from tracker.tasks import actions, queries
from tracker.tasks.access import task_at_work
from tracker.tasks.queries import Leaf, LedgerFilter, LedgerSort
from tracker.tasks.queries.parties import judges_of_each
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Light
from tracker.tasks.rules.orders import NewProgress

GROWING = "task|problem|trace|progress|measure|task_round|evidence|extension"
READ_THROUGH = {
    "sqlite": re.compile(rf"SCAN (?:{GROWING})(?! USING)\b"),
    "postgresql": re.compile(rf"Seq Scan on (?:{GROWING})\b"),
}[ENGINE]
# A handful of rows is read fastest as it lies; what matters is which way there is when there are many.
AS_IF_MANY = ("set local enable_seqscan = off", "set local enable_bitmapscan = off")
Ask = Callable[[Session, Viewer], object]


def plans_of(
    session: Session, ask: Callable[[], object], settings: tuple[str, ...] = AS_IF_MANY
) -> str:
    """Answer how the database would read each statement that a question takes."""
    bind = session.connection()
    asked: list[tuple[str, Any]] = []

    def note(*call: Any) -> None:
        asked.append((call[2], call[3]))

    event.listen(bind, "before_cursor_execute", note)
    ask()
    event.remove(bind, "before_cursor_execute", note)
    return "\n".join(_plan(bind, text, values, settings) for text, values in asked)


def _plan(bind: Connection, text: str, values: Any, settings: tuple[str, ...]) -> str:
    if ENGINE == "sqlite":
        rows = bind.exec_driver_sql(f"explain query plan {text}", values)
        return "\n".join(row[3] for row in rows)
    for setting in settings:
        bind.exec_driver_sql(setting)
    return "\n".join(row[0] for row in bind.exec_driver_sql(f"explain {text}", values))


def page(
    *, sort: LedgerSort = LedgerSort.NUMBER, much: bool = False, **narrowed: Any
) -> Callable[[Session, Viewer], object]:
    """Answer how a page of the ledger is asked for; ``unit`` narrows it to the viewer's own ledger."""

    def ask(session: Session, viewer: Viewer) -> object:
        own: dict[str, Any] = (
            {"unit_id": min(viewer.ledgers)} if narrowed.pop("unit", False) else {}
        )
        wanted = LedgerFilter(**narrowed, **own)
        leaf = Leaf(sort, much=much)
        return queries.ledger(session, viewer, wanted, today=clock.today(), leaf=leaf)

    return ask


def counted(**narrowed: Any) -> Ask:
    def ask(session: Session, viewer: Viewer) -> object:
        wanted = LedgerFilter(**narrowed)
        return queries.counts_of_few(session, viewer, wanted, today=clock.today())

    return ask


def of_task(ask: Callable[[Session, Any], object]) -> Ask:
    """Answer a question about the first task that a viewer sees."""

    def about(session: Session, viewer: Viewer) -> object:
        found = queries.ledger(session, viewer, LedgerFilter(), today=clock.today())
        return ask(session, found.rows[0])

    return about


QUESTIONS: dict[str, tuple[Ask, tuple[str, ...]]] = {
    "ledger": (page(), ("ix_task_unit_id_state_due_on", "ix_task_handler_id_state_due_on")),
    "much": (page(much=True), ("ix_task_of_unit_in_order",)),
    "much, by due date": (page(sort=LedgerSort.DUE, much=True), ("ix_task_of_unit_by_due",)),
    "much, by movement": (page(sort=LedgerSort.MOVED, much=True), ("ix_task_of_unit_by_moved",)),
    "much of one ledger": (page(much=True, unit=True), ("ix_task_of_unit_in_order",)),
    "one state": (page(state=State.ACTIVE), ("ix_task_unit_id_state_due_on",)),
    "overdue": (page(light=Light.OVERDUE), ("ix_task_unit_id_state_due_on",)),
    "one person": (page(person_id=1), ("ix_task_handler_id", "ix_task_leader_id")),
    "words that were looked up": (page(told_by=frozenset({1, 2})), ()),
    "counts": (counted(), ("ix_task_unit_id_state_due_on",)),
    "my work": (queries.my_work, ("ix_task_handler_id_state_due_on",)),
    "nearest deadlines": (
        lambda session, viewer: queries.nearest_deadlines(session, viewer, 6),
        ("ix_task_handler_id_state_due_on",),
    ),
    "newest progress": (
        of_task(lambda session, task: queries.latest_progress(session, [task])),
        ("ix_progress_task_id",),
    ),
    "last said": (
        of_task(lambda session, task: queries.last_said(session, [task])),
        ("COVERING INDEX ix_trace_at_hand",),
    ),
    "the trail": (of_task(queries.trail_of), ("trace",)),
    "who may judge": (
        of_task(lambda session, task: judges_of_each(session, [task], clock.today())),
        ("ix_trace_at_hand",),
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_that_grows_is_read_through(session: Session, cast: Cast, name: str) -> None:
    ask, indexes = QUESTIONS[name]
    bring_to(session, cast, State.FIRST_REVIEW)
    viewer = cast["zhoumin"]
    plan = plans_of(session, lambda: ask(session, viewer))
    assert plan
    assert not READ_THROUGH.search(plan), plan
    # PostgreSQL chooses among several that serve; SQLite is told.
    named = indexes if ENGINE == "sqlite" else ()
    assert [one for one in named if one not in plan] == [], plan


def test_no_index_refuses_a_long_wording(session: Session, cast: Cast) -> None:
    task = bring_to(session, cast, State.ACTIVE)
    all_villages = "".join(chr(0x4E00 + number * 7 % 20_000) for number in range(3_000))
    recorded = replace(deed(cast["zhoumin"]), means=Means.FORM, for_name=all_villages)
    work = task_at_work(session, cast["zhoumin"], task.id)
    actions.report(session, work, recorded, NewProgress(text="已对账。"))
    session.flush()
    assert queries.trail_of(session, task)[-1].for_name == all_villages


def test_a_word_is_looked_up_by_its_pairs(session: Session, cast: Cast) -> None:
    bring_to(session, cast, State.ACTIVE)
    wanted = LedgerFilter(text="对账单")
    # PostgreSQL reads such an index in one way only.
    plan = plans_of(
        session,
        lambda: queries.looked_up(session, cast["zhoumin"], wanted, today=clock.today()),
        AS_IF_MANY[:1],
    )
    assert not READ_THROUGH.search(plan), plan
    kept = {
        "sqlite": ("pair_0 USING PRIMARY KEY (pair=?)", "pair_1 USING PRIMARY KEY (pair=?"),
        "postgresql": ("ix_problem_word_pairs", "ix_task_word_pairs"),
    }[ENGINE]
    assert [one for one in kept if one not in plan] == [], plan


def test_a_table_that_is_read_through_is_noticed(session: Session, cast: Cast) -> None:
    bring_to(session, cast, State.ACTIVE)
    wanted = LedgerFilter(text="账")
    plan = plans_of(
        session, lambda: queries.looked_up(session, cast["zhoumin"], wanted, today=clock.today())
    )
    assert READ_THROUGH.search(plan), plan
