"""The draft: compared with texts a person wrote down, and with the twelve rules of wording."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from tests.factories.yearend import AS_OF, VILLAGES
from tests.yearend.strategies import quick, years
from tests.yearend.texts import text_of
from tracker.documents.rules.paper import GAP
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.draft import Draft, Passage
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.standing import FINISHED, results_of
from tracker.yearend.rules.statistics import figures_of
from tracker.yearend.rules.wording import words

EXPECTED = Path(__file__).parent / "expected"


def section(draft: Draft, key: str) -> tuple[Passage, ...]:
    """Answer the paragraphs of a section; none when the draft has no such section."""
    return next((one.passages for one in draft.sections if one.key == key), ())


@pytest.mark.parametrize("length", Length)
def test_the_town_reads_as_it_should(facts: YearFacts, length: Length) -> None:
    expected = (EXPECTED / f"town_{length.value}.txt").read_text(encoding="utf-8")
    assert text_of(draft_of(facts, length)) == expected


def test_a_year_without_problems_says_so_and_invents_nothing() -> None:
    empty = YearFacts("青禾镇", "qinghe", 2026, AS_OF, ())
    expected = (EXPECTED / "empty.txt").read_text(encoding="utf-8")
    assert text_of(draft_of(empty)) == expected


def test_inward_wording_never_reaches_a_draft(facts: YearFacts) -> None:
    text = text_of(draft_of(facts))
    assert VILLAGES not in text
    assert "东岭村" not in text
    assert "西坪村" not in text


@quick
@given(years)
def test_every_task_of_the_year_is_told_or_left_out_for_a_reason(facts: YearFacts) -> None:
    for length in Length:
        draft = draft_of(facts, length)
        left_out = {one.task_id for one in draft.not_used}
        assert draft.told | left_out == {one.id for one in facts.tasks}
        assert not draft.told & left_out
        assert all(one.reason for one in draft.not_used)


@quick
@given(years)
def test_every_open_problem_is_among_the_remaining_ones(facts: YearFacts) -> None:
    results = results_of(facts)
    draft = draft_of(facts)
    remaining = {task for one in section(draft, "problems") for task in one.tasks}
    planned = {task for one in section(draft, "plan") for task in one.tasks}
    for task in facts.tasks:
        if task.state is not State.JOINED and results[task.id] not in FINISHED:
            ended = task.state is State.ENDED
            assert ended or task.id in remaining & planned


@quick
@given(years)
def test_an_open_item_is_never_written_as_done(facts: YearFacts) -> None:
    draft = draft_of(facts)
    for one in (*section(draft, "problems"), *section(draft, "plan")):
        assert not any(claim in one.text for claim in words.CLAIMS), one.text
    achieved = {task for one in section(draft, "work") for task in one.tasks}
    results = results_of(facts)
    assert all(results[task] in FINISHED for task in achieved)


@quick
@given(years)
def test_words_of_effect_come_from_a_person_and_absolutes_from_nobody(facts: YearFacts) -> None:
    outcomes = {one.id: one.outcome for one in facts.tasks}
    for passage in draft_of(facts).passages:
        for sentence in passage.sentences:
            said = "".join(outcomes[task] for task in sentence.tasks)
            assert all(word in said for word in words.EFFECTS if word in sentence.text)
            assert not any(word in sentence.text for word in words.NEVER)


@quick
@given(years)
def test_no_three_achievements_in_a_row_begin_alike(facts: YearFacts) -> None:
    told = section(draft_of(replace(facts, headings=())), "work")
    beginnings = [one.text[:2] for one in told]
    for three in zip(beginnings, beginnings[1:], beginnings[2:], strict=False):
        if all(one in {"围绕", "由组", "由副"} for one in three):
            assert len(set(three)) > 1


@quick
@given(years)
def test_the_numbers_of_the_sentences_are_those_of_the_tables(facts: YearFacts) -> None:
    brought = figures_of(facts).brought.problems
    text = draft_of(facts).clause.text
    if brought.total == 0:
        assert text == ""
        return
    assert f"的{brought.total}个问题" in text
    rate = re.search(r"整改完成率([\d.]+%|—)", text)
    if rate:
        assert brought.total >= 5
        assert rate[1] == brought.rate(sustained_counts=facts.sustained_counts)


@quick
@given(years)
def test_no_sentence_has_a_hole_or_a_doubled_stop(facts: YearFacts) -> None:
    for passage in draft_of(facts).passages:
        text = GAP.sub("", f"{passage.lead}{passage.text}")
        assert not re.search(r"[，。；、]{2,}|[，；、]$|\{|\}|None", GAP.sub("缺", passage.text)), (
            text
        )


@quick
@given(years)
def test_the_same_facts_always_give_the_same_words(facts: YearFacts) -> None:
    assert text_of(draft_of(facts)) == text_of(draft_of(facts))


def test_gaps_are_counted_as_they_stand_in_the_text(facts: YearFacts) -> None:
    draft = draft_of(facts)
    whole = draft.title + draft.addressee + "".join(one.lead + one.text for one in draft.passages)
    assert draft.gaps == len(GAP.findall(whole)) > 0


def test_a_carried_over_problem_without_news_leaves_a_gap_not_a_synonym(facts: YearFacts) -> None:
    (passage,) = (one for one in section(draft_of(facts), "problems") if "闲置" in one.lead)
    assert passage.lead == "闲置资产盘活进展缓慢。"
    assert "【待补：今年新情况，财政所提供】" in passage.text


@pytest.mark.parametrize(
    ("source", "verb"),
    [
        (Source.INSPECTION, "巡察反馈"),
        (Source.AUDIT, "审计指出"),
        (Source.DEMOCRATIC_LIFE, "民主生活会查摆"),
        (Source.DEBRIEFING, "述职评议点评"),
        (Source.SUPERVISION, "督查通报"),
        (Source.PETITION, "信访反映"),
    ],
)
def test_each_source_has_its_verb(source: Source, verb: str) -> None:
    text = "公示不及时。4个村未按月公示。"
    told = section(draft_of(year_with(source=source, text=text)), "problems")[0]
    assert told.text.startswith(f"{verb}，4个村未按月公示。")
    assert source.verb in verb


def test_many_open_problems_of_one_category_are_told_together() -> None:
    one = year_with().problems[0]
    many = tuple(
        replace(
            one,
            id=number,
            category="支部建设" if number < 4 else "",
            tasks=(replace(one.tasks[0], id=number, number=f"2025-{number:03d}"),),
        )
        for number in range(1, 8)
    )
    few = replace(year_with(), problems=many[:6])
    assert len(section(draft_of(few), "problems")) == 6
    told = section(draft_of(replace(few, problems=many)), "problems")
    assert told[0].lead == "支部建设方面仍有不足。"
    assert told[0].tasks == (1, 2, 3)
    assert len(told) == 5


def test_the_few_problems_of_a_small_list_are_told_without_a_share(facts: YearFacts) -> None:
    few = replace(facts, problems=facts.problems[:4])
    assert "%" not in draft_of(few).clause.text


def test_all_done_and_all_but_one_are_told_in_short() -> None:
    closed = TaskFact(1, "2025-001", "账目不全", State.CLOSED, finished_on=AS_OF)
    problem = ProblemFact(
        1, Origin.LAST_YEAR, Source.SELF_CHECK, "账目不全", "账目不全。", (closed,)
    )
    done = YearFacts("青禾镇", "qinghe", 2026, AS_OF, (problem,) * 2)
    assert draft_of(done).clause.text == "上年度主体责任报告查摆的2个问题已全部销号。"
    left = replace(
        problem, id=2, tasks=(replace(closed, id=2, number="2025-002", state=State.ACTIVE),)
    )
    one_left = replace(done, problems=(problem, left))
    assert draft_of(one_left).clause.text == (
        "上年度主体责任报告查摆的2个问题，除1个转入下年度继续整改外，其余均已销号。"
    )


def test_nobody_praises_by_program(facts: YearFacts) -> None:
    text = text_of(draft_of(facts))
    assert "【此处按本年度最新提法填写】" in text
    assert not re.search("思想为指导|坚强领导|两个确立|高度重视|取得实效", text)


def year_with(source: Source = Source.INSPECTION, text: str = "账目不全。") -> YearFacts:
    """Answer a year with one open problem."""
    task = TaskFact(1, "2025-001", "账目不全", State.ACTIVE)
    title = text.split("。", maxsplit=1)[0]
    problem = ProblemFact(1, Origin.NEW, source, title, text, (task,))
    return YearFacts("青禾镇", "qinghe", 2026, AS_OF, (problem,))


@quick
@given(years)
def test_every_paragraph_has_one_key_which_does_not_hang_on_the_order_of_problems(
    facts: YearFacts,
) -> None:
    for length in Length:
        keys = [one.key for one in draft_of(facts, length).passages]
        assert all(keys)
        assert len(set(keys)) == len(keys)
        turned = replace(facts, problems=tuple(reversed(facts.problems)))
        assert sorted(one.key for one in draft_of(turned, length).passages) == sorted(keys)
