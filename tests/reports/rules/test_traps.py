"""What looks like a problem and is none, and what must not be cut off or torn apart."""

import pytest

from tests.reports.rules.plain_text import codes, problems, read

A = "夜间巡防人手偏紧"
B = "台账登记不及时"
LIST = f"二、存在问题\n一是{A}。\n二是{B}。\n"


def test_causes_restart_the_marks_without_heading() -> None:
    text = f"{LIST}产生上述问题的原因：\n一是思想上不够重视。\n二是制度不健全。\n三、下步打算\n一是充实队伍。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_causes_inside_the_paragraph() -> None:
    assert problems(f"二、存在问题\n一是{A}；二是{B}。究其原因，一是重视不够；二是经费不足。") == [
        f"{A}；",
        f"{B}。",
    ]


def test_a_plan_restarts_the_marks_without_heading() -> None:
    found = read(f"{LIST}一是加强队伍建设。\n二是完善登记制度。")
    assert [one.text for one in found.problems] == [f"{A}。", f"{B}。"]
    assert [one.text for one in found.measures] == ["加强队伍建设。", "完善登记制度。"]


def test_a_plan_begins_behind_the_last_fault_in_its_paragraph() -> None:
    found = read(f"工作中还存在一些不足：一是{A}；二是{B}。下一步，我镇将补短板、强弱项。")
    assert [one.text for one in found.problems] == [f"{A}；", f"{B}。"]
    assert [one.text for one in found.measures] == ["下一步，我镇将补短板、强弱项。"]


@pytest.mark.parametrize(
    "speaker", ["会议要求，", "县委书记强调，", "会上，镇党委书记提出三点意见："]
)
def test_demands_of_others_are_no_faults(speaker: str) -> None:
    assert problems(f"{LIST}{speaker}一是思想不能松懈；二是力度不能减弱；三是作风不能漂浮。") == [
        f"{A}。",
        f"{B}。",
    ]


def test_last_years_rectified_problems_are_collected_apart() -> None:
    text = (
        f"一、工作成效\n一是反馈问题整改到位。针对县委巡察反馈的3个问题，已全部整改完成。\n{LIST}"
    )
    found = read(text)
    assert [one.text for one in found.problems] == [f"{A}。", f"{B}。"]
    assert [one.text for one in found.last_year] == [
        "反馈问题整改到位。针对县委巡察反馈的3个问题，已全部整改完成。"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "坚持问题导向，列出问题清单，移交问题线索12条。",
        "一是解决热点难点问题。二是妥善处置历史遗留问题。",
        "对“七个有之”等问题保持警觉，及时纠正苗头。",
        "会上，大家围绕三个问题展开讨论：一是怎么看；二是怎么办；三是怎么干。",
        "一、工作成效\n一是聚焦突出问题，狠抓整改。二是破解发展难题，补齐短板弱项。\n二、下一步打算\n一是持续发力。",
        "",
        "二、存在问题",
    ],
)
def test_a_document_may_have_no_problem(text: str) -> None:
    assert problems(text) == []
    assert "no_problems" in codes(text)


def test_a_wrong_count_is_told_and_changes_nothing() -> None:
    found = read(f"二、存在问题\n主要有以下三个方面：\n一是{A}。\n二是{B}。")
    assert found.stated_count == 3
    assert len(found.problems) == 2
    assert [one.message for one in found.warnings] == ["文中称“三个方面”，实际列出2项"]


def test_a_right_count_is_not_remarked_on() -> None:
    assert codes(f"二、存在问题\n主要有以下两个方面：\n一是{A}。\n二是{B}。") == set()


def test_a_count_of_achievements_is_no_count_of_problems() -> None:
    assert (
        read(f"二、存在问题\n今年取得八个方面成效，但还有不足。\n一是{A}。\n二是{B}。").stated_count
        is None
    )


def test_examples_stay_with_their_problem() -> None:
    text = f"二、存在问题\n一是{A}。如：东片区12月3日无人值守。同时，夜里常常空岗。\n二是{B}。"
    assert problems(text)[0] == f"{A}。如：东片区12月3日无人值守。同时，夜里常常空岗。"


def test_brackets_in_a_sentence_are_no_marks() -> None:
    text = f"二、存在问题\n一是《值班办法（试行）》执行不严，部分村（居）没有上墙。\n二是{B}。"
    assert problems(text)[0] == "《值班办法（试行）》执行不严，部分村（居）没有上墙。"


@pytest.mark.parametrize(
    "text", ["占比3.5%，不足四成", "11、12月份登记不及时", "统一是弱项，唯一是短板"]
)
def test_figures_and_words_are_no_marks(text: str) -> None:
    assert problems(f"二、存在问题\n一是{A}，{text}。\n二是{B}。") == [f"{A}，{text}。", f"{B}。"]


def test_no_line_breaks_at_all() -> None:
    text = f"一、主要成效全年平稳有序。二、存在的问题（一）{A}。（二）{B}。三、下一步打算（一）充实队伍。（二）完善制度。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_a_number_glued_to_running_text() -> None:
    text = f"四、存在的问题在大家的努力下，工作有了进步，但还有差距。一是{A}。二是{B}。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_a_table_of_contents_is_no_section() -> None:
    text = f"目录\n一、工作成效……1\n二、存在问题……3\n三、下步打算……5\n一、工作成效\n平稳有序。\n{LIST}三、下步打算\n充实队伍。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_an_abstract_that_repeats_everything_is_left_out() -> None:
    found = read(
        f"摘要\n存在问题：一是{A}。二是{B}。\n一、工作成效\n平稳有序。\n二、存在问题\n一是{A}。两个片区只有一支队伍。\n二是{B}。"
    )
    assert [one.text for one in found.problems] == [f"{A}。两个片区只有一支队伍。", f"{B}。"]
    assert "several_sections" in {one.code for one in found.warnings}


def test_several_sections_are_all_taken() -> None:
    text = f"一、党建工作\n（一）工作成效\n平稳。\n（二）存在问题\n1.{A}。\n二、平安工作\n（一）工作成效\n平稳。\n（二）存在问题\n1.{B}。"
    assert problems(text) == [f"{A}。", f"{B}。"]


def test_a_lost_heading() -> None:
    found = read(f"四是{A}。\n五是{B}。\n三、下步打算\n一是充实队伍。")
    assert [(one.number, one.text) for one in found.problems] == [
        ("四是", f"{A}。"),
        ("五是", f"{B}。"),
    ]
    assert "numbering_gap" in {one.code for one in found.warnings}


def test_equal_problems_stay_two() -> None:
    found = read(f"二、存在问题\n1.{A}。\n2.{A}。").problems
    assert [one.text for one in found] == [f"{A}。", f"{A}。"]
    assert found[0].start != found[1].start


def test_masks_spaces_and_traditional_characters() -> None:
    assert problems("二、存在問題\n一是　××鎮隊伍建設不夠有力。\n二是　**村臺賬登記不及時。") == [
        "××鎮隊伍建設不夠有力。",
        "**村臺賬登記不及時。",
    ]


def test_praise_before_the_list_is_its_lead_in() -> None:
    found = read(
        f"二、存在问题\n今年工作有了进步。但对照要求仍有差距。主要表现在：\n一是{A}。\n二是{B}。"
    )
    assert [one.text for one in found.problems] == [f"{A}。", f"{B}。"]
    assert "lead_in" in {span.kind for span in found.spans}


def test_a_closing_sentence_is_not_part_of_the_last_problem() -> None:
    assert problems(f"{LIST}以上问题，我们将认真加以解决。\n特此报告。")[-1] == f"{B}。"
