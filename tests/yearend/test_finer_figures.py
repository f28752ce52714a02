"""Figures told more exactly: what was repaid, revised, found and mended, and in what form people were called to account."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.yearend.drafts import problem, task, told, year
from tracker.tasks.rules.kinds import FigureKind, FigureSort
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.facts import FigureFact, ProgressFact, YearFacts
from tracker.yearend.rules.tables import tables_of
from tracker.yearend.rules.wording.phrases import sum_phrases


def figure(
    kind: FigureKind, amount: str, sort: FigureSort | None = None, name: str = ""
) -> FigureFact:
    return FigureFact(kind, Decimal(amount), name, sort)


def with_figures(*figures: FigureFact, state: State = State.CLOSED) -> YearFacts:
    """Answer a year of one task with a report that holds figures."""
    report = ProgressFact(date(2026, 5, 5), "逐村核对", figures=figures)
    return year(problem(1, "账目不全", replace(task(1, state), progress=(report,))))


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ([figure(FigureKind.RULES, "2", FigureSort.REVISED)], ["修订制度2项"]),
        ([figure(FigureKind.RULES, "1", FigureSort.NEW, "报账办法")], ["新订报账办法"]),
        (
            [
                figure(FigureKind.RULES, "1", FigureSort.REVISED),
                figure(FigureKind.RULES, "2", FigureSort.NEW),
                figure(FigureKind.RULES, "3", FigureSort.REVISED),
            ],
            ["新订制度2项", "修订制度4项"],
        ),
        ([figure(FigureKind.MONEY, "4.60", FigureSort.REPAID)], ["清退资金4.6万元"]),
        ([figure(FigureKind.MONEY, "2", FigureSort.REPAID, "违规津补贴")], ["清退违规津补贴2万元"]),
        (
            [
                figure(FigureKind.MONEY, "5.4", FigureSort.ADJUSTED),
                figure(FigureKind.MONEY, "9.7", FigureSort.RESTORED),
                figure(FigureKind.MONEY_OWED, "15.1"),
                figure(FigureKind.MONEY_INVOLVED, "18.3"),
            ],
            ["涉及资金18.3万元", "应纠正资金15.1万元", "归还原渠道资金9.7万元", "调账5.4万元"],
        ),
        (
            [figure(FigureKind.MONEY_INVOLVED, "8"), figure(FigureKind.MONEY, "3")],
            ["涉及资金8万元", "已处理3万元"],
        ),
        (
            [figure(FigureKind.FOUND, "11"), figure(FigureKind.MENDED, "9")],
            ["检查发现问题11个", "已改9个"],
        ),
        (
            [figure(FigureKind.FOUND, "11"), figure(FigureKind.MENDED, "11")],
            ["检查发现问题11个", "均已改正"],
        ),
        (
            [
                figure(FigureKind.PENALTIES, "1", FigureSort.ADMONITION, "某某"),
                figure(FigureKind.PENALTIES, "3", FigureSort.TALK),
            ],
            ["谈话提醒3人次", "诫勉1人次"],
        ),
        ([figure(FigureKind.MONEY, "0", FigureSort.COLLECTED)], []),
        ([], []),
    ],
)
def test_figures_are_told_by_what_was_really_done(
    figures: list[FigureFact], words: list[str]
) -> None:
    assert sum_phrases(figures) == words


def test_what_the_text_tells_already_is_not_told_twice() -> None:
    repaid = figure(FigureKind.MONEY, "4.6", FigureSort.REPAID)
    assert sum_phrases([repaid], "4.6万元支出已全部清退") == []


def test_every_sort_of_every_kind_has_its_words() -> None:
    for kind in FigureKind:
        for sort in (None, *kind.sorts):
            (phrase,) = sum_phrases([figure(kind, "2", sort)])
            assert f"2{kind.unit}" in phrase, (kind, sort)


def test_an_achievement_and_the_opening_of_the_section_tell_the_finer_figures() -> None:
    facts = with_figures(
        figure(FigureKind.RULES, "2", FigureSort.REVISED),
        figure(FigureKind.MONEY, "4.6", FigureSort.REPAID),
    )
    opening = "".join(one.text for one in told(facts, "last_year"))
    assert "其间，修订制度2项，清退资金4.6万元。" in opening
    assert "修订制度2项，清退资金4.6万元" in "".join(one.text for one in told(facts, "work"))


def test_open_work_tells_its_figures_without_calling_itself_done() -> None:
    facts = with_figures(
        figure(FigureKind.FOUND, "11"), figure(FigureKind.MENDED, "4"), state=State.ACTIVE
    )
    open_work = "".join(one.text for one in told(facts, "problems"))
    assert "检查发现问题11个、已改4个" in open_work
    assert "均已改正" not in open_work


def test_the_table_tells_the_sorts_below_their_kind() -> None:
    facts = with_figures(
        figure(FigureKind.MONEY, "4.6", FigureSort.REPAID), figure(FigureKind.MONEY, "1")
    )
    table = next(one for one in tables_of(facts) if one.key == "achieved")
    assert [(row.label, row.cells) for row in table.rows] == [
        ("资金（万元）", ("5.6",)),
        ("其中：清退（万元）", ("4.6",)),
    ]


def test_how_long_work_took_how_often_it_began_and_of_which_report_it_is_are_counted() -> None:
    begun = date(2026, 1, 12)
    quick = replace(task(1, State.CLOSED), assigned_on=begun, finished_on=date(2026, 2, 11))
    slow = replace(task(2, State.SUSTAINED), assigned_on=begun, finished_on=date(2026, 9, 1))
    again = replace(task(3), round=2, assigned_on=begun)
    loose = replace(task(4, State.CLOSED), finished_on=date(2026, 9, 1))
    ended = task(5, State.ENDED)
    every = (quick, slow, again, loose, ended)
    facts = year(*(replace(problem(one.id, "账目不全", one), year=2025) for one in every))
    rows = {one.key: [(row.label, row.cells[0]) for row in one.rows] for one in tables_of(facts)}
    assert rows["by_days"] == [
        ("30天以内", 1),
        ("180天以上", 1),
        ("尚未办结", 1),
        ("没有交办日期", 1),
        ("已终止", 1),
        ("合计", 5),
    ]
    assert rows["by_round"] == [("首次整改", 4), ("第2次整改", 1), ("合计", 5)]
    assert rows["by_year"] == [("2025年度", 5), ("合计", 5)]
