"""The chain of a trail, by property."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tracker.tasks.rules.trail import FIRST, Fault, Flaw, Sealed, chained, fault_of

VALUES = st.none() | st.booleans() | st.integers() | st.text()
CONTENTS = st.lists(
    st.dictionaries(st.text(max_size=5), VALUES, max_size=4), min_size=1, max_size=6
)
Row = tuple[int, dict[str, Any], str, str]


def chain(contents: list[dict[str, Any]]) -> list[Row]:
    rows: list[Row] = []
    before = FIRST
    for position, content in enumerate(contents, start=1):
        kept = chained(content, before)
        rows.append((position, content, before, kept))
        before = kept
    return rows


@given(CONTENTS)
def test_an_untouched_chain_is_whole(contents: list[dict[str, Any]]) -> None:
    assert fault_of(chain(contents), ()) is None


@given(CONTENTS, st.data())
def test_a_changed_row_shows_at_its_place(
    contents: list[dict[str, Any]], data: st.DataObject
) -> None:
    rows = chain(contents)
    at = data.draw(st.integers(0, len(rows) - 1))
    position, content, before, kept = rows[at]
    rows[at] = (position, content | {"forged": "forged"}, before, kept)
    assert fault_of(rows, ()) == Fault(Flaw.BROKEN, at + 1)


@given(CONTENTS, st.data())
def test_a_removed_row_shows_unless_it_was_the_last(
    contents: list[dict[str, Any]], data: st.DataObject
) -> None:
    rows = chain(contents)
    at = data.draw(st.integers(0, len(rows) - 1))
    left = rows[:at] + rows[at + 1 :]
    last = at == len(rows) - 1
    unseen = None if left else Fault(Flaw.EMPTY)
    assert fault_of(left, ()) == (unseen if last else Fault(Flaw.BROKEN, at + 1))


@given(CONTENTS)
def test_a_cut_off_tail_shows_against_what_was_sealed(contents: list[dict[str, Any]]) -> None:
    rows = chain(contents)
    sealed = Sealed(date(2026, 3, 17), len(rows), rows[-1][3])
    assert fault_of(rows, [sealed]) is None
    assert fault_of(rows[:-1], [sealed]) == Fault(Flaw.CUT, len(rows) - 1, sealed)


@given(CONTENTS, st.data())
def test_a_chain_written_afresh_shows_at_the_first_sealed_place(
    contents: list[dict[str, Any]], data: st.DataObject
) -> None:
    rows = chain(contents)
    at = data.draw(st.integers(0, len(rows) - 1))
    sealed = Sealed(date(2026, 3, 17), at + 1, rows[at][3])
    forged = chain([contents[0] | {"forged": "forged"}, *contents[1:]])
    assert fault_of(forged, [sealed]) == Fault(Flaw.SWAPPED, at + 1, sealed)


@given(CONTENTS)
def test_the_order_of_keys_does_not_matter(contents: list[dict[str, Any]]) -> None:
    turned = [dict(reversed(list(one.items()))) for one in contents]
    assert [row[3] for row in chain(turned)] == [row[3] for row in chain(contents)]
