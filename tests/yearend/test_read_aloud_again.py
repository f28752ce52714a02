"""What further towns and years sounded like read aloud: who speaks, what is counted where, nothing said of one as of many."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.factories.yearend import AS_OF
from tests.yearend.drafts import plan_of, problem, progress, task, told, year
from tracker.tasks.rules.kinds import FigureKind, FigureSort
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import MeasureFact
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.facts import FigureFact, Indicator, ProgressFact, TaskFact
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.wording.clauses import as_news, as_reason
from tracker.yearend.rules.wording.phrases import sum_phrases
from tracker.yearend.rules.wording.speaker import party_committee


def closed(number: int, deed: str, post: str, unit: str, outcome: str) -> TaskFact:
    """Answer a closed task with one report of progress, and who led it."""
    bare = task(number, State.CLOSED)
    led = replace(bare, leader_post=post, lead_unit=unit)
    return replace(led, progress=progress(deed), outcome=outcome)


def test_no_two_achievements_in_a_row_name_who_led_them() -> None:
    led = [closed(n, f"办成第{n}件实事", f"第{n}副局长", f"第{n}股", "有着落") for n in range(1, 9)]
    texts = [
        one.text for one in told(year(*(problem(one.id, "账目不全", one) for one in led)), "work")
    ]
    named = ["牵头" in one for one in texts]
    assert any(named)
    assert not any(one and after for one, after in pairwise(named))


def test_a_deed_that_names_its_own_subject_is_given_no_other() -> None:
    led = closed(1, "固定党日已开展5次", "副书记", "党建办", "到会率提高")
    (passage,) = told(year(problem(1, "党员管理不严", led)), "work")
    assert passage.text.startswith("固定党日已开展5次")


def test_people_taught_stand_with_their_training() -> None:
    figures = (
        FigureFact(FigureKind.TRAININGS, Decimal(3)),
        FigureFact(FigureKind.TRAINEES, Decimal(118)),
    )
    taught = replace(progress("组织执法资格考前培训，全员参加考试")[0], figures=figures)
    one = replace(task(1, State.CLOSED), progress=(taught,), outcome="全员持证")
    text = told(year(problem(1, "持证率低", one)), "work")[0].text
    assert "组织执法资格考前培训3期、参训118人次，全员参加考试" in text
    assert sum_phrases(figures[1:]) == ["培训118人次"]


@pytest.mark.parametrize(
    ("amounts", "phrases"),
    [
        (("8", "8", "8"), ["涉及资金8万元", "已全部处理"]),
        (("8", "6", "6"), ["涉及资金8万元", "应纠正资金6万元", "已全部处理"]),
        (("8", "6", "5"), ["涉及资金8万元", "应纠正资金6万元", "已处理5万元"]),
    ],
)
def test_money_is_told_once_and_as_a_whole_only_where_it_is(
    amounts: tuple[str, str, str], phrases: list[str]
) -> None:
    kinds = (FigureKind.MONEY_INVOLVED, FigureKind.MONEY_OWED, FigureKind.MONEY)
    figures = [FigureFact(kind, Decimal(n)) for kind, n in zip(kinds, amounts, strict=True)]
    assert sum_phrases(figures) == phrases


def test_a_rule_that_a_sentence_names_is_not_drawn_up_a_second_time() -> None:
    rules = FigureFact(FigureKind.RULES, Decimal(1), "局党组议事规则", FigureSort.REVISED)
    assert sum_phrases([rules], "议事规则已修订印发") == []
    assert sum_phrases([rules], "补录会议记录23份") == ["修订局党组议事规则"]


def test_what_stands_now_is_not_told_as_something_of_the_year() -> None:
    assert as_news("内控手册初稿已完成，正在征求意见").startswith("目前内控手册")
    assert as_news("一季度公开已完成").startswith("一季度")
    assert as_news("清查了7个村的合同").startswith("年内清查")


def test_sums_go_before_what_is_not_done_yet() -> None:
    checks = (FigureFact(FigureKind.CHECKS, Decimal(12)),)
    texts = [
        told(year(problem(1, "账目不全", replace(task(1), progress=(news,)))), "problems")[0].text
        for news in (
            ProgressFact(AS_OF, "化解4件，还有6件未化解", figures=checks),
            ProgressFact(AS_OF, "三季度已公开，2个村还没张贴", figures=checks),
        )
    ]
    assert texts[0].startswith("年内开展检查12次，化解4件，还有6件未化解。")
    assert texts[1].startswith("年内开展检查12次。三季度已公开，2个村还没张贴。")


def test_short_parts_of_a_reason_stand_close_and_long_ones_keep_their_comma() -> None:
    assert as_reason("年中换人，交接不到位") == "年中换人、交接不到位"
    assert "，" in as_reason("发放在财政所、公示在村里，信息不能互通")


def test_why_a_problem_came_again_is_not_asked_where_its_task_tells() -> None:
    still = replace(problem(1, "账目不全", task(1)), repeats_year=2024)
    known = replace(task(1), progress=(ProgressFact(AS_OF, "已核对6个村", "票据不齐"),))
    asked, answered = (
        told(year(one), "problems")[0].text for one in (still, replace(still, tasks=(known,)))
    )
    assert "至今没有解决，【待补：至今没有解决的原因】。" in asked
    assert "至今没有解决。" in answered


def test_what_is_all_alike_is_said_in_short_and_of_one_not_as_of_many() -> None:
    done = [
        replace(task(n, State.CLOSED), due_on=AS_OF, finished_on=date(2026, 6, 1), leader="王立新")
        for n in range(1, 7)
    ]
    facts = year(*(problem(one.id, "账目不全", one) for one in done))
    lead = told(facts, "last_year")[0].text
    assert "6个问题均已销号，整改完成率100%；6项任务全部销号，均按期完成。" in lead
    assert "班子成员" not in lead
    (alone,) = told(year(problem(1, "账目不全", done[0])), "last_year", Length.PARAGRAPH)
    assert "1个问题已销号；1项任务已销号（按期完成）。" in alone.text
    assert "均" not in alone.text


def test_a_rate_that_a_pencil_would_not_find_says_how_it_is_counted() -> None:
    tasks = [*(task(n, State.CLOSED) for n in range(1, 5)), task(5), task(6, State.ENDED)]
    draft = draft_of(year(*(problem(one.id, "账目不全", one) for one in tasks)))
    assert "整改完成率80%（经批准终止的不计入总数）" in draft.clause.text
    assert "整改完成率80%（经批准终止的不计入总数）" in draft.paragraph.text


def test_a_year_with_nothing_left_asks_what_comes_next() -> None:
    (plan,) = told(year(problem(1, "账目不全", task(1, State.CLOSED))), "plan")
    assert plan.text == "【待补：针对新查摆问题的下一步措施】。"


def test_several_tasks_of_a_problem_share_their_labels() -> None:
    measures = (MeasureFact("逐村核对票据"),)
    done = replace(task(1, State.CLOSED), measures=measures, outcome="账实一致")
    still = replace(task(2), measures=(MeasureFact("补登资产卡片"),), progress=progress("登记3处"))
    alike = replace(still, id=3, number="2025-003")
    *_, item = told(year(problem(1, "账目不全", done, still, alike)), "last_year")
    assert item.text == (
        "整改措施：逐村核对票据；补登资产卡片。整改成效：账实一致。整改进展：登记3处。整改状态：正在推进。"
    )
    assert [one.tasks for one in item.sentences][:2] == [(1,), (2, 3)]


@pytest.mark.parametrize(
    ("start", "wanted", "reached"),
    [("3215.6", "0", "欠款清零"), ("9", "3", "欠款降到3户以内"), ("1", "3", "欠款达到3户")],
)
def test_an_indicator_is_reached_downwards_as_well_as_upwards(
    start: str, wanted: str, reached: str
) -> None:
    measured = replace(task(3), indicator=Indicator("欠款", "户", Decimal(start), Decimal(wanted)))
    assert f"以{reached}作为销号标准。" in plan_of(measured).text


def test_an_office_that_is_no_town_speaks_of_itself() -> None:
    assert party_committee("县自然资源局") == "我局"
    assert party_committee("城关街道办事处") == "党工委"
    assert party_committee("机关事务科") == "机关事务科"


def test_of_many_problems_of_one_kind_six_are_told_and_the_rest_named_and_kept() -> None:
    open_ones = [task(n) for n in range(1, 11)]
    open_ones[8] = replace(open_ones[8], progress=progress("已核对6个村"))
    facts = year(
        *(problem(one.id, f"第{one.id}本账目不全", one, category="财务管理") for one in open_ones)
    )
    (passage,), (plan,) = told(facts, "problems"), told(facts, "plan")
    assert passage.text.startswith("一是第9本账目不全。目前已核对6个村。")
    assert passage.text.endswith(
        "此外，“第6本账目不全”“第7本账目不全”“第8本账目不全”等4个问题尚未办结，逐项情况见整改台账。"
    )
    assert plan.text.endswith("其余4项任务按整改台账明确的措施和时限推进。")
    warned = "“财务管理方面”有10个问题，正文详写6个，其余只点题"
    assert any(one.startswith(warned) for one in draft_of(facts).warnings)
    every = {one.id for one in open_ones}
    assert set(passage.tasks) == set(plan.tasks) == every


def test_a_great_many_problems_without_a_category_make_one_paragraph() -> None:
    facts = year(*(problem(n, f"第{n}本账目不全", task(n)) for n in range(1, 41)))
    assert len(told(facts, "problems")) == len(told(facts, "plan")) == 1
    few = replace(facts, problems=facts.problems[:30])
    assert len(told(few, "problems")) == len(few.problems)


def test_problems_of_one_paragraph_miss_their_days_in_different_words() -> None:
    late = [replace(task(n), due_on=date(2026, 10, 31)) for n in (3, 6, 9)]
    found = [problem(one.id, f"第{one.id}本账目不全", one, category="财务管理") for one in late]
    facts = replace(year(*found), together=((3, 6, 9),))
    (passage,), (plan,) = told(facts, "problems"), told(facts, "plan")
    missed = [one.text for one in passage.sentences if "10月31日" in one.text]
    assert len(set(missed)) == len(late)
    ends = [one.text[-12:] for one in plan.sentences]
    assert len(set(ends)) == len(late)
