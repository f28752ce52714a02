"""Colouring a text: whole, without overlap, the surest first."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.rules.colouring import Stretch, lines, tile, unassigned, without_lead

TEXT = "一、问题\n（一）学习不深。还有一句。\n下一步打算"
PLACES = st.integers(0, len(TEXT))
STRETCHES = st.lists(
    st.builds(
        lambda a, b, kind, owner: Stretch(min(a, b), max(a, b) or 1, kind, owner),
        PLACES,
        PLACES,
        st.sampled_from(["item", "mark", "unassigned"]),
        st.one_of(st.none(), st.integers(1, 3)),
    ).filter(lambda one: one.start < one.end),
    max_size=8,
)


@given(STRETCHES)
def test_every_character_is_covered_exactly_once(stretches: list[Stretch]) -> None:
    tiles = tile(TEXT, stretches)
    assert "".join(TEXT[one.start : one.end] for one in tiles) == TEXT
    assert all(one.start < one.end for one in tiles)


@given(STRETCHES)
def test_lines_give_the_text_back_without_its_line_feeds(stretches: list[Stretch]) -> None:
    shown = list(lines(TEXT, tile(TEXT, stretches)))
    words = ["".join(TEXT[one.start : one.end] for one in line) for _, line in shown]
    assert "\n".join(words) == TEXT
    assert all(TEXT[at:].startswith(text) for (at, _), text in zip(shown, words, strict=True))


@given(STRETCHES)
def test_the_first_named_wins_wherever_stretches_overlap(stretches: list[Stretch]) -> None:
    for one in tile(TEXT, stretches):
        for at in range(one.start, one.end):
            first = next((s for s in stretches if s.start <= at < s.end), None)
            assert one.owner == (first.owner if first else None)
            assert one.kind in {first.kind if first else "", ""}


def test_a_rest_of_mere_signs_is_not_told_as_unassigned() -> None:
    stop = TEXT.index("。")
    tiles = tile(
        TEXT, [Stretch(stop, stop + 1, "unassigned"), Stretch(stop + 1, stop + 6, "unassigned")]
    )
    assert [TEXT[one.start : one.end] for one in unassigned(tiles)] == ["还有一句。"]


def test_what_covers_nothing_changes_nothing() -> None:
    assert tile("", []) == []
    assert list(lines("", [])) == [(0, [])]


def test_a_stretch_is_told_without_the_signs_that_it_begins_with() -> None:
    stop = TEXT.index("。")
    found = without_lead(TEXT, Stretch(stop, stop + 6, "unassigned"))
    assert TEXT[found.start : found.end] == "还有一句。"
