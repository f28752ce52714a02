"""When a paper was written, and the year that its deadlines without one belong to."""

from datetime import date

import pytest

from tests.reports.rules.plain_text import read
from tracker.reports.rules.dating import Written, dated, written_when

_LEDGER = "{}\n二、存在的问题\n（一）台账更新不及时。\n整改时限：{}\n{}"


def _due(title: str, limit: str, foot: str = "") -> date | None:
    [problem] = read(_LEDGER.format(title, limit, foot)).problems
    assert problem.due is not None
    return problem.due.on


@pytest.mark.parametrize(
    ("title", "limit", "foot", "on"),
    [
        ("甲镇2024年自查报告", "6月底前", "", date(2025, 6, 30)),
        ("甲镇2024年自查报告", "6月底前", "甲镇人民政府\n2024年12月20日", date(2025, 6, 30)),
        ("甲镇2023年自查报告", "6月底前", "甲镇人民政府\n2024年1月15日", date(2024, 6, 30)),
        ("甲镇2024年检查通报", "9月20日前", "2024年9月15日", date(2024, 9, 20)),
        ("甲镇2024年检查通报", "9月5日前", "2024年9月15日", date(2024, 9, 5)),
        ("甲镇2024年检查通报", "3月底前", "2024年9月15日", date(2025, 3, 31)),
        ("甲镇2024年上半年自查报告", "12月底前", "", date(2024, 12, 31)),
        ("甲镇2024年上半年自查报告", "6月底前", "", date(2025, 6, 30)),
        ("甲镇2023年自查报告", "今年6月底前", "甲镇人民政府\n2024年1月15日", date(2024, 6, 30)),
        ("甲镇2024年自查报告", "明年3月底前", "", date(2025, 3, 31)),
        ("甲镇2024年自查报告", "2026年5月1日", "2024年12月20日", date(2026, 5, 1)),
        ("甲镇自查报告", "6月底前", "", None),
    ],
)
def test_a_deadline_is_the_next_such_day_of_the_paper(
    title: str, limit: str, foot: str, on: date | None
) -> None:
    assert _due(title, limit, foot) == on


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (["甲镇报告", "(2024年7月)"], Written(2024, date(2024, 7, 1))),
        (["填报单位:甲镇 填报时间:2024年10月10日"], Written(2024, date(2024, 10, 10))),
        (["甲镇人民政府 2025年1月6日"], Written(2025, date(2025, 1, 6))),
        (["2019年3月2日"], Written(2024, date(2025, 1, 1))),
        (["2024年13月2日"], Written(2024, date(2025, 1, 1))),
        (["2024年3月2日,检查组到村。"], Written(2024, date(2025, 1, 1))),
    ],
)
def test_a_paper_is_as_old_as_its_date_says(lines: list[str], written: Written) -> None:
    assert written_when(lines, None, 2024) == written


def test_without_any_year_nothing_is_guessed() -> None:
    assert written_when(["甲镇报告"], "甲镇上半年报告", None) is None
    assert dated("6月底前", None).on is None


@pytest.mark.parametrize(
    "body",
    [
        "2019年巡察指出的问题没有再发生。二、存在的问题\n（一）台账不全。",
        "自2021年启动以来进展顺利。\n二、存在的问题\n（一）2015年以前的收据找不到。",
        "2023年区委巡察反馈的3处隐患已经消除。\n二、存在的问题\n（一）台账不全。",
    ],
)
def test_the_year_of_something_that_happened_is_not_the_year_of_the_paper(body: str) -> None:
    assert read(f"甲村情况报告\n{body}").year is None
