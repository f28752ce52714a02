"""What the papers of strangers taught: announcements, numbers, headings and endings that no own sample had."""

import pytest

from tests.reports.rules.plain_text import problems, read

A = "灭火器压力不足，检查卡空白"
B = "配电箱没有上锁"
C = "疏散通道堆放杂物，出口堵塞"


@pytest.mark.parametrize(
    "lead",
    [
        "通过自查，发现了一些问题，特向总支汇报：",
        "对照检查表，支部认真查摆，梳理出以下问题：",
        "根据检查组反馈，该站存在的问题主要包括以下几个方面：",
        "一年来成绩可喜，但困难和问题依然较多，压力仍然很大。",
        "要巩固成果，形势依然严峻：",
        "检查组走访了十户，群众反映了一些问题，主要是：",
    ],
)
def test_a_list_may_be_announced_in_many_ways(lead: str) -> None:
    assert problems(f"{lead}\n1、{A}。\n2、{B}。") == [f"{A}。", f"{B}。"]


def test_an_announced_list_inside_a_line_outlives_the_demands_behind_it() -> None:
    text = f"他指出，成效明显。当前存在的问题主要表现为：一是{A}；二是{B}。\n他强调，一是要重视；二是要落实。"
    assert problems(text) == [f"{A}；", f"{B}。"]
    assert read(text).measures == ()


def test_typical_cases_of_others_are_no_list_of_ones_own() -> None:
    text = f"市里通报的典型问题有：一是违规收费；二是虚报数据。\n对照检查，梳理出以下问题：\n一是{A}。\n二是{B}。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_the_cases_of_a_rule_are_neither_faults_nor_measures() -> None:
    found = read(
        "第一条 责任单位应当制定整改方案。\n第二条 有下列情形之一的，不得销号：\n（一）整改不到位的；\n（二）材料不齐全的。"
    )
    assert (found.problems, found.measures) == ((), ())


@pytest.mark.parametrize(
    "heading",
    ["二、需要改进的地方", "二、不尽如人意之处", "二、厂区安全隐患", "二、存在的安全隐患"],
)
def test_headings_name_faults_in_other_words(heading: str) -> None:
    assert problems(f"一、工作成效\n整改到位。\n{heading}\n1.{A}。\n2.{B}。") == [
        f"{A}。",
        f"{B}。",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "三、解决的方案和措施",
        "三、破解堵点的思路",
        "三、应对策略",
        "三、相关建议",
        "应对挑战的策略",
    ],
)
def test_headings_name_a_plan_in_other_words(heading: str) -> None:
    found = read(f"二、存在问题\n1.{A}。\n{heading}\n1.配齐器材。\n2.落实巡查。")
    assert [one.text for one in found.measures] == ["配齐器材。", "落实巡查。"]


def test_an_entry_that_sounds_like_a_heading_stays_an_entry() -> None:
    text = f"一、存在的问题\n1、{A}。\n2、个别教师存在上课接打手机的问题。\n3、食堂安全也存在隐患。\n二、原因\n1、重视不够。"
    assert problems(text) == [f"{A}。", "个别教师存在上课接打手机的问题。", "食堂安全也存在隐患。"]


def test_areas_below_a_heading_without_number_keep_their_lists() -> None:
    text = f"存在问题\n一、站容方面\n1.{A}。\n2.{B}。\n二、设施方面\n1.{C}。"
    assert [(one.text, one.category) for one in read(text).problems] == [
        (f"{A}。", "站容方面"),
        (f"{B}。", "站容方面"),
        (f"{C}。", "设施方面"),
    ]


def test_a_paper_that_is_a_list_by_its_title_needs_no_heading() -> None:
    text = (
        f"某站自查问题清单\n一、学习方面（1条）\n1.{A}。\n二、查摆问题方面（2条）\n1.{B}。\n2.{C}。"
    )
    assert problems(text) == [f"{A}。", f"{B}。", f"{C}。"]


def test_areas_without_any_heading_are_read_together() -> None:
    text = f"1、形式主义方面：\n（1）{A}。\n（2）{B}。\n2、官僚主义方面：\n（1）{C}。"
    assert problems(text) == [f"{A}。", f"{B}。", f"{C}。"]


def test_titles_of_a_few_words_join_lists_that_lost_their_heading() -> None:
    text = f"（一）消防工作待夯实。一是{A}。二是{B}。三是{C}。（二）值班值守要着力。一是值班脱岗。三是交接记录缺失。"
    assert problems(text) == [f"{A}。", f"{B}。", f"{C}。", "值班脱岗。", "交接记录缺失。"]


@pytest.mark.parametrize("date", ["二0一七年", "二〇二五年三月", "2025年3月2日"])
def test_a_date_below_a_plan_is_no_measure(date: str) -> None:
    found = read(f"一、存在问题\n1.{A}。\n二、改进措施\n配齐器材，落实巡查。\n{date}")
    assert [one.text for one in found.measures] == ["配齐器材，落实巡查。"]


def test_an_area_with_nothing_below_it_is_read_without_complaint() -> None:
    assert read(f"二、存在问题\n1.{A}。\n2.作风建设方面").outline[0].kind == "problems"


def test_the_third_goes_on_with_first_of_all_and_then() -> None:
    text = f"巡查工作还存在一些问题。\n首先，{A}。\n其次，{B}。\n第三，{C}。"
    assert problems(text) == [f"{A}。", f"{B}。", f"{C}。"]


def test_lines_that_count_without_a_sign_are_numbered() -> None:
    found = read(f"梳理为以下问题：\n1{A}；\n2{B}；\n3{C}。")
    assert [(one.number, one.text) for one in found.problems] == [
        ("1", f"{A}；"),
        ("2", f"{B}；"),
        ("3", f"{C}。"),
    ]


def test_dots_may_end_the_sentences_of_a_whole_paper() -> None:
    text = f"近年来成绩明显.但仍存在一些问题. 一、存在的主要问题: 第一、{A}.无人管理. 第二、{B}.多次提醒无果."
    assert problems(text) == [f"{A}.无人管理.", f"{B}.多次提醒无果."]


@pytest.mark.parametrize(
    "tail", ["综上所述，安全工作任重道远。", "版权声明：本文由用户投稿。", "感谢各位对工作的支持。"]
)
def test_a_last_word_belongs_to_no_entry(tail: str) -> None:
    text = f"存在以下问题：\n1.堆放杂物\n{C}。\n2.巡查流于形式\n{A}。\n{tail}"
    assert problems(text) == [f"堆放杂物\n{C}。", f"巡查流于形式\n{A}。"]


def test_a_second_paper_in_the_file_ends_the_plan_of_the_first() -> None:
    first = f"某镇2025年工作报告\n一、存在问题\n1.{A}。\n二、下步打算\n1.配齐器材。\n"
    second = f"某镇纪委2025年度履行监督责任情况报告\n一、存在问题\n1.{B}。"
    found = read(first + second)
    assert [one.text for one in found.problems] == [f"{A}。", f"{B}。"]
    assert [one.text for one in found.measures] == ["配齐器材。"]


def test_lists_under_one_label_are_problems_of_their_own() -> None:
    text = (
        f"一、学习方面\n1、存在问题：一是{A}。二是{B}。\n2、整改措施：加强学习。\n"
        f"二、作风方面\n1、存在问题：一是{C}。二是办事拖拉。\n2、整改措施：严格考勤。"
    )
    assert [(one.number, one.text, one.measures) for one in read(text).problems] == [
        ("一是", f"{A}。", ("加强学习。",)),
        ("二是", f"{B}。", ("加强学习。",)),
        ("一是", f"{C}。", ("严格考勤。",)),
        ("二是", "办事拖拉。", ("严格考勤。",)),
    ]


def test_praise_and_contrast_before_the_first_clause_belong_to_none() -> None:
    text = f"从此次督查看，环境整体较好，道路较为整洁，但也依然存在一些问题，东街存在乱停、乱放等现象；{B}；{C}。"
    assert problems(text) == ["东街存在乱停、乱放等现象；", f"{B}；", f"{C}。"]


def test_a_year_may_be_written_with_a_nought_among_han_figures() -> None:
    assert read("某镇二0一七年工作总结\n工作有序开展。").year == 2017


def test_what_is_named_in_one_clause_is_told_apart() -> None:
    text = "我作了剖析，目前存在的突出问题有学习不够主动、巡查不够细致、纪律不够严明。"
    assert problems(text) == ["学习不够主动", "巡查不够细致", "纪律不够严明"]


def test_years_may_stand_among_spaces() -> None:
    assert read("南湖社区 2024 年度工作汇报\n工作有序开展。").year == 2024


def test_a_list_inside_one_clause_does_not_swallow_its_neighbours() -> None:
    text = f"检查组指出了存在的主要问题：{A}；后街存在乱扔垃圾、清扫不到位等现象；{B}。"
    assert problems(text) == [f"{A}；", "后街存在乱扔垃圾、清扫不到位等现象；", f"{B}。"]


def test_a_name_with_a_count_is_the_category_of_what_stands_below() -> None:
    text = f"二、存在问题\n（一）城关镇（2个）\n1.{A}。\n2.{B}。\n（二）河口镇（1个）\n1.{C}。"
    assert [(one.text, one.category) for one in read(text).problems] == [
        (f"{A}。", "城关镇（2个）"),
        (f"{B}。", "城关镇（2个）"),
        (f"{C}。", "河口镇（1个）"),
    ]


def test_a_sentence_below_a_title_is_no_heading() -> None:
    text = "二、存在问题\n1.站台\n存在广告牌松动等问题。\n2.站房\n存在未公示电话的问题。"
    assert problems(text) == ["站台\n存在广告牌松动等问题。", "站房\n存在未公示电话的问题。"]


def test_a_promise_to_mend_names_nothing_to_be_done() -> None:
    lead = f"二、存在问题\n1.{A}。\n2.{B}。\n对此，我们将"
    assert read(f"{lead}高度重视，认真整改。").measures == ()
    [measure] = read(f"{lead}配齐器材，落实巡查。").measures
    assert measure.text == "对此，我们将配齐器材，落实巡查。"


@pytest.mark.parametrize("told", ["三台闸机常常自行打开。", "两名老人至今还住在阁楼里。"])
def test_below_a_heading_of_faults_unknown_words_tell_one(told: str) -> None:
    assert problems(
        f"一、工作成效\n整改到位。\n二、存在问题\n{told}\n三、下步打算\n加强巡查。"
    ) == [told]


@pytest.mark.parametrize("told", ["暂无。", "经自查，未发现问题。", "详见附件台账各栏。"])
def test_a_heading_of_faults_may_stand_above_nothing(told: str) -> None:
    assert (
        problems(f"一、工作成效\n整改到位。\n二、存在问题\n{told}\n三、下步打算\n加强巡查。") == []
    )
