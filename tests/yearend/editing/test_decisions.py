"""What a unit decides beside the words: its own wording, groups of problems, promises, warnings."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.core.errors import InvalidError
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.editing.edits import Edit, Edits, basis_of
from tracker.yearend.rules.editing.overlay import lay_over
from tracker.yearend.rules.editing.warnings import Sort, warnings_of
from tracker.yearend.rules.facts import PledgeFact, YearFacts
from tracker.yearend.rules.grouping import proposals
from tracker.yearend.rules.house import House, check_names, read_instead, written
from tracker.yearend.rules.outline import read_outline
from tracker.yearend.rules.standing import results_of
from tracker.yearend.rules.wording.reported import open_problems

AT = datetime(2026, 12, 10, 9, 0, tzinfo=UTC)


def test_a_unit_words_its_draft_its_own_way_but_quotes_as_it_was_said(facts: YearFacts) -> None:
    house = House(
        {"problems": "问题和不足"}, (("集体", "村集体"), ("正在推进", "")), "每季度复核一次"
    )
    draft = draft_of(replace(facts, house=house))
    assert "问题和不足" in {one.heading for one in draft.sections}
    text = "".join(one.text for one in draft.passages)
    assert "每季度复核一次。" in text
    assert (
        house.said("集体收入，“集体”不改【待补：集体】") == "村集体收入，“集体”不改【待补：集体】"
    )
    edited = lay_over(draft, Edits())
    assert any(one.sort is Sort.WORD for one in warnings_of(edited, replace(facts, house=house)))


def test_rules_are_read_one_a_line_and_written_back() -> None:
    rules = read_instead("短板=不足\n\n硬骨头\n")
    assert rules == (("短板", "不足"), ("硬骨头", ""))
    assert read_instead(written(rules)) == rules


@pytest.mark.parametrize("line", ["=新", "不足=有不足", "长" * 21])
def test_a_rule_that_says_nothing_or_never_ends_is_refused(line: str) -> None:
    with pytest.raises(InvalidError, match="不能采用"):
        read_instead(line)


def test_names_of_sections_are_kept_only_where_they_differ() -> None:
    assert check_names({"work": "工作成效", "plan": "今后打算"}) == {"plan": "今后打算"}
    with pytest.raises(InvalidError, match="同一个标题"):
        check_names({"plan": "存在问题"})


def test_people_decide_which_problems_are_told_in_one(facts: YearFacts) -> None:
    left = [one for one, _ in open_problems(facts, results_of(facts))]
    pair = (left[0].id, left[1].id)
    problems = next(
        one for one in draft_of(replace(facts, together=(pair,))).sections if one.key == "problems"
    )
    assert problems.passages[0].key == f"problems:{min(pair)},{max(pair)}"
    assert problems.passages[0].text.startswith("一是")
    assert problems.passages[0].lead.endswith("仍有不足。")


def test_problems_that_speak_of_the_same_are_proposed_as_one(facts: YearFacts) -> None:
    first = facts.problems[0]
    alike = [
        replace(first, id=1, title="村级财务票据不规范", outward_text="", category="村级财务"),
        replace(first, id=2, title="党员发展材料不全", outward_text="", category="支部建设"),
        replace(first, id=3, title="村级财务报账不及时", outward_text="", category="村级财务"),
    ]
    (found,) = proposals(alike)
    assert found.problems == (1, 3)
    assert found.because


def test_promises_are_counted_apart_and_told_only_as_a_person_says(facts: YearFacts) -> None:
    made = (
        PledgeFact(
            1, "每季度开展一次村干部廉政谈话，做到全覆盖", "全年谈话4轮，覆盖56人", kept=True
        ),
        PledgeFact(2, "建成镇级廉政教育点", ""),
    )
    draft = draft_of(replace(facts, pledges=made))
    section = next(one for one in draft.sections if one.key == "pledges")
    count, kept, open_ = section.passages
    assert count.text == "上年度报告另外承诺的2项工作，已兑现1项，其余1项继续办理。"
    assert kept.text == "全年谈话4轮，覆盖56人。"
    assert "【待补：建成镇级廉政教育点的落实情况" in open_.text
    assert draft.clause == draft_of(facts).clause


def warned(facts: YearFacts, key: str, text: str, at: datetime = AT) -> set[Sort]:
    """Answer the kinds of warnings when a paragraph was reworded so."""
    drafted = draft_of(facts)
    passage = next(one for one in drafted.passages if one.key == key)
    edit = Edit(text=text, basis=basis_of(passage), by="张晓燕", at=at)
    return {
        one.sort
        for one in warnings_of(lay_over(drafted, Edits({key: edit})), facts)
        if one.key == key
    }


def test_a_figure_that_differs_from_the_ledger_is_told(facts: YearFacts) -> None:
    key = next(
        one.key
        for one in draft_of(facts).passages
        if "4.6万元" in one.text and one.key.startswith("work:")
    )
    text = next(one.text for one in draft_of(facts).passages if one.key == key)
    assert Sort.FIGURE in warned(facts, key, text.replace("4.6万元", "6.4万元"))
    assert Sort.FIGURE not in warned(facts, key, text)


def test_a_count_that_disagrees_and_a_task_closed_meanwhile_are_told(facts: YearFacts) -> None:
    key = next(one.key for one in draft_of(facts).passages if one.key.startswith("work:"))
    early = datetime(2026, 1, 2, 9, 0, tzinfo=UTC)
    found = warned(facts, key, "主要抓好以下三个方面：一是建章立制；二是逐村核对。", early)
    assert {Sort.COUNT, Sort.CLOSED} <= found
    assert Sort.CLOSED not in warned(facts, key, "建章立制。")


def test_words_of_last_years_report_are_told(facts: YearFacts) -> None:
    said = "个别村集体增收主要依靠厂房店铺出租，自办产业项目偏少，收入来源比较单一。"
    before = replace(facts, last_text=said)
    key = next(one.key for one in draft_of(facts).passages if one.key.startswith("problems:"))
    assert Sort.NEAR in warned(before, key, said)
    assert Sort.NEAR not in warned(before, key, "今年新增2个村办项目，租金占比降到五成。")


def test_what_the_outline_asks_for_is_held_against_the_text(facts: YearFacts) -> None:
    outline = read_outline(
        "一、工作成效（20字）\n（一）管好资金资产（要有清退金额、培训期数）\n二、存在问题"
    )
    followed = replace(facts, outline=outline, as_of=date(2026, 12, 15))
    found = warnings_of(lay_over(draft_of(followed), Edits()), followed)
    told = {one.sort: one.sentence for one in found if not one.key}
    assert "提纲要求20字" in told[Sort.LENGTH]
    assert "清退金额" in told[Sort.WANTED]
