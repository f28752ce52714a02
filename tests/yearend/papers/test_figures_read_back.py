"""Figures in a rewritten paragraph: another number, unit or count is seen; what only moved is not."""

import pytest

from tracker.yearend.rules.reading_back.claims import claim_of_done
from tracker.yearend.rules.reading_back.figures import changes, with_ledger_figures

OURS = "新订制度2项，对14个村报账员集中实训2期，查出的11笔4.6万元支出已全部补正。"


@pytest.mark.parametrize(
    ("theirs", "told"),
    [
        (OURS, []),
        ("集中实训2期、覆盖14个村报账员，新订制度2项，11笔4.6万元支出已补正。", []),
        (OURS.replace("2项", "两项"), []),
        (OURS.replace("14个村", "15个村"), [("14个", "15个")]),
        (OURS.replace("4.6万元", "6.4万元"), [("4.6万元", "6.4万元")]),
        (OURS.replace("2期", "3期"), [("2期", "3期")]),
        (OURS + "清退资金8万元。", [("", "8万元")]),
        (OURS.replace("新订制度2项，", ""), []),
    ],
)
def test_only_figures_that_differ_are_told(theirs: str, told: list[tuple[str, str]]) -> None:
    found = changes(OURS, theirs)
    assert [(one.ours.printed if one.ours else "", one.theirs.printed) for one in found] == told


def test_days_and_numbers_of_papers_count_nothing() -> None:
    assert changes("", "2026年5月3日印发清委〔2026〕7号，第3批一项一项过。") == ()


def test_a_wording_takes_the_figures_of_the_ledger_with_it() -> None:
    theirs = "集中办班3期，15个村的报账员都参加了；11笔支出已补正。"
    found = changes(OURS.replace("实训2期", "办班2期"), theirs)
    assert with_ledger_figures(theirs, found).startswith("集中办班2期，14个村")


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ("冷库项目已全面完成。", "全面完成"),
        ("经过努力，这一问题得到有效解决。", "得到有效解决"),
        ("整改状态：已销号。", "整改状态：已销号"),
        ("冷库项目尚未全面完成。", None),
        ("力争2027年4月底前全部完成。", None),
        ("以3个村全部完成作为销号标准。", None),
        ("1个村已全部完成。", None),
    ],
)
def test_open_work_that_reads_as_done_is_seen(theirs: str, words: str | None) -> None:
    ours = "1个村已全部完成，其余2个村仍在推进。"
    place = claim_of_done(ours, theirs)
    assert (theirs[place[0] : place[1]] if place else None) == words
