"""Correcting what was read, before anything is confirmed."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from tests.reports.papers import (
    AT,
    CHECKS,
    LAST_YEAR,
    MONEY,
    NOTHING,
    REPORT,
    STRAY,
    STUDY,
    read,
    taken_in,
)
from tracker.accounts.models import Unit
from tracker.core.errors import ConflictError, InvalidError
from tracker.reports import actions
from tracker.reports.actions import Correction, Paper
from tracker.reports.models import Batch, FindingState
from tracker.reports.queries import earlier_findings
from tracker.tasks.actions import open_from_batch
from tracker.tasks.models import Problem
from tracker.tasks.rules.deeds import Deed


@pytest.fixture
def batch(session: Session, cast: Cast) -> Batch:
    """The town's report with three findings."""
    return taken_in(session, cast)


def texts(batch: Batch) -> list[str]:
    return [one.text for one in batch.findings]


def stands(batch: Batch) -> list[bool]:
    return [batch.text[one.start : one.end] == one.text for one in batch.findings]


def own_deed(cast: Cast) -> Deed:
    clerk = cast["zhoumin"]
    return Deed(actor_id=clerk.person_id, actor_name=clerk.name, at=AT, done_on=date(2026, 3, 18))


def test_a_paper_gives_a_finding_for_each_problem_with_its_place(batch: Batch) -> None:
    assert texts(batch) == [STUDY, CHECKS, MONEY]
    assert stands(batch) == [True, True, True]
    assert batch.findings[1].measures == ["建立月调度制度。"]
    assert batch.findings[1].lead_unit_text == "党政办"
    assert batch.findings[1].due_on == date(2026, 6, 30)


def test_the_same_file_in_the_same_unit_is_taken_in_once(
    session: Session, cast: Cast, batch: Batch
) -> None:
    town = session.get_one(Unit, cast.town)
    again, new = actions.take_in(
        session, town, read(REPORT), Paper(2024, title="别的标题"), by=cast["liuyang"], at=AT
    )
    assert (again, new) == (batch, False)
    assert (batch.year, len(batch.findings)) == (2025, 3)


def test_an_implausible_year_is_refused_at_every_entrance(
    session: Session, cast: Cast, batch: Batch
) -> None:
    town = session.get_one(Unit, cast.town)
    with pytest.raises(InvalidError, match="四位数"):
        actions.take_in(session, town, read(NOTHING), Paper(25), by=cast["zhoumin"], at=AT)
    with pytest.raises(InvalidError, match="四位数"):
        actions.describe(batch, Paper(20250))


def test_the_facts_of_a_report_can_be_put_right_and_an_empty_title_keeps_the_old_one(
    batch: Batch,
) -> None:
    before = batch.title
    actions.describe(batch, Paper(2024, paper_number="青发〔2026〕7号"))
    assert (batch.year, batch.title, batch.paper_number) == (2024, before, "青发〔2026〕7号")


def test_a_shortened_text_finds_its_new_place(batch: Batch) -> None:
    short = "重点工作布置多、过问少"
    actions.correct(batch, batch.findings[1], Correction(text=short))
    assert stands(batch)[1]
    assert batch.findings[1].title == short


def test_a_reworded_text_keeps_the_place_it_came_from(batch: Batch) -> None:
    finding = batch.findings[0]
    place = finding.start, finding.end
    actions.correct(batch, finding, Correction(text="学习还不够深、不够实。"))
    assert (finding.start, finding.end) == place


def test_an_empty_text_is_refused(batch: Batch) -> None:
    with pytest.raises(InvalidError, match="不列入"):
        actions.correct(batch, batch.findings[0], Correction(text=""))
    assert batch.findings[0].text == STUDY


def test_every_correction_raises_the_version_of_the_batch(session: Session, batch: Batch) -> None:
    session.flush()
    before = batch.version
    actions.drop(batch, batch.findings[0])
    session.flush()
    assert batch.version == before + 1


def test_a_dropped_finding_can_be_restored(batch: Batch) -> None:
    actions.drop(batch, batch.findings[0])
    dropped = batch.findings[0].state
    actions.restore(batch, batch.findings[0])
    assert (dropped, batch.findings[0].state) == (FindingState.DROPPED, FindingState.PROPOSED)


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


def test_a_line_that_is_a_category_is_dropped_and_borne_by_those_behind_it(batch: Batch) -> None:
    actions.make_category(batch, batch.findings[0])
    assert batch.findings[0].state is FindingState.DROPPED
    assert [one.category for one in batch.findings[1:]] == ["理论学习不够深入"] * 2


def test_the_last_finding_can_be_no_category(batch: Batch) -> None:
    with pytest.raises(ConflictError, match="下面没有"):
        actions.make_category(batch, batch.findings[-1])


def test_proposed_categories_are_adopted_only_where_none_is_set(batch: Batch) -> None:
    actions.set_category(batch, batch.findings[0], "自己定的类别")
    adopted = actions.adopt_categories(batch)
    categories = [one.category for one in batch.findings]
    assert categories[0] == "自己定的类别"
    assert adopted == sum(one is not None for one in categories[1:])
    assert adopted


@pytest.mark.parametrize(("accepted", "linked"), [(True, True), (False, False)])
def test_only_a_confirmed_repeat_links_the_new_problem_to_the_earlier_one(
    session: Session, cast: Cast, *, accepted: bool, linked: bool
) -> None:
    last = taken_in(session, cast, LAST_YEAR, 2024)
    open_from_batch(session, last, last.unit, own_deed(cast))
    batch = taken_in(session, cast)
    earlier = earlier_findings(session, batch)[0]
    actions.answer_repeat(batch, batch.findings[2], earlier, accepted=accepted)
    open_from_batch(session, batch, batch.unit, own_deed(cast))
    problems = {one.finding_id: one for one in session.query(Problem)}
    wanted = problems[earlier.id].id if linked else None
    assert problems[batch.findings[2].id].repeat_of_id == wanted
    assert problems[batch.findings[0].id].repeat_of_id is None
