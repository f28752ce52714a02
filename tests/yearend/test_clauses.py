"""Taking people's texts apart: topics without faults, deeds without hopes, news without claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.clauses import (
    as_deed,
    as_news,
    as_plan,
    first_sentence,
    keep,
    topic_of,
    within,
    without_absolutes,
    without_claims,
    without_effects,
    without_heading,
)


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("村级财务管理不规范", "村级财务管理"),
        ("个别支部书记履职能力参差不齐", "支部书记履职能力"),
        ("理论学习深度不够，联系实际不紧", "理论学习"),
        ("流动党员教育管理存在薄弱环节", "流动党员教育管理"),
        ("集体增收还没有从“靠租”转到“靠产”", "集体增收"),
        ("闲置资产盘活进展缓慢", "闲置资产盘活"),
        ("督促检查抓得不够经常", "督促检查"),
        ("部分村集体增收还主要靠租金，自办产业项目少", "村集体增收"),
        ("“一岗双责”压得不实", "“一岗双责”"),
        ("个别村河道管护时紧时松", "河道管护"),
        ("部分村集体增收路子不宽", "村集体增收"),
        ("村集体增收还主要靠租金", "村集体增收"),
        ("班子成员“一岗双责”压得不实", "班子成员“一岗双责”"),
        ("党员干部管得松", ""),
        ("增收主靠租金", ""),
        ("重业务轻党建", ""),
        ("不担当", ""),
        ("", ""),
    ],
)
def test_a_topic_is_what_a_title_speaks_of_without_its_fault(title: str, topic: str) -> None:
    assert topic_of(title) == topic


@pytest.mark.parametrize(
    ("measure", "deed", "plan"),
    [
        (
            "（1）6月底前修订报账审批制度，确保财务规范运行。",
            "修订报账审批制度",
            "修订报账审批制度，确保财务规范运行",
        ),
        (
            "将进一步加强培训，每季度实训一次",
            "加强培训，每季度实训一次",
            "加强培训，每季度实训一次",
        ),
        ("一是要健全月清单；二是逐条对账", "健全月清单；二是逐条对账", "健全月清单；二是逐条对账"),
        ("提升履职能力", "", "提升履职能力"),
        ("年底前力争全部开工", "全部开工", "全部开工"),
        ("", "", ""),
    ],
)
def test_a_measure_reads_as_a_deed_or_as_a_plan(measure: str, deed: str, plan: str) -> None:
    assert as_deed(measure) == deed
    assert as_plan(measure) == plan


def test_news_of_open_work_claims_nothing() -> None:
    assert as_news("已有9个村开放，问题整改到位") == "目前已有9个村开放"
    assert as_news("抽查14个支部，成效显著") == "年内抽查14个支部"
    assert as_news("全面完成") == ""


def test_words_of_effect_need_a_persons_outcome() -> None:
    assert without_effects("报账时间明显缩短，账目齐全") == "账目齐全"
    assert without_effects("报账时间明显缩短", "明显缩短到3天") == "报账时间明显缩短"
    assert without_claims("已完成摸底，全部完成") == "已完成摸底"
    assert without_absolutes("彻底解决了难题") == "解决了难题"


def test_an_outcome_ends_at_its_first_stop() -> None:
    assert first_sentence("账目齐全；手续完备。其他") == "账目齐全"
    assert first_sentence("。账目齐全") == "账目齐全"


@given(st.lists(st.sampled_from(["甲", "乙丙", "丁戊己", "庚" * 30]), max_size=6))
def test_what_fits_is_taken_in_order_and_once(parts: list[str]) -> None:
    taken = within(parts, 10)
    assert len(taken) == len(set(taken))
    assert taken == [one for one in dict.fromkeys(parts) if one in taken]
    assert bool(taken) is bool(parts)
    assert len(taken) <= 1 or sum(map(len, taken)) <= 10


@given(st.text(alphabet="已完成整改到位，。；彻底明显账目", max_size=40))
def test_nothing_is_ever_added_to_a_persons_text(text: str) -> None:
    for cut in (without_effects(text), without_claims(text), without_absolutes(text)):
        assert set(cut) <= set(text) | {"，", "；"}
    assert not any(word in without_claims(text).split("，") for word in words.CLAIMS)
    assert keep(text, lambda _: False) == ""


def test_a_title_on_its_own_line_is_left_out_though_no_stop_ends_it() -> None:
    measure = "进一步压实主体责任\n制定班子成员责任清单，每季度听取一次汇报。"
    told = "制定班子成员责任清单，每季度听取一次汇报"
    assert as_deed(measure) == told
    assert without_heading(as_plan(measure)) == told
    assert as_plan("建台账，\n逐户核对") == "建台账， 逐户核对", (
        "a sentence that only wraps goes on"
    )
