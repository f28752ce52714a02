"""A year read and counted some problems at a time is the year read and counted at once."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories.yearend import AS_OF
from tests.yearend.conftest import unit
from tests.yearend.strategies import quick, years
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.queries import part_of, parts, rows_at_most, year_facts, year_in_parts
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.ledger import ledger_of
from tracker.yearend.rules.statistics import figures_of
from tracker.yearend.rules.sums import Sums
from tracker.yearend.rules.tables import Table, tables_of


def summed(found: Sequence[YearFacts], *, sustained_counts: bool) -> Sums:
    """Answer the figures of parts added up."""
    sums = Sums(sustained_counts)
    for one in found:
        sums.add(one)
    return sums


def without_tasks(tables: Sequence[Table]) -> list[Table]:
    """Answer tables as a file shows them, which leads to no task."""
    return [replace(one, rows=tuple(replace(row, tasks=()) for row in one.rows)) for one in tables]


def cut(facts: YearFacts, size: int) -> Iterator[YearFacts]:
    """Cut a year into parts; what took over a task of one stands beside it."""
    for start in range(0, len(facts.problems), size):
        part = replace(facts, problems=facts.problems[start : start + size])
        yield replace(part, beside=tuple(one for one in facts.tasks if one not in part.tasks))


@quick
@given(years, st.integers(1, 4))
def test_parts_add_up_to_every_table_and_note_of_the_whole(facts: YearFacts, size: int) -> None:
    sums = summed(list(cut(facts, size)), sustained_counts=facts.sustained_counts)
    if facts.problems:
        assert without_tasks(sums.tables) == without_tasks(tables_of(facts))
    assert sums.notes == figures_of(facts).notes
    assert sums.whole == figures_of(facts).whole


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("at_once", [1, 3, 200])
def test_a_year_read_in_parts_holds_what_is_read_at_once(
    session: Session, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "_AT_ONCE", at_once)
    town = unit(session)
    whole = year_facts(session, town, 2026, AS_OF)
    found = list(year_in_parts(lambda: nullcontext(session), part_of(town, 2026, AS_OF), town.id))
    assert [one for part in found for one in part.problems] == list(whole.problems)
    assert State.JOINED in {one.state for one in whole.tasks}
    sums = summed(found, sustained_counts=whole.sustained_counts)
    assert without_tasks(sums.tables) == without_tasks(tables_of(whole))
    assert rows_at_most(session, town.id, 2026, AS_OF) >= len(ledger_of(whole))


@pytest.mark.usefixtures("town")
def test_rows_are_numbered_on_from_part_to_part(session: Session) -> None:
    whole = year_facts(session, unit(session), 2026, AS_OF)
    first, second = cut(whole, len(whole.problems) // 2)
    rows = ledger_of(first)
    assert (*rows, *ledger_of(second, first=len(rows) + 1)) == ledger_of(whole)
