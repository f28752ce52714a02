"""What a county office would strike out of a draft: each case with what stands there instead."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest

from tests.factories.yearend import AS_OF
from tests.yearend.drafts import plan_of, problem, progress, task, told, year
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import MeasureFact
from tracker.yearend.render.word import MOST_ROWS, report_as_word
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.facts import (
    FigureFact,
    ProgressFact,
)
from tracker.yearend.rules.ledger import ledger_of
from tracker.yearend.rules.wording.clauses import not_past, without_heading, without_repeats
from tracker.yearend.rules.year import report_on

NEXT_YEAR = date(2027, 3, 31)


def test_a_title_without_a_topic_of_its_own_speaks_of_the_rectification() -> None:
    assert plan_of(task(1), "增收主靠租金").lead == "继续推进“增收主靠租金”问题的整改。"


@pytest.mark.parametrize(
    ("title", "verbs"),
    [
        ("村级财务管理不规范", ("进一步规范", "持续规范")),
        ("干部应急处突本领不够强", ("着力提升", "持续提升")),
        ("“一岗双责”压得不实", ("切实落实", "持续落实")),
        ("森林防火责任压得不实", ("持续压实", "层层压实")),
        ("督促检查抓得不够经常", ("持续抓好", "着力抓好", "抓紧抓实")),
    ],
)
def test_the_verb_of_a_title_fits_its_topic(title: str, verbs: tuple[str, ...]) -> None:
    for number in range(1, 5):
        assert plan_of(task(number), title).lead.startswith(verbs)


def test_a_title_is_chosen_by_its_task_and_not_by_what_stands_before_it() -> None:
    later = problem(2, "集体增收路子不宽", task(2))
    alone = told(year(later), "plan")[0]
    assert told(year(problem(1, "闲置资产盘活缓慢", task(1)), later), "plan")[1] == alone


def test_a_deadline_within_the_year_is_past_when_the_report_is_read() -> None:
    late, ahead = (replace(task(1), due_on=one) for one in (date(2026, 12, 28), NEXT_YEAR))
    owed = (MeasureFact("逐村核对票据"),)
    assert "【待补：新的完成时限】前完成" in plan_of(replace(late, measures=owed)).text
    assert "【待补：下一步措施和完成时限，责任单位提供】" in plan_of(late).text
    assert "2027年3月底前，【待补：下一步措施，责任单位提供】" in plan_of(ahead).text


def test_a_measure_of_last_years_plan_comes_without_its_past_days() -> None:
    measure = MeasureFact("做强产业。逐村制定方案，冷库项目上半年开工，每半年核对一次。")
    text = plan_of(replace(task(1), measures=(measure,))).text
    assert text.startswith("逐村制定方案，每半年核对一次，")
    dated = replace(task(1), measures=(MeasureFact("冷库项目上半年开工"),), handler_post="所长")
    assert "【待补：下一步措施和完成时限，所长提供】" in plan_of(dated).text


def test_only_a_day_after_the_year_lies_ahead() -> None:
    assert not_past("2027年4月底办结手续，2026年9月开工", AS_OF) == "2027年4月底办结手续"
    assert not_past("按月核对，5月公示", AS_OF) == "按月核对"


def test_a_paper_of_june_keeps_what_the_second_half_of_the_year_is_for() -> None:
    june = date(2026, 6, 30)
    plan = "上半年开工，一季度摸底，9月底前验收，下半年投用，2026年建成"
    assert not_past(plan, june) == "9月底前验收，下半年投用，2026年建成"


def test_two_tasks_of_one_step_are_numbered_as_the_problems_are() -> None:
    both = problem(1, "村级财务管理不规范", task(1), task(2))
    first, second = told(year(both), "plan")[0].sentences
    assert (first.text[:2], second.text[:2]) == ("一是", "二是")


def test_the_years_progress_is_joined_in_its_order() -> None:
    moving = replace(
        task(1), progress=progress("1个村烘干房建成", "正在选址", "另外2个村用地尚在报批")
    )
    (passage,) = told(year(problem(1, "集体增收路子不宽", moving)), "problems")
    assert "1个村烘干房建成；另外2个村用地尚在报批" in passage.text
    assert "正在选址" not in passage.text


def test_news_that_stand_alone_lean_on_nothing() -> None:
    moving = replace(task(1), progress=progress("另外2个村用地尚在报批"))
    (passage,) = told(year(problem(1, "集体增收路子不宽", moving)), "problems")
    assert passage.text.startswith("目前2个村用地尚在报批")
    again = replace(
        task(1),
        round=2,
        finished_before_on=date(2026, 1, 20),
        progress=progress("分片到人", "其余4个村重新清理"),
    )
    (passage,) = told(year(problem(1, "河道管护时紧时松", again)), "problems")
    assert "年内4个村重新清理" in passage.text
    assert "分片到人" not in passage.text


def test_what_waits_for_approval_asks_for_what_is_left() -> None:
    waiting = replace(task(1, State.LEADER_REVIEW), progress=progress("已谈话52人次"))
    (passage,) = told(year(problem(1, "一岗双责落实不够", waiting)), "problems")
    assert "审核" not in passage.text
    assert "【待补：尚未解决的具体情况；年前销号则删去本条，责任单位提供】" in passage.text


def test_lasting_work_is_not_called_completed_unless_the_rule_counts_it() -> None:
    lasting = replace(
        task(1, State.SUSTAINED), original_due_on=AS_OF, due_on=AS_OF, finished_on=AS_OF
    )
    facts = year(problem(1, "流动党员管理不严", lasting))
    assert "1项任务已转入长期坚持（按期达到目标）" in told(facts, "last_year")[0].text
    counted = replace(facts, sustained_counts=True)
    assert "1项任务已转入长期坚持（按期完成）" in told(counted, "last_year")[0].text


def test_an_achievement_names_its_topic_and_says_each_clause_once() -> None:
    lasting = replace(
        task(4, State.SUSTAINED),
        measures=(MeasureFact("管好党员。逐人联系流动党员，每季度回访一次"),),
        outcome="31名党员全部落实联系支委，每季度回访一次",
        assigned_on=date(2026, 1, 5),
        finished_on=date(2026, 7, 5),
    )
    (passage,) = told(year(problem(1, "流动党员管理不严", lasting)), "work")
    assert passage.text.startswith("逐人联系流动党员，每季度回访一次。31名党员全部落实联系支委。")


def test_progress_does_not_repeat_the_measure_before_it() -> None:
    moving = replace(
        task(1),
        measures=(MeasureFact("列出谈话清单，按季核对"),),
        progress=progress("列出谈话清单，已谈话52人次"),
    )
    (item,) = draft_of(year(problem(1, "谈话提醒偏少", moving))).items
    assert "整改进展：已谈话52人次。" in item.text


def test_no_opening_is_said_twice() -> None:
    closed = replace(
        task(1, State.CLOSED),
        leader_post="副镇长",
        lead_unit="财政所",
        measures=(MeasureFact("逐村核对票据"),),
        outcome="账实一致",
    )
    many = [problem(n, "账目不全", replace(closed, id=n)) for n in range(1, 4)]
    texts = [one.text for one in told(year(*many), "work")]
    assert sum(one.startswith("由副镇长牵头，") for one in texts) == 1


def test_a_short_title_before_a_measure_falls_away() -> None:
    assert without_heading("管好流动党员。逐人联系") == "逐人联系"
    assert without_heading("逐人联系。") == "逐人联系。"
    assert without_repeats("账实一致", "账实一致") == "账实一致"


def test_one_paragraph_names_four_themes_at_the_most() -> None:
    names = ("支部建设", "财务管理", "集体经济", "人居环境", "理论学习", "人居环境")
    facts = year(
        *(problem(n, "账目不全", task(n), category=name) for n, name in enumerate(names, 1))
    )
    text = draft_of(facts).paragraph.text
    assert "主要集中在支部建设、财务管理、集体经济、人居环境等方面。" in text
    assert "6个问题均在推进。" in text
    assert "理论学习" not in text


def test_rules_are_drawn_up_or_amended() -> None:
    figure = FigureFact(FigureKind.RULES, Decimal(3))
    report = ProgressFact(date(2026, 5, 5), "逐村核对", figures=(figure,))
    facts = year(problem(1, "账目不全", replace(task(1), progress=(report,))))
    assert "制定完善制度3项" in told(facts, "last_year")[0].text


def test_the_annex_says_what_took_a_task_over_and_why_one_was_ended() -> None:
    joined = replace(task(1, State.JOINED), joined_to="2025-002")
    ended = replace(task(3, State.ENDED), basis="党委会研究")
    rows = ledger_of(year(problem(1, "账目不全", joined, task(2), ended)))
    shown = [one.state_and_why for one in rows]
    assert shown == ["已并入（2025-002）", "整改中", "已终止（党委会研究）"]
    basis = "党委会研究：该村并入社区统一规划"
    [row] = ledger_of(year(problem(1, "账目不全", replace(ended, basis=basis))))
    assert (row.state_and_why, row.progress_and_why) == ("已终止", f"终止依据：{basis}")


def test_a_title_is_one_judgement_and_the_rest_of_its_sentence_follows() -> None:
    outward = "部分村集体增收还主要靠租金，自办产业项目少，收入不稳。"
    one = replace(problem(1, "集体增收后劲不足", task(1)), outward_text=outward)
    [passage] = told(year(one), "problems")
    assert passage.lead == "部分村集体增收还主要靠租金。"
    assert passage.text.startswith("自办产业项目少，收入不稳。")


def test_what_was_never_closed_did_not_come_back_but_is_still_there() -> None:
    one = replace(problem(1, "集体增收后劲不足", task(1)), repeats_year=2024)
    [passage] = told(year(one), "problems")
    assert "至今没有解决" in passage.text
    assert "有所反复" not in passage.text


def test_a_ledger_too_long_for_word_is_referred_to_the_workbook() -> None:
    report = report_on(year(problem(1, "账目不全", task(1))))
    long = replace(report, ledger=report.ledger * (MOST_ROWS + 1))
    few, many = (
        docx.Document(io.BytesIO(report_as_word(one, signed_on=AS_OF))) for one in (report, long)
    )
    told = f"台账共{MOST_ROWS + 1}行，见随附的Excel台账。"
    assert told in [one.text for one in many.paragraphs]
    assert len(many.tables) == len(few.tables) - 1
