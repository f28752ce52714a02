"""People who speak freely, ask others for something, or count and date their papers in other places than most."""

import pytest

from tests.reports.rules.plain_text import problems, read
from tests.reports.rules.test_ledgers import paper
from tests.reports.rules.test_ledgers import problems as rows
from tracker.documents.rules.pieces import assemble

A = "灭火器压力不足，检查卡空白"
B = "配电箱没有上锁"
C = "疏散通道堆放杂物，出口堵塞"
FAULTS = f"一、存在问题\n（一）{A}。\n（二）{B}。\n"
PLAN = "二、下步措施\n（一）配齐器材。\n（二）落实巡查。\n"


def measures(text: str) -> list[str]:
    return [one.text for one in read(text).measures]


def rectified(text: str) -> list[str]:
    return [one.text for one in read(text).last_year]


def test_things_may_be_counted_as_people_talk() -> None:
    text = f"好话讲完了，有三件事让我睡不着觉。\n头一件，{A}。\n再一件，{B}。\n最后一件，{C}。\n"
    assert problems(text) == [f"{A}。", f"{B}。", f"{C}。"]


def test_what_troubles_the_writer_is_told_in_paragraphs() -> None:
    text = f"卖出蜂蜜两千斤。心里还硌得慌的事，归拢起来有这么几桩：\n{A}。\n修好的水管夜里自己又响。\n{C}。\n往后的日子，我想这样干：\n把器材配齐。\n把通道腾出来。\n"
    assert problems(text) == [f"{A}。", "修好的水管夜里自己又响。", f"{C}。"]
    assert measures(text) == ["把器材配齐。", "把通道腾出来。"]


def test_what_is_asked_of_others_stands_beside_a_plan_and_is_none() -> None:
    asked = "三、意见建议\n一是建议县里配备巡查车。\n二是希望上级增加经费。\n"
    assert measures(FAULTS + PLAN + asked) == ["配齐器材。", "落实巡查。"]


def test_advice_that_is_the_only_answer_of_a_paper_counts() -> None:
    advice = "二、意见建议\n一是建议配备巡查车。\n二是建议增加人手。\n"
    assert measures(FAULTS + advice) == ["建议配备巡查车。", "建议增加人手。"]


@pytest.mark.parametrize(("to", "wanted"), [("各村（社区）、各站所：", []), ("县消防大队：", 2)])
def test_demands_of_a_circular_are_no_plan_of_its_writer(to: str, wanted: list[str] | int) -> None:
    text = f"关于消防检查情况的通报\n{to}\n{FAULTS}{PLAN.replace('下步措施', '下步工作要求')}"
    assert measures(text) == wanted or len(measures(text)) == wanted
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_a_plan_may_number_its_entries_like_its_chapter() -> None:
    text = f"一、工作成效\n按时巡查。\n二、存在问题\n{A}。\n三、明年计划\n一、配齐器材。\n二、落实巡查。\n三、清理通道。\n四、强化培训。"
    assert measures(text) == ["配齐器材。", "落实巡查。", "清理通道。", "强化培训。"]


def test_a_title_may_have_lost_its_line() -> None:
    text = "北岭镇2023年消防工作汇报2023年，北岭镇把消防放在心上，组织力量逐村逐户检查用火用电，整治隐患百余处，现将有关情况汇报如下。"
    assert read(text).title == "北岭镇2023年消防工作汇报"


def test_no_paper_tells_of_a_year_behind_its_own_date() -> None:
    text = f"北岭镇隐患整改清单\n会议于2022年11月召开。\n1.{A}，2023年1月底完成。\n2.{B}，2023年3月底完成。\n北岭镇安委办\n2022年11月21日"
    assert read(text).year == 2022


def test_a_count_told_before_a_list_without_heading_is_the_announced_one() -> None:
    text = f"经自查，梳理出问题3条，现报告如下：\n问题一：{A}。\n整改措施：配齐。\n问题二：{B}。\n整改措施：加锁。"
    found = read(text)
    assert (len(found.problems), found.stated_count) == (2, 3)
    assert "count_mismatch" in {one.code for one in found.warnings}


@pytest.mark.parametrize(
    "done",
    [
        "针对去年评议指出的3个问题，制定措施9条，目前均已整改到位。",
        "去年排查出的7件信访积案全部化解。",
        "去年汛期发现的5处险段全部完成加固。",
    ],
)
def test_earlier_findings_put_right_are_kept_in_a_paper_without_headings(done: str) -> None:
    assert rectified(f"北岭镇工作小结\n全年开会十次。{done}\n") == [done]


def test_a_title_that_speaks_of_findings_tells_of_none_put_right() -> None:
    assert rectified(f"关于审计反馈问题的整改方案\n{FAULTS}") == []


def test_the_place_of_a_fault_is_not_its_text() -> None:
    table = paper(
        ["编号", "隐患点位", "隐患描述", "隐患级别", "整改措施"],
        ["1-01", "东楼", f"{A}。", "一般", "更换。"],
    )
    [found] = rows(assemble(table))
    assert (found.number, found.text, found.measures) == ("1-01", f"{A}。", ("更换。",))


@pytest.mark.parametrize(
    "heading",
    ["二、消防工作的现状：困境与挑战", "二、审计查出的主要问题", "二、检查组指出的问题"],
)
def test_headings_name_a_list_behind_a_colon_or_a_finder(heading: str) -> None:
    text = f"一、工作成效\n按时巡查。\n{heading}\n1.{A}。\n2.{B}。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_findings_that_were_worked_off_are_no_list() -> None:
    text = f"一、反馈问题整改情况\n1.关于“{B}”的问题。整改情况：已加锁。\n二、下步打算\n落实巡查。"
    assert problems(text) == []


def test_many_names_are_parted_although_one_of_them_holds_a_comma() -> None:
    told = [
        "发展活力不足，贯彻要求不力",
        "阵地把守不牢",
        "移风易俗推进不力",
        "个别支部软弱涣散",
        "党费收缴不严",
        "财务管理混乱",
    ]
    lead = "镇里重视农村工作，取得一定成效，但仍存在一些问题。主要是："
    assert problems(f"{lead}{'、'.join(told)}等问题。") == told


def test_what_is_hoped_of_the_villages_belongs_to_no_fault() -> None:
    text = f"环境整体较好，但也存在一些问题，{A}；{B}；{C}。希望各村及时整改，加大力度。"
    assert problems(text) == [f"{A}；", f"{B}；", f"{C}。"]


def test_a_list_announced_with_a_colon_is_believed_in_unknown_words() -> None:
    told = ["烟花店里两只灭火器挂在门后。", "值班室的灯整夜亮着。", "临边防护缺失。"]
    entries = "\n".join(f"{at}.{one}" for at, one in enumerate(told, 1))
    text = f"湖东镇人民政府：\n8月6日进行了检查，现将发现的问题反馈如下：\n{entries}\n请于8月20日前整改到位。"
    assert problems(text) == told


def test_questions_that_a_meeting_studied_are_no_faults() -> None:
    text = "会议研究了以下问题：\n1.春节期间值班安排。\n2.村级道路养护分工。"
    assert problems(text) == []


def test_areas_above_the_causes_are_what_a_person_finds_wrong() -> None:
    text = f"个人对照检查发言提纲\n一、学习方面\n1.书翻得少。\n2.{A}。\n二、作风方面\n1.{B}。\n三、原因分析\n一是放松了要求。\n四、整改措施\n1.每月读一本书。\n2.提出改进工作的建议。\n3.按时值班。"
    found = read(text)
    assert [(one.text, one.category) for one in found.problems] == [
        ("书翻得少。", "学习方面"),
        (f"{A}。", "学习方面"),
        (f"{B}。", "作风方面"),
    ]
    assert [one.text for one in found.measures] == [
        "每月读一本书。",
        "提出改进工作的建议。",
        "按时值班。",
    ]


def test_places_that_lack_something_announce_paragraphs() -> None:
    text = f"村里修了两条路。可是静下心来想想，不足的地方也不少。\n{A}。\n{C}。\n明年，支部打算配齐器材。"
    assert problems(text) == [f"{A}。", f"{C}。"]


def test_what_is_left_of_an_earlier_list_is_a_list() -> None:
    text = f"一、已经整改到位的意见\n（一）关于路灯的意见。已全部更换。\n二、尚未整改到位的问题\n（一）{A}。\n（二）{B}。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_a_grave_outlook_leads_to_the_faults_behind_it() -> None:
    text = f"一、存在的主要问题\n从排查情况来看，当前消防形势仍不容乐观，{A}；{B}；{C}。"
    assert problems(text) == [f"{A}；", f"{B}；", f"{C}。"]
