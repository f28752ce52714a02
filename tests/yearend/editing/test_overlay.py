"""What people did, laid over a freshly drafted report: whatever they do in whatever order, nothing is lost."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.yearend.strategies import years
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.draft import Draft, Passage
from tracker.yearend.rules.editing.edits import OWN, Edit, Edits, basis_of
from tracker.yearend.rules.editing.moving import moved, neighbour
from tracker.yearend.rules.editing.overlay import Edited, lay_over
from tracker.yearend.rules.editing.sentences import put_back, sentences_of, with_sources
from tracker.yearend.rules.facts import YearFacts

AT = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)
quick = settings(max_examples=25, deadline=None)
DEEDS = ("reword", "redraft", "leave_out", "take_in", "move", "add")


def told(edited: Edited) -> str:
    """Answer every word of the report and of what stands beside it."""
    kept = [f"{one.lead}{one.text}" for section in edited.whole for one in section.passages]
    return "\n".join(
        (edited.draft.opening.text, *kept, *(one.text or "" for one in edited.strays.values()))
    )


def words(number: int) -> str:
    """Answer words that no draft holds by itself."""
    return f"改写后的第〔{number}〕句。"


def done(edits: Edits, drafted: Draft, deed: str, number: int) -> Edits:
    """Answer the edits after one more deed on some paragraph."""
    keys = [one.key for one in drafted.passages]
    key = keys[number % len(keys)]
    one = edits.of(key)
    match deed:
        case "reword":
            passage = next(each for each in drafted.passages if each.key == key)
            changed = replace(one, text=words(number), basis=basis_of(passage), by="张晓燕", at=AT)
        case "redraft":
            changed = replace(one, text=None, lead=None, basis="")
        case "leave_out" | "take_in":
            changed = replace(one, left_out=deed == "leave_out", by="张晓燕")
        case "move":
            return replace(edits, places=tuple(moved(edits.places, keys[1:], key, keys[-1])))
        case _:
            key, changed = (
                f"{OWN}{number}",
                Edit(text=words(number), heading="存在问题", by="李青山"),
            )
    return replace(edits, by_key={**edits.by_key, key: changed})


@quick
@given(years, years, st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 40)), max_size=12))
def test_whatever_is_done_in_whatever_order_no_word_of_a_person_is_lost(
    facts: YearFacts, later: YearFacts, deeds: list[tuple[str, int]]
) -> None:
    drafted, edits = draft_of(facts), Edits()
    for deed, number in deeds:
        edits = done(edits, drafted, deed, number)
    for now in (drafted, draft_of(later)):  # as it was, and drafted anew from quite other facts
        edited = lay_over(now, edits, facts.tasks)
        for one in edits.by_key.values():
            assert one.text is None or one.text in told(edited)


@quick
@given(years, st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 40)), max_size=12))
def test_every_task_stays_told_or_left_out_for_a_reason(
    facts: YearFacts, deeds: list[tuple[str, int]]
) -> None:
    drafted, edits = draft_of(facts), Edits()
    for deed, number in deeds:
        edits = done(edits, drafted, deed, number)
    draft = lay_over(drafted, edits, facts.tasks).draft
    left_out = {one.task_id for one in draft.not_used}
    assert draft.told | left_out == {one.id for one in facts.tasks}
    assert not draft.told & left_out


@quick
@given(years)
def test_a_draft_that_nobody_touched_is_the_draft(facts: YearFacts) -> None:
    drafted = draft_of(facts)
    assert lay_over(drafted, Edits(), facts.tasks).draft == drafted


@quick
@given(years, st.integers(0, 40), st.integers(0, 40))
def test_one_paragraph_drafted_anew_leaves_the_others_alone(
    facts: YearFacts, first: int, second: int
) -> None:
    drafted = draft_of(facts)
    both = done(done(Edits(), drafted, "reword", first), drafted, "reword", second)
    edited = lay_over(drafted, done(both, drafted, "redraft", first), facts.tasks)
    keys = [one.key for one in drafted.passages]
    if keys[first % len(keys)] != keys[second % len(keys)]:
        assert words(second) in told(edited)
    original = next(one for one in drafted.passages if one.key == keys[first % len(keys)])
    assert edited.laid[original.key].passage == original


def test_a_reworded_paragraph_tells_when_what_it_was_made_from_has_changed(
    facts: YearFacts,
) -> None:
    drafted = draft_of(facts)
    passage = next(one for one in drafted.passages if one.key.startswith("work:"))
    edit = Edit(text="换一种说法。", basis=basis_of(passage), by="张晓燕", at=AT)
    edits = Edits({passage.key: edit})
    assert not lay_over(drafted, edits).laid[passage.key].has_moved_on
    earlier = Edits({passage.key: replace(edit, basis="原来的话")})
    assert lay_over(drafted, earlier).laid[passage.key].has_moved_on


def test_words_whose_matter_is_gone_are_kept_apart(facts: YearFacts) -> None:
    edits = Edits({"problems:999": Edit(text="没有了的问题。", by="张晓燕")})
    edited = lay_over(draft_of(facts), edits)
    assert list(edited.strays) == ["problems:999"]
    assert "没有了的问题。" not in "".join(one.text for one in edited.draft.passages)


def test_a_paragraph_put_before_another_stays_there_when_new_ones_come() -> None:
    places = moved([], ["a", "b", "c"], "c", "a")
    assert places == ["c", "a", "b"]
    assert moved(["x", *places], ["c", "a", "b"], "c", "") == ["x", "a", "b", "c"]
    assert (neighbour(["a", "b"], "b", up=True), neighbour(["a", "b"], "b", up=False)) == (
        "a",
        None,
    )
    assert (neighbour(["a", "b"], "a", up=False), neighbour(["a", "b", "c"], "a", up=False)) == (
        "",
        "c",
    )


def test_a_sentence_put_back_leaves_the_others_as_they_were_written() -> None:
    text = "逐村核对账目。查出问题9个，都改好了！【待补：下一步。谁来办】。"
    assert put_back(text, "查出问题10个，均已改正。") == (
        "逐村核对账目。查出问题10个，均已改正。【待补：下一步。谁来办】。"
    )
    assert put_back(text, "另设公示栏六处。").endswith("另设公示栏六处。")
    assert "".join(sentences_of(text)) == text


def test_reworded_sentences_keep_the_tasks_of_those_that_they_are_like(facts: YearFacts) -> None:
    passage: Passage = next(one for one in draft_of(facts).passages if one.key == "last_year:new")
    assert with_sources("完全另外的一句话。", passage)[0].tasks == passage.tasks
