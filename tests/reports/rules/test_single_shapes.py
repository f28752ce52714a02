"""Shapes that one sentence decides: openings, denials, reasons and answers inside an item, counted lead-ins, chapters of sheets."""

import pytest

from tests.reports.rules.plain_text import problems, read

BODY = "一、工作情况\n修路3公里。\n二、存在问题\n（一）学习不深。\n三、下一步打算\n（一）加强学习。"


@pytest.mark.parametrize(
    "opening",
    [
        "针对反馈的问题，我镇制定整改措施，现将有关情况报告如下：",
        "现将今年工作情况和明年工作打算汇报如下",
        "针对存在的问题，镇党委逐条研究，明确了整改措施和时限，现将有关情况报告如下。",
        "按照下一步工作要求，现将有关情况报告如下：",
    ],
)
def test_an_opening_paragraph_is_neither_heading_nor_measure(opening: str) -> None:
    found = read(f"青禾镇关于2023年度工作情况的报告\n县委：\n{opening}\n{BODY}")

    assert [one.text for one in found.measures] == ["加强学习。"]
    assert [one.heading for one in found.outline] == ["工作情况", "存在问题", "下一步打算"]


@pytest.mark.parametrize(
    "paper",
    [
        "医保局半年工作总结\n一是监管不松懈。检查机构87家。二是待遇不打折。办结时限压缩至10天。三是服务不缺位。一站式结算。",
        "纪委工作报告\n专项整治有序推进。一是查“责任不落实”。查处21人。二是查“作风不严实”。查处34人。",
        "情况的函\n一、拟申报项目\n（一）破解农村集体土地入市难题改革。\n（二）解决基层“人少事多”问题的编制改革。",
    ],
)
def test_what_is_denied_looked_for_or_to_be_solved_is_no_fault(paper: str) -> None:
    assert problems(paper) == []


def test_a_sentence_of_intent_is_a_measure_and_no_heading() -> None:
    found = read("工作总结\n全年修路3公里。\n下半年，将继续抓好道路养护。")

    assert [one.text for one in found.measures] == ["下半年，将继续抓好道路养护。"]


def test_a_reason_inside_an_item_stays_and_is_its_cause() -> None:
    found = read(
        "二、存在问题\n1.入住率低。主要原因是设施陈旧。群众意见较大。\n2.人手不足。究其原因，主要是待遇偏低。\n3.台账不全。\n三、打算\n1.改造。"
    ).problems

    assert [one.text for one in found] == [
        "入住率低。主要原因是设施陈旧。群众意见较大。",
        "人手不足。究其原因，主要是待遇偏低。",
        "台账不全。",
    ]
    assert [one.causes for one in found] == [
        ("主要原因是设施陈旧。",),
        ("究其原因，主要是待遇偏低。",),
        (),
    ]


def test_the_last_item_keeps_its_answer_where_those_before_it_have_one() -> None:
    found = read(
        "二、存在问题\n1.入住率低。下一步，我局将改造设施。\n2.人手不足。下一步，我局将公开招聘。\n三、打算\n1.加强领导。"
    )

    assert [one.measures for one in found.problems] == [
        ("下一步，我局将改造设施。",),
        ("下一步，我局将公开招聘。",),
    ]
    assert [one.text for one in found.measures] == ["加强领导。"]


def test_a_reason_behind_the_last_item_alone_is_that_of_all() -> None:
    text = "二、存在问题\n一是入住率低。二是人手不足。主要原因是投入不够。\n三、打算\n一是改造。"

    assert problems(text) == ["入住率低。", "人手不足。"]


def test_no_clause_behind_a_counted_lead_in_is_lost() -> None:
    found = read(
        "二、存在的问题\n“回头看”中发现，仍有3个问题整改不彻底：一个是村级债务，又新增4.5万元；一个是公务接待，两批次没有公函；一个是驻村干部，两名队员脱岗。\n三、措施\n挂牌督办。"
    )

    assert [one.text[:8] for one in found.problems] == [
        "一个是村级债务，",
        "一个是公务接待，",
        "一个是驻村干部，",
    ]
    assert found.stated_count == 3


def test_each_chapter_of_a_paper_of_labels_keeps_its_own_measure() -> None:
    found = read(
        "商务局重点工作\n一、消费。完成52亿元。存在问题：客流下滑。下一步打算：办节3场。\n二、外贸。完成3亿元。存在问题：企业少。下一步打算：新增10家。"
    ).problems

    assert [(one.text, one.measures) for one in found] == [
        ("客流下滑。", ("办节3场。",)),
        ("企业少。", ("新增10家。",)),
    ]


def test_measures_told_before_the_faults_are_work_done() -> None:
    found = read(
        "医院工作总结\n一、工作举措\n——开展整治。\n二、主要短板\n——处方不规范。\n三、工作思路\n——点评处方。"
    )

    assert [one.text for one in found.measures] == ["点评处方。"]
    assert found.outline[0].kind == "work"


def test_a_part_ends_what_stands_above_it_and_a_signature_ends_the_plan() -> None:
    found = read(
        "工作报告\n第一部分 党建工作\n一、存在问题\n1.学习不深。\n二、打算\n1.抓学习。\n第二部分 廉政工作\n一、存在问题\n1.监督不严。\n二、打算\n1.抓监督。\n青禾镇人民政府\n2024年7月3日"
    )

    assert [one.text for one in found.problems] == ["学习不深。", "监督不严。"]
    assert [one.text for one in found.measures] == ["抓学习。", "抓监督。"]


def test_a_title_on_its_own_line_goes_with_its_paragraph() -> None:
    text = "二、突出短板\n课程“旧”\n专题三年没有更新。\n师资“弱”\n专职教师只有4人。\n三、打算\n更新课程。"

    assert problems(text) == ["课程“旧”\n专题三年没有更新。", "师资“弱”\n专职教师只有4人。"]


def test_paragraphs_under_an_area_are_problems_of_that_category() -> None:
    found = read(
        "一、查摆的问题\n（一）在带头反对形式主义、官僚主义方面\n文山会海反弹。\n检查考核过多。\n（二）在廉洁自律方面\n对亲友提醒不够。\n二、方向\n少开会。"
    ).problems

    assert [(one.category, one.text) for one in found] == [
        ("在带头反对形式主义、官僚主义方面", "文山会海反弹。"),
        ("在带头反对形式主义、官僚主义方面", "检查考核过多。"),
        ("在廉洁自律方面", "对亲友提醒不够。"),
    ]
