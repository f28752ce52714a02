"""A rewritten report read back: all that differs is told, whatever the marks, and nothing else."""

import pytest

from tests.yearend.papers.rewriting import back, exported, joining, replacing, rewritten, without
from tracker.yearend.rules.facts import YearFacts
from tracker.yearend.rules.reading_back import Choice, Kind, ReadBack
from tracker.yearend.rules.year import report_on


def told(found: ReadBack, kind: Kind) -> list[str]:
    return [one.sentence for one in found.differences if one.kind is kind]


@pytest.mark.parametrize("marks", [True, False])
def test_the_untouched_export_agrees_with_the_ledger(year: YearFacts, *, marks: bool) -> None:
    found = back(year, rewritten(exported(year), marks=marks))
    assert found.differences == ()
    assert found.unchanged == found.paired == found.passages > 10


@pytest.mark.parametrize("marks", [True, False])
def test_a_heavily_rewritten_report_gives_up_each_change(year: YearFacts, *, marks: bool) -> None:
    """Two problems written together, one struck, one called done, one figure changed."""
    content = rewritten(
        exported(year),
        replacing({"4.6万元": "6.4万元"}),
        replacing({"已有4个村的项目取得收益，经营性": "4个村的项目已全部完成，经营性"}),
        joining("惠民资金公示环节存在脱节", "2024年度报告已列出这一问题"),
        without("闲置资产盘活进展缓慢"),
        without("着力抓好集体增收"),
        marks=marks,
    )
    found = back(year, content)
    assert {(one.ours, one.theirs) for one in found.differences if one.kind is Kind.FIGURE} == {
        ("4.6万元", "6.4万元")
    }
    assert any("全部完成" in one for one in told(found, Kind.READS_AS_DONE))
    claimed = [
        one for one in found.differences if one.kind is Kind.REWORDED and "全部完成" in one.theirs
    ]
    assert claimed
    assert not any(one.flows for one in claimed)  # what is open is never written as done
    assert not any(Choice.WORD in one.choices for one in claimed)
    assert len(told(found, Kind.MERGED)) == 1
    dropped = "".join(told(found, Kind.DROPPED))
    assert "闲置资产盘活" in dropped
    assert "集体增收" in dropped


def test_a_problem_that_only_the_file_knows_is_new(year: YearFacts) -> None:
    words = "（六）干部作风还不够实。下村走访少，群众反映的事回复不及时。"
    content = rewritten(exported(year), replacing({"主要是发放在财政所": "主要是发放在财政所"}))
    known = back(year, content)
    assert told(known, Kind.NEW) == []

    def add(document: object) -> None:
        heads = [one for one in document.paragraphs if "惠民资金公示环节" in one.text]  # type: ignore[attr-defined]  # python-docx has no types
        heads[-1].insert_paragraph_before(words)

    found = back(year, rewritten(exported(year), add))
    assert any("干部作风还不够实" in one for one in told(found, Kind.NEW))


def test_a_rewording_flows_back_with_the_figures_of_the_ledger(year: YearFacts) -> None:
    change = replacing({"对14个村报账员集中实训2期，逐村": "把15个村的报账员请来集中办班2期，逐村"})
    found = back(year, rewritten(exported(year), change))
    (reworded,) = [
        one for one in found.differences if one.kind is Kind.REWORDED and "集中办班" in one.theirs
    ]
    assert "把14个村的报账员请来集中办班" in reworded.flows
    assert reworded.keys[0].startswith("work:")
    assert Choice.SEEN not in Kind.REWORDED.choices


def test_a_rewording_with_a_figure_that_nobody_knows_does_not_flow(year: YearFacts) -> None:
    change = replacing({"补登资产卡片": "补登资产卡片320张、处置车辆5台，清退资金8万元"})
    found = back(year, rewritten(exported(year), change))
    (reworded,) = [one for one in found.differences if one.kind is Kind.REWORDED]
    assert reworded.flows == ""
    assert "8万元" in "".join(told(found, Kind.FIGURE))


def test_what_repeats_last_year_word_for_word_is_told(year: YearFacts) -> None:
    problems = report_on(year).draft.sections[2].passages
    old = f"{problems[4].lead}{problems[4].text}"
    found = back(year, exported(year), (old,))
    assert len(told(found, Kind.NEAR_LAST_YEAR)) == 1
    assert (
        back(year, exported(year), ("镇村干部下村少，群众反映的事情回复不及时。",)).differences
        == ()
    )


def test_every_choice_says_what_comes_of_it() -> None:
    for kind in Kind:
        assert all(kind.told(one) for one in kind.choices)
    assert not {Choice.WORD} & set(Kind.READS_AS_DONE.choices)


@pytest.mark.parametrize("marks", [True, False])
def test_a_paragraph_moved_into_one_of_another_section_is_merged_and_not_dropped(
    year: YearFacts, *, marks: bool
) -> None:
    moving = joining("督促检查抓得不够经常", "盘点全镇固定资产")
    found = back(year, rewritten(exported(year), moving, marks=marks))
    assert told(found, Kind.DROPPED) == []
    assert len(told(found, Kind.MERGED)) == 1
