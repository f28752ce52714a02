"""What is heard when a draft is read aloud: the verb that fits, the figure in its place, no shape three times over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.factories.yearend import AS_OF
from tests.yearend.drafts import plan_of, problem, progress, task, told, year
from tracker.tasks.rules.kinds import FigureKind
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import MeasureFact
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.facts import FigureFact, ProgressFact
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.wording.achievements import MOST_WORK


def test_a_figure_that_a_deed_names_is_said_in_it_and_not_behind_it() -> None:
    taught = progress("对14个村报账员集中实训，修订报账审批、印章使用制度，每季度开展一次检查")
    figures = (
        FigureFact(FigureKind.TRAININGS, Decimal(2)),
        FigureFact(FigureKind.RULES, Decimal(2)),
        FigureFact(FigureKind.CHECKS, Decimal(6)),
    )
    closed = replace(
        task(1, State.CLOSED), progress=(replace(taught[0], figures=figures),), outcome="账实一致"
    )
    text = told(year(problem(1, "账目不全", closed)), "work")[0].text
    assert "对14个村报账员集中实训2期，修订报账审批、印章使用2项制度" in text
    assert "每季度开展一次检查，开展检查6次" in text  # how often and how many are two facts
    assert "组织培训" not in text
    assert "制定完善" not in text


def test_figures_of_the_way_are_not_told_beside_the_result_that_overtook_them() -> None:
    closed = replace(
        task(1, State.CLOSED),
        progress=progress("修订预案14个，组织演练19场，27件事项办结21件"),
        outcome="组织演练30场，物资账实相符",
    )
    text = told(year(problem(1, "应急准备不足", closed)), "work")[0].text
    assert "修订预案14个" in text
    assert "19场" not in text
    assert "21件" not in text


@pytest.mark.parametrize(
    ("title", "verb", "topic"),
    [
        ("村务监督委员会作用发挥不充分", "发挥", "村务监督委员会作用"),
        ("集体资产资源底数不清", "摸清", "集体资产资源底数"),
        ("便民服务窗口办事效率不高", "提升", "便民服务窗口办事效率"),
        ("廉政教育针对性不强", "增强", "廉政教育针对性"),
        ("惠民资金公示环节存在脱节", "规范", "惠民资金公示"),
    ],
)
def test_the_title_of_a_step_takes_the_verb_of_its_last_word(
    title: str, verb: str, topic: str
) -> None:
    for number in range(1, 4):
        assert f"{verb}{topic}" in plan_of(task(number), title).lead


def test_the_reason_stands_within_the_sentence_about_the_missed_deadline() -> None:
    late = replace(task(2), due_on=date(2026, 10, 31))
    asked, known = (
        told(year(problem(1, "账目不全", one)), "problems")[0].text
        for one in (
            late,
            replace(late, progress=(ProgressFact(AS_OF, "已核对6个村", "因票据不齐"),)),
        )
    )
    assert "因【待补：未按期完成的原因，责任单位提供】，" in asked
    assert "因票据不齐，" in known
    assert "主要原因" not in known


def test_open_tasks_do_not_all_tell_their_reason_alike() -> None:
    held_up = [
        replace(task(number), progress=(ProgressFact(AS_OF, "已核对6个村", "票据不齐"),))
        for number in (1, 2, 3)
    ]
    passages = told(year(*(problem(one.id, "账目不全", one) for one in held_up)), "problems")
    assert len({one.sentences[-1].text for one in passages}) == len(held_up)


def test_a_town_does_not_name_itself_as_the_office_in_charge() -> None:
    closed = replace(
        task(2, State.CLOSED),
        leader_post="副镇长",
        lead_unit="青禾镇",
        measures=(MeasureFact("逐村核对票据"),),
        outcome="账实一致",
    )
    still = replace(task(1), leader_post="副镇长", lead_unit="青禾镇", helping="农经站")
    facts = year(problem(1, "账目不全", still), problem(2, "票据不齐", closed))
    assert "青禾镇" not in told(facts, "work")[0].text
    assert "由副镇长牵头，会同农经站，" in told(facts, "plan")[0].text


def test_themes_that_stand_alike_are_told_together() -> None:
    closed = [task(number, State.CLOSED) for number in (1, 2, 3)]
    names = ("支部建设", "财务管理", "人居环境")
    facts = year(
        *(
            problem(n, "账目不全", one, category=name)
            for n, (one, name) in enumerate(zip(closed, names, strict=True), 1)
        ),
        problem(4, "账目不全", task(4), category="集体经济"),
    )
    text = draft_of(facts).paragraph.text
    assert "支部建设、财务管理、人居环境三个方面3个问题，均已销号。" in text
    assert "集体经济方面1个问题，正在推进。" in text


def test_a_year_of_lasting_work_is_told_without_a_rate_of_nothing() -> None:
    lasting = [task(number, State.SUSTAINED) for number in range(1, 7)]
    text = told(year(*(problem(one.id, "账目不全", one) for one in lasting)), "last_year")[0].text
    assert "完成率" not in text
    assert "6项任务全部转入长期坚持。" in text


def test_a_year_without_anything_open_asks_for_the_new_problems() -> None:
    closed = task(1, State.CLOSED)
    (passage,) = told(year(problem(1, "账目不全", closed)), "problems")
    assert passage.text == (
        "列入台账的1个问题已办结，没有转入下年度的未办结事项。【待补：今年新查摆的问题】"
    )


def test_a_county_tells_the_work_with_the_most_to_show_and_names_the_rest() -> None:
    plain = [task(number, State.CLOSED) for number in range(1, MOST_WORK + 3)]
    shown = replace(plain[-1], outcome="查出的11笔支出已全部补正")
    facts = year(*(problem(one.id, "账目不全", one) for one in (*plain[:-1], shown)))
    draft = draft_of(facts, Length.CLAUSE)
    work = next(one for one in draft.sections if one.key == "work")
    assert sum(one.key.startswith("work:") for one in work.passages) == MOST_WORK
    assert "11笔支出" in work.passages[MOST_WORK - 1].text
    assert any(f"只写内容最实的{MOST_WORK}项" in one for one in draft.warnings)
