"""Fields behind a problem, deadlines, and what a report says about itself."""

from datetime import date

import pytest

from tests.reports.rules.plain_text import read
from tracker.documents.rules.marks import MarkKind, leading_mark, marks_in
from tracker.documents.rules.numerals import whole_number
from tracker.reports.rules.deadlines import deadline_of, limit_in
from tracker.reports.rules.results import as_json


def test_fields_on_lines_of_their_own() -> None:
    found = read(
        "镇党委2022年度落实主体责任情况报告\n二、存在问题\n（一）台账登记不及时。\n整改措施：1.当日登记。2.按周抽查。\n责任单位：党政办\n"
        "责任领导：赵一\n责任人：钱二\n完成时限：6月底前并长期坚持\n（二）巡防人手不足。"
    ).problems
    first = found[0]
    assert first.text == "台账登记不及时。"
    assert first.measures == ("当日登记。", "按周抽查。")
    assert (first.lead_unit, first.leader, first.handler) == ("党政办", "赵一", "钱二")
    assert first.due is not None
    assert (first.due.text, first.due.on, first.due.lasting) == (
        "6月底前并长期坚持",
        date(2023, 6, 30),
        True,
    )
    assert found[1].measures == ()


def test_fields_in_brackets_at_the_end() -> None:
    found = read(
        "二、存在问题\n1.台账登记不及时。（责任单位：党政办；完成时限：立行立改）\n2.巡防人手不足。"
    ).problems
    assert found[0].text == "台账登记不及时。"
    assert found[0].lead_unit == "党政办"
    assert found[0].due is not None
    assert found[0].due.on is None


def test_a_label_needs_its_colon() -> None:
    found = read("二、存在问题\n1.整改措施不精准，责任单位互相推诿。\n2.巡防人手不足。").problems
    assert found[0].text == "整改措施不精准，责任单位互相推诿。"
    assert found[0].measures == ()


def test_causes_of_one_problem() -> None:
    found = read(
        "二、存在问题\n1.台账登记不及时。\n成因：重视不够。\n2.巡防人手不足。\n成因：经费紧张。"
    ).problems
    assert [one.causes for one in found] == [("重视不够。",), ("经费紧张。",)]


@pytest.mark.parametrize(
    ("text", "on", "lasting"),
    [
        ("6月底前", date(2023, 6, 30), False),
        ("2023年6月底", date(2023, 6, 30), False),
        ("２０２３年６月底", date(2023, 6, 30), False),
        ("6月底前并长期坚持", date(2023, 6, 30), True),
        ("2023年12月31日前", date(2023, 12, 31), False),
        ("2023.6.30", date(2023, 6, 30), False),
        ("2月中旬", date(2023, 2, 20), False),
        ("二月底", date(2023, 2, 28), False),
        ("上半年", date(2023, 6, 30), False),
        ("第三季度", date(2023, 9, 30), False),
        ("年底前", date(2023, 12, 31), False),
        ("今年年底", date(2022, 12, 31), False),
        ("明年3月底前", date(2023, 3, 31), False),
        ("立行立改", None, False),
        ("长期坚持", None, True),
        ("接上级通知后一个月", None, False),
        ("2023年2月30日", None, False),
        ("13月底", None, False),
    ],
)
def test_deadlines(text: str, on: date | None, *, lasting: bool) -> None:
    found = deadline_of(text, 2023)
    assert (found.text, found.on, found.lasting) == (text, on, lasting)


@pytest.mark.parametrize(
    ("measure", "words", "on"),
    [
        ("力争6月底前完成公示。", "6月底前", date(2023, 6, 30)),
        ("2024年12月底前建成投用。", "2024年12月底前", date(2024, 12, 31)),
        ("3月底前立项，年内开工。", "年内", date(2023, 12, 31)),
        ("三个月内补齐。", "三个月内", None),
        ("二季度末前配齐。", "二季度末前", date(2023, 6, 30)),
    ],
)
def test_a_time_limit_told_in_a_measure_is_proposed(
    measure: str, words: str, on: date | None
) -> None:
    found = limit_in([measure], 2023)
    assert found is not None
    assert (found.text, found.on) == (words, on)


@pytest.mark.parametrize("measure", ["每月5日前更新。", "三年内不再新增。", "下半年逐步推开。", ""])
def test_what_is_no_time_limit_is_not_proposed(measure: str) -> None:
    assert limit_in([measure], 2023) is None


def test_a_printed_deadline_counts_before_one_in_a_measure() -> None:
    [problem] = read(
        "2022年自查报告\n二、存在问题\n（一）台账不全。\n整改措施：5月底前补登。\n完成时限：6月底前"
    ).problems
    assert problem.due is not None
    assert problem.due.text == "6月底前"


def test_a_month_without_any_year_has_no_day() -> None:
    assert deadline_of("6月底前", None).on is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十二", 12),
        ("二十一", 21),
        ("一百零五", 105),
        ("二〇二二", 2022),
        ("１２", 12),
        ("两", 2),
        ("十", 10),
        ("", None),
        ("人", None),
        ("一人", None),
    ],
)
def test_numerals(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("line", "kind", "ordinal"),
    [
        ("一、甲", MarkKind.HAN, 1), ("（十二）甲", MarkKind.HAN_PAREN, 12), ("㈠甲", MarkKind.HAN_PAREN, 1), ("３．甲", MarkKind.ARABIC, 3),
        ("⒈甲", MarkKind.ARABIC, 1), ("2、甲", MarkKind.ARABIC_COMMA, 2), ("⑴甲", MarkKind.ARABIC_PAREN, 1), ("③甲", MarkKind.CIRCLED, 3),
        ("第一，甲", MarkKind.ORDINAL, 1), ("一是甲", MarkKind.IT_IS, 1), ("二要甲", MarkKind.MUST, 2), ("首先，甲", MarkKind.FIRSTLY, 1),
        ("问题2：甲", MarkKind.LABELLED, 2), ("●甲", MarkKind.BULLET, 0),
    ],
)  # fmt: skip
def test_marks(line: str, kind: MarkKind, ordinal: int) -> None:
    mark = leading_mark(line)
    assert mark is not None
    assert (mark.kind, mark.ordinal) == (kind, ordinal)


@pytest.mark.parametrize(
    "line",
    [
        "3.5%的村",
        "2022年以来",
        "（试行）",
        "第一书记",
        "三会一课",
        "一、二、三产业",
        "3月底前",
        "十九届",
    ],
)
def test_no_marks(line: str) -> None:
    assert leading_mark(line) is None


def test_marks_inside_a_line_stand_behind_stops() -> None:
    assert [mark.ordinal for mark in marks_in("一是甲；二是乙，统一是丙。三是丁")] == [1, 2, 3]


def test_title_year_and_unit() -> None:
    found = read(
        "中共青溪镇委员会\n关于二〇二二年度落实主体责任情况的报告\n今年以来，镇党委认真履责。\n二、存在问题\n一是登记不及时。\n中共青溪镇委员会\n2023年1月5日"
    )
    assert found.title == "中共青溪镇委员会关于二〇二二年度落实主体责任情况的报告"
    assert (found.year, found.unit) == (2022, "中共青溪镇委员会")
    assert [one.text for one in found.problems] == ["登记不及时。"]


def test_a_year_of_the_plan_is_the_year_behind_the_report() -> None:
    assert read("存在问题\n一是登记不及时。\n2024年工作打算\n一是当日登记。").year == 2023


def test_the_outline_has_kinds() -> None:
    kinds = [
        one.kind
        for one in read(
            "一、主要做法\n平稳。\n二、存在问题\n一是乱。\n三、原因分析\n一是懒。\n四、下步打算\n一是改。"
        ).outline
    ]
    assert kinds == ["work", "problems", "causes", "plan"]


def test_json_has_the_shape_of_the_contract() -> None:
    plain = as_json(read("2022年报告\n二、存在问题\n1.登记不及时。\n整改时限：6月底前"), "甲.txt")
    assert plain["file"] == "甲.txt"
    assert set(plain) == {
        "file", "title", "year", "unit", "outline", "problems", "measures", "pairs", "last_year", "stated_count", "spans", "warnings",
    }  # fmt: skip
    assert plain["problems"][0]["due"] == {"text": "6月底前", "on": "2023-06-30", "lasting": False}
