"""This year's 提纲: headings, 字数, wanted figures; the draft follows it and says what it cannot fill."""

from dataclasses import replace

import pytest

from tracker.core.errors import InvalidError
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.outline import LONGEST, Role, read_outline

OUTLINE = """2026年度落实全面从严治党主体责任情况报告提纲
一、履行主体责任情况（1500字左右）
（一）压实责任，督促检查。要写明专题会议次数。
（二）建强基层支部（需写明培训期数、参训人次）
（三）管好资金资产（500-600字，要有清退金额）
二、上年度问题整改情况（800字）
三、存在的主要问题和原因分析
（一）存在问题
（二）原因分析
四、下一步打算（不超过500字）"""


def test_headings_are_read_with_what_is_asked_of_them() -> None:
    work, last, problems, plan = read_outline(OUTLINE)
    assert [one.role for one in (work, last, problems, plan)] == [
        Role.WORK,
        Role.LAST_YEAR,
        Role.PROBLEMS,
        Role.PLAN,
    ]
    assert [one.words for one in (work, last, plan)] == [1500, 800, 500]
    assert [one.heading for one in work.parts] == [
        "压实责任，督促检查",
        "建强基层支部",
        "管好资金资产",
    ]
    assert [one.wants for one in work.parts] == [
        ("专题会议次数",),
        ("培训期数", "参训人次"),
        ("清退金额",),
    ]
    assert (work.parts[2].words, problems.parts[1].role) == (600, Role.OTHER)


def test_an_outline_without_marks_is_one_heading_a_line() -> None:
    assert [one.role for one in read_outline("工作成效\n存在问题\n下一步打算")] == [
        Role.WORK,
        Role.PROBLEMS,
        Role.PLAN,
    ]
    assert read_outline("  \n") == ()


@pytest.mark.parametrize(
    "text", ["一" * (LONGEST + 1), "\n".join(f"{n}、标题{n}" for n in range(1, 90))]
)
def test_a_whole_report_is_no_outline(text: str) -> None:
    with pytest.raises(InvalidError, match="提纲"):
        read_outline(text)


@pytest.mark.parametrize("length", Length)
def test_the_draft_follows_the_outline_and_leaves_no_task_out(
    facts: YearFacts, length: Length
) -> None:
    draft = draft_of(replace(facts, outline=read_outline(OUTLINE)), length)
    assert [one.heading for one in draft.sections] == [
        "履行主体责任情况",
        "上年度问题整改情况",
        "存在的主要问题和原因分析",
        "下一步打算",
    ]
    assert draft.told | {one.task_id for one in draft.not_used} == {one.id for one in facts.tasks}
    causes = draft.sections[2].parts[1]
    assert causes.passages[0].text.startswith("【待补：原因分析")
    money = draft.sections[0].parts[2]
    assert "4.6万元" in money.passages[0].text


def test_what_the_outline_forgot_is_told_all_the_same(facts: YearFacts) -> None:
    draft = draft_of(replace(facts, outline=read_outline("一、工作成效\n二、存在问题")))
    assert [one.heading for one in draft.sections][2:] == ["上年度问题整改情况", "下一步打算"]
    assert any("提纲里没有“下一步打算”" in one for one in draft.warnings)


def test_a_person_puts_work_below_another_heading(facts: YearFacts) -> None:
    follows = replace(facts, outline=read_outline(OUTLINE))
    key = next(one.key for one in draft_of(follows).sections[0].parts[2].passages)
    moved = replace(follows, placed={key: "建强基层支部"})
    assert key in {one.key for one in draft_of(moved).sections[0].parts[1].passages}
    gone = replace(follows, placed={key: "去年的标题"})
    assert draft_of(gone) == draft_of(follows)
