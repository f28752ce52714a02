"""Papers for one leader or one source take of the year's sentences what is theirs, and read as if written for it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from tests.factories.yearend import AS_OF
from tests.yearend.drafts import problem, progress, task, year
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.editions.choosing import only
from tracker.yearend.rules.editions.making import edition_of
from tracker.yearend.rules.editions.offering import Edition, Kind
from tracker.yearend.rules.editions.softening import Names
from tracker.yearend.rules.facts import FigureFact, ProgressFact, YearFacts
from tracker.yearend.rules.year import report_on


def grouped() -> YearFacts:
    """Answer a year of two problems that are told together."""
    found = [
        problem(number, title, replace(task(number), progress=progress("已核对6个村")))
        for number, title in enumerate(("往来款长期挂账", "固定资产登记不全"), start=1)
    ]
    facts = year(*(replace(one, category="财务管理") for one in found))
    return replace(facts, together=((1, 2),))


def test_a_problem_left_alone_of_a_group_gives_the_paragraph_its_title() -> None:
    [section] = only(draft_of(grouped()), {"problems"}, {2}.__contains__)
    [passage] = section.passages
    assert passage.lead == "固定资产登记不全。"
    assert passage.text.startswith("目前已核对6个村。")


def test_a_group_that_is_wanted_whole_keeps_its_own_title() -> None:
    [section] = only(draft_of(grouped()), {"problems"}, {1, 2}.__contains__)
    [passage] = section.passages
    assert passage.lead == "财务管理方面仍有不足。"
    assert passage.text.startswith("一是往来款长期挂账。")


def test_a_paper_on_one_source_opens_with_its_day_and_its_sums() -> None:
    money = FigureFact(FigureKind.MONEY_INVOLVED, Decimal("18.3"))
    report = ProgressFact(date(2026, 5, 5), "已清理1笔", figures=(money,))
    one = problem(1, "往来款长期挂账", replace(task(1), progress=(report,)))
    facts = year(replace(one, source=Source.AUDIT))
    told = edition_of(report_on(facts), Edition(Kind.SOURCE, Source.AUDIT.value), Names())
    day = f"{AS_OF.year}年{AS_OF.month}月{AS_OF.day}日"
    assert told.opening.text == (
        f"审计指出的1个问题，分解为1项任务。截至{day}，正在推进。其间，涉及资金18.3万元。"
    )
