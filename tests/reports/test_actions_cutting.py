"""Cutting the paper anew before anything is confirmed: add, split, merge, attach, move a boundary."""

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.reports.papers import CHECKS, MONEY, STRAY, STUDY, stands, taken_in, texts
from tracker.core.errors import ConflictError, InvalidError
from tracker.reports import actions
from tracker.reports.models import Batch


def test_a_stretch_of_the_source_becomes_a_finding_in_its_place(
    session: Session, batch: Batch
) -> None:
    at = batch.text.index("全年召开党委会")
    actions.add_from_text(session, batch, at, at + len("全年召开党委会研究党建议题11次。"))
    assert texts(batch)[0] == "全年召开党委会研究党建议题11次。"
    assert [one.position for one in batch.findings] == [1, 2, 3, 4]


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (9, 3), (0, 10**6)])
def test_a_stretch_outside_the_text_is_refused(
    session: Session, batch: Batch, start: int, end: int
) -> None:
    with pytest.raises(InvalidError, match="选中"):
        actions.add_from_text(session, batch, start, end)


def test_typed_words_that_stand_nowhere_are_added_at_the_end_without_a_place(
    session: Session, batch: Batch
) -> None:
    added = actions.add(session, batch, " 阵地建设投入不足。\n")
    assert texts(batch)[-1] == "阵地建设投入不足。"
    assert (added.start, added.end, added.added_by_hand) == (None, None, True)


def test_nothing_cannot_be_added(session: Session, batch: Batch) -> None:
    with pytest.raises(InvalidError, match="请填写"):
        actions.add(session, batch, " \n ")


def test_a_finding_splits_behind_a_sentence_and_both_parts_keep_their_places(
    session: Session, batch: Batch
) -> None:
    at = STUDY.index("；") + 1
    actions.split(session, batch, batch.findings[0], at)
    assert texts(batch)[:2] == [STUDY[:at], STUDY[at:]]
    assert stands(batch) == [True] * 4
    assert [one.position for one in batch.findings] == [1, 2, 3, 4]


@pytest.mark.parametrize("at", [0, -3, len(STUDY), 10**6])
def test_a_split_that_leaves_one_part_empty_is_refused(
    session: Session, batch: Batch, at: int
) -> None:
    with pytest.raises(InvalidError, match="两句话之间"):
        actions.split(session, batch, batch.findings[0], at)
    assert texts(batch) == [STUDY, CHECKS, MONEY]


def test_split_and_merge_again_gives_the_text_as_it_was(session: Session, batch: Batch) -> None:
    rest = actions.split(session, batch, batch.findings[0], STUDY.index("；") + 1)
    actions.merge_with_above(session, batch, rest)
    assert texts(batch) == [STUDY, CHECKS, MONEY]
    assert stands(batch) == [True] * 3


def test_after_a_merge_further_findings_can_still_be_added(session: Session, batch: Batch) -> None:
    actions.merge_with_above(session, batch, batch.findings[1])
    session.flush()
    actions.add(session, batch, "阵地建设投入不足。")
    assert [one.position for one in batch.findings] == [1, 2, 3]


def test_findings_that_are_no_neighbours_are_joined_by_a_line_feed(
    session: Session, batch: Batch
) -> None:
    actions.merge_with_above(session, batch, batch.findings[2])
    assert texts(batch) == [STUDY, f"{CHECKS}\n{MONEY}"]


def test_a_merge_passes_over_a_dropped_finding_and_takes_the_measures_along(
    session: Session, batch: Batch
) -> None:
    batch.findings[0].measures = []
    batch.findings[2].measures = ["按季公开收支。"]
    actions.drop(batch, batch.findings[1])
    actions.merge_with_above(session, batch, batch.findings[2])
    assert texts(batch) == [f"{STUDY}\n{MONEY}", CHECKS]
    assert batch.findings[0].measures == ["按季公开收支。"]


def test_the_first_finding_has_nothing_above_to_merge_with(session: Session, batch: Batch) -> None:
    with pytest.raises(ConflictError, match="上面没有"):
        actions.merge_with_above(session, batch, batch.findings[0])


def test_a_stretch_given_to_nothing_joins_the_finding_above(batch: Batch) -> None:
    start = batch.text.index(STRAY)
    actions.attach(batch, start, start + len(STRAY))
    assert texts(batch)[2] == f"{MONEY}\n{STRAY}"
    assert stands(batch)[2]


def test_a_stretch_cut_off_with_its_stop_joins_again_as_it_stood(batch: Batch) -> None:
    finding = batch.findings[2]
    start, end = finding.start, finding.end
    assert start is not None
    assert end is not None
    lead = MONEY.index("。")
    actions.move_boundary(batch, finding, start, start + lead)
    actions.attach(batch, start + lead + 1, end)
    assert finding.text == MONEY


def test_a_stretch_above_all_findings_has_none_to_join(batch: Batch) -> None:
    with pytest.raises(ConflictError, match="补成一条"):
        actions.attach(batch, 0, 5)


def test_a_boundary_moves_to_what_was_selected_without_the_white_space_around_it(
    batch: Batch,
) -> None:
    start = batch.text.index(MONEY)
    actions.move_boundary(batch, batch.findings[2], start, start + len(MONEY) + 1)
    assert texts(batch)[2] == MONEY
    actions.move_boundary(batch, batch.findings[2], start, start + len("村级财务公开不及时。"))
    assert texts(batch)[2] == "村级财务公开不及时。"


def test_what_was_joined_and_parted_again_is_as_it_was_read(session: Session, batch: Batch) -> None:
    upper, lower = batch.findings[0], batch.findings[1]
    read = (lower.number, lower.text, lower.measures, lower.lead_unit_text, lower.due_text)
    joined = actions.merge_with_above(session, batch, lower)

    rest = actions.split(session, batch, joined, joined.text.index("（二）"))

    assert (rest.number, rest.text, rest.measures, rest.lead_unit_text, rest.due_text) == read
    assert (upper.number, upper.text) == ("（一）", STUDY)
    assert not set(upper.measures) & set(rest.measures)
    assert stands(batch) == [True] * 3
    assert not rest.added_by_hand


def test_a_part_that_opens_with_a_mark_takes_it_for_its_number(
    session: Session, cast: Cast
) -> None:
    batch = taken_in(
        session, cast, "二、存在问题\n（一）学习不深。一是读书少。二是研讨少。\n（二）检查不实。\n"
    )
    first = batch.findings[0]

    rest = actions.split(session, batch, first, first.text.index("二是"))

    assert (rest.number, rest.text) == ("二是", "研讨少。")
    assert stands(batch) == [True] * 3
