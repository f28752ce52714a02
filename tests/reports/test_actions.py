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
    STUDY,
    own_deed,
    read,
    stands,
    taken_in,
    texts,
)
from tracker.accounts.models import Unit
from tracker.core.errors import ConflictError, InvalidError
from tracker.reports import actions
from tracker.reports.actions import Correction, Paper
from tracker.reports.models import Batch, FindingState
from tracker.reports.queries import earlier_findings
from tracker.tasks.actions import open_from_batch
from tracker.tasks.models import Problem


def test_a_paper_gives_a_finding_for_each_problem_with_its_place(batch: Batch) -> None:
    assert texts(batch) == [STUDY, CHECKS, MONEY]
    assert stands(batch) == [True, True, True]
    assert batch.findings[1].measures == ["建立月调度制度。"]
    assert batch.findings[1].lead_unit_text == "党政办"
    assert batch.findings[1].due_on == date(2026, 6, 30)


def test_a_limit_told_by_the_measure_proposed_for_a_problem_is_its_deadline(
    session: Session, cast: Cast
) -> None:
    batch = taken_in(
        session,
        cast,
        "青禾镇2025年度工作报告\n二、存在问题\n（一）河道巡查走过场，河面垃圾没人捞。\n三、下一步打算\n"
        "（一）把河道巡查做实，6月底前清完河面垃圾。\n",
    )

    [finding] = batch.findings
    assert (finding.due_text, finding.due_on) == ("6月底前", date(2026, 6, 30))


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


def test_a_line_that_is_a_category_is_dropped_and_borne_by_those_behind_it(batch: Batch) -> None:
    actions.make_category(batch, batch.findings[0])
    assert batch.findings[0].state is FindingState.DROPPED
    assert [one.category for one in batch.findings[1:]] == ["理论学习不够深入"] * 2


def test_a_category_made_by_a_slip_is_given_up_when_its_line_is_restored(batch: Batch) -> None:
    actions.set_category(batch, batch.findings[2], "自己定的类别")
    actions.make_category(batch, batch.findings[0])
    actions.restore(batch, batch.findings[0])
    assert [one.category for one in batch.findings[1:]] == [None, "自己定的类别"]
    assert {one.state for one in batch.findings} == {FindingState.PROPOSED}


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
