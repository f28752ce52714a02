"""Each way of marking problems that EXTRACTION.md names is read as a careful person reads it."""

import pytest

from tests.reports.rules.plain_text import problems, read

A = "夜间巡防人手偏紧。两个片区只有一支队伍"
B = "台账登记不及时。往往隔月才补"
C = "老旧水管改造滞后，居民有意见"
PRAISE = "一年来各项工作取得了新的进步。"


def test_yishi_inside_one_paragraph() -> None:
    text = f"一、工作开展情况\n{PRAISE}\n二、存在问题\n一是{A}；二是{B}；三是{C}。\n三、下一步打算\n（一）加强巡防。"
    assert problems(text) == [f"{A}；", f"{B}；", f"{C}。"]


def test_yishi_one_per_paragraph() -> None:
    assert problems(f"二、存在的困难和不足\n一是{A}。\n二是{B}。\n三是{C}。") == [
        f"{A}。",
        f"{B}。",
        f"{C}。",
    ]


def test_bracketed_with_title_sentence() -> None:
    assert problems(
        f"三、当前存在的主要问题\n（一）{A}。\n(二){B}。\n四、下步工作安排\n（一）充实力量。"
    ) == [
        f"{A}。",
        f"{B}。",
    ]


def test_bracketed_with_title_alone_on_its_line() -> None:
    text = "二、存在问题\n（一）巡防力量薄弱\n两个片区只有一支队伍。\n夜里常常空岗。\n（二）台账登记不及时\n往往隔月才补。\n三、努力方向\n充实力量。"
    assert problems(text) == [
        "巡防力量薄弱\n两个片区只有一支队伍。\n夜里常常空岗。",
        "台账登记不及时\n往往隔月才补。",
    ]


def test_bracketed_inside_one_paragraph() -> None:
    assert problems(f"存在的不足：（一）{A}。（二）{B}。\n下一步，我们将补短板。") == [
        f"{A}。",
        f"{B}。",
    ]


def test_no_mark_closed_by_deng_wenti() -> None:
    text = f"{PRAISE}但仍存在巡防人手不足、台账登记不及时、水管改造滞后等问题。下一步将逐项改进。"
    assert problems(text) == ["巡防人手不足", "台账登记不及时", "水管改造滞后"]


def test_no_mark_closed_by_deng_buzu_split_at_the_strongest_sign() -> None:
    text = "二、存在问题\n对照要求，还存在巡防人手少、经费紧张，台账登记不及时等不足。"
    assert problems(text) == ["巡防人手少、经费紧张", "台账登记不及时"]


def test_area_before_comma_goes_with_its_fault() -> None:
    assert problems("工作中还存在党员教育、日常管理不到位、阵地建设滞后等问题。") == [
        "党员教育、日常管理不到位",
        "阵地建设滞后",
    ]


@pytest.mark.parametrize("mark", ["1.", "1．", "1、", "（1）", "(1)", "1）", "①", "第1、"])
def test_figures_as_marks(mark: str) -> None:
    if mark == "第1、":
        first, second = "第一、", "第二、"
    else:
        first, second = mark, mark.replace("1", "2").replace("①", "②")
    assert problems(
        f"二、存在问题\n{first}{A}。\n{second}{B}。\n三、下步打算\n{first}加强巡防。"
    ) == [f"{A}。", f"{B}。"]


def test_semicolons_without_title_sentences() -> None:
    text = "三、存在的薄弱环节\n夜间巡防人手偏紧；台账登记不及时；水管改造滞后，居民有意见。\n四、工作思路\n加强巡防。"
    assert problems(text) == [
        "夜间巡防人手偏紧；",
        "台账登记不及时；",
        "水管改造滞后，居民有意见。",
    ]


def test_bracketed_figure_with_circles_below_is_one_fault() -> None:
    text = "二、存在问题\n（1）台账管理不规范。①登记不及时；②保管不善。\n（2）巡防力量不足。"
    assert problems(text) == ["台账管理不规范。①登记不及时；②保管不善。", "巡防力量不足。"]


def test_labelled_numbers() -> None:
    read_twice = read(
        f"一、查摆出的问题\n问题1：{A}。\n整改措施：增加队伍。\n问题2：{B}。\n整改措施：当日登记。"
    )
    assert [one.text for one in read_twice.problems] == [f"{A}。", f"{B}。"]
    assert [one.measures for one in read_twice.problems] == [("增加队伍。",), ("当日登记。",)]


def test_yishi_fangmian_with_semicolons_is_one_fault() -> None:
    text = "二、存在问题\n一是队伍方面：人手偏紧；年龄偏大。二是台账方面：登记不及时；保管不善。"
    assert problems(text) == ["队伍方面：人手偏紧；年龄偏大。", "台账方面：登记不及时；保管不善。"]


def test_parallel_openings() -> None:
    text = (
        "二、存在问题\n最突出的是巡防人手不足。最薄弱的是台账登记不及时。最着急的是水管改造滞后。"
    )
    assert problems(text) == [
        "最突出的是巡防人手不足。",
        "最薄弱的是台账登记不及时。",
        "最着急的是水管改造滞后。",
    ]


def test_shouxian_qici() -> None:
    assert problems(f"存在的问题\n首先，{A}。\n其次，{B}。\n最后，{C}。") == [
        f"{A}。",
        f"{B}。",
        f"{C}。",
    ]


def test_areas_are_categories_and_their_entries_the_faults() -> None:
    found = read(
        "二、存在问题\n（一）队伍建设方面。一是人手偏紧。二是年龄老化。\n（二）台账管理方面。一是登记不及时。"
    )
    assert [(one.category, one.text) for one in found.problems] == [
        ("队伍建设方面", "人手偏紧。"),
        ("队伍建设方面", "年龄老化。"),
        ("台账管理方面", "登记不及时。"),
    ]


def test_a_fault_with_inner_list_is_one_task() -> None:
    text = (
        "二、存在问题\n（一）队伍建设不够有力。一是人手偏紧。二是年龄老化。\n（二）台账管理不严。"
    )
    assert problems(text) == ["队伍建设不够有力。一是人手偏紧。二是年龄老化。", "台账管理不严。"]


def test_inner_list_restarts_with_the_same_mark() -> None:
    text = "二、存在问题\n一是队伍方面：一是人手偏紧；二是年龄老化。\n二是台账方面：一是登记不及时；二是保管不善。"
    assert problems(text) == ["人手偏紧；", "年龄老化。", "登记不及时；", "保管不善。"]


def test_plain_paragraphs() -> None:
    text = "存在的主要困难\n夜间巡防人手偏紧，两个片区只有一支队伍。\n台账登记不及时，往往隔月才补。\n下一步打算\n充实队伍。"
    assert problems(text) == [
        "夜间巡防人手偏紧，两个片区只有一支队伍。",
        "台账登记不及时，往往隔月才补。",
    ]


def test_labelled_sheets() -> None:
    found = read(
        f"问题表述：{A}。\n整改措施：增加队伍。\n责任单位：平安办\n\n问题表述：{B}。\n整改措施：当日登记。\n责任单位：党政办"
    )
    assert [(one.text, one.lead_unit) for one in found.problems] == [
        (f"{A}。", "平安办"),
        (f"{B}。", "党政办"),
    ]


def test_tab_separated_ledger() -> None:
    text = "序号\t存在问题\t整改措施\t责任单位\t整改时限\n1\t巡防人手不足\t增加队伍\t平安办\t2023年6月底前\n2\t台账登记不及时\t当日登记\t党政办\t立行立改"
    found = read(text).problems
    assert [(one.number, one.text, one.lead_unit) for one in found] == [
        ("1", "巡防人手不足", "平安办"),
        ("2", "台账登记不及时", "党政办"),
    ]
    assert [one.measures for one in found] == [("增加队伍",), ("当日登记",)]


@pytest.mark.parametrize(
    "heading",
    [
        "存在问题", "存在的主要问题和不足", "面临的困难与挑战", "当前工作中存在的短板弱项", "问题与差距", "不足之处", "主要问题",
        "尚存在的薄弱环节", "存在的突出问题及原因分析", "存在的困难、问题和下一步打算", "工作中遇到的难点", "存在的共性问题", "自查发现的问题",
        "党建工作存在的不足", "存在问题与对策", "需要改进的问题", "存在问题和整改措施", "存 在 问 题", "存在的問題",
    ],
)  # fmt: skip
@pytest.mark.parametrize("number", ["", "二、", "（三）", "3."])
def test_headings_are_a_family(heading: str, number: str) -> None:
    inner = "一是" if number != "（三）" else "1."
    second = "二是" if number != "（三）" else "2."
    text = f"{number}{heading}\n{inner}{A}。\n{second}{B}。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_examples_behind_the_announcement() -> None:
    text = "工作取得了一些成绩，但也存在不少问题，如巡防人手不足，台账登记不及时，水管改造滞后等。"
    assert problems(text) == ["巡防人手不足", "台账登记不及时", "水管改造滞后"]


def test_a_plan_of_rectification_without_a_problem_heading() -> None:
    found = read(
        "二、整改任务及措施\n（一）队伍方面\n1.关于“巡防人手不足”的问题。\n整改措施：增加队伍。\n完成时限：2023年6月底\n"
        "（二）台账方面\n2.关于“登记不及时”的问题。\n整改措施：当日登记。\n完成时限：长期坚持\n三、工作要求\n（一）加强领导。"
    )
    assert [(one.number, one.category, one.text) for one in found.problems] == [
        ("1.", "队伍方面", "关于“巡防人手不足”的问题。"),
        ("2.", "台账方面", "关于“登记不及时”的问题。"),
    ]
    assert found.measures == ()


def test_a_mark_with_a_space_inside() -> None:
    assert problems("二、存在问题\n一 是人手不足。\n二 是登记不及时。") == [
        "人手不足。",
        "登记不及时。",
    ]
