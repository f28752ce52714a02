"""体检 of any report: what is amiss is found, and what is right is left alone."""

import pytest

from tracker.documents.rules.plain import PlainDocument
from tracker.documents.rules.wrapping import from_text
from tracker.yearend.rules.checking import Kind, Known, check_up

KNOWN = Known(
    2026, frozenset({"张晓燕", "王立本"}), frozenset({"清溪镇", "农业农村办公室", "云岭县"})
)
CLEAN = """清溪镇党委关于2026年度落实全面从严治党主体责任情况的报告
云岭县委：
现将2026年度有关情况报告如下：
一、工作成效
（一）压实责任
对2025年度报告查摆的5个问题建账明责，较2025年减少2个。镇党委书记王立本牵头，农业农村办公室会同办理。
（二）建强支部
抓好以下两项重点工作。一是讲清楚怎么开会；二是讲清楚怎么议事。
二、存在问题
（一）集体增收不稳。年内1个村烘干房建成投用。
三、下一步打算
计划于2027年4月底前办结用地手续。
中共清溪镇委员会
2027年1月5日"""


def paper(*changes: tuple[str, str]) -> PlainDocument:
    """Answer the clean report with some words changed."""
    text = CLEAN
    for words, others in changes:
        assert words in text
        text = text.replace(words, others)
    return from_text(text)


def told(document: PlainDocument, known: Known = KNOWN) -> list[tuple[Kind, str]]:
    """Answer the kind and the marked words of each remark."""
    found = check_up(document, known).remarks
    return [(one.kind, document.text[one.start : one.end]) for one in found]


def test_nothing_is_said_of_a_report_in_order() -> None:
    assert told(paper()) == []


@pytest.mark.parametrize(
    ("words", "others", "kind", "marked"),
    [
        ("关于2026年度落实", "关于2025年度落实", Kind.YEAR, "2025年"),
        ("现将2026年度", "现将2025年", Kind.YEAR, "2025年"),
        ("年内1个村", "2025年1个村", Kind.YEAR, "2025年"),
        ("2027年1月5日", "2025年1月5日", Kind.YEAR, "2025年"),
        ("年内1个村", "年内××个村", Kind.GAP, "××"),
        ("年内1个村", "年内XX个村", Kind.GAP, "XX"),
        ("年内1个村", "年内？个村", Kind.GAP, "？"),
        ("年内1个村", "【待补：个数】个村", Kind.GAP, "【待补：个数】"),
        ("以下两项", "以下三项", Kind.COUNT, "抓好以下三项重点工作。"),
        ("（二）建强支部", "（三）建强支部", Kind.NUMBERING, "（三）"),
        ("三、下一步", "二、下一步", Kind.NUMBERING, "二、"),
        ("二是讲清楚", "三是讲清楚", Kind.NUMBERING, "三是"),
        ("书记王立本", "书记王利本", Kind.NAME, "王利本"),
        ("书记王立本", "书记刘长河", Kind.NAME, "刘长河"),
        ("农业农村办公室", "农业农林办公室", Kind.NAME, "农业农林办公室"),
        ("云岭县委：", "桥头镇党委：", Kind.NAME, "桥头镇"),
        ("烘干房建成投用。", "烘干房建成,投用。", Kind.SIGN, ","),
        ("烘干房建成投用。", "烘干房建成投用。。", Kind.SIGN, "。。"),
        ("烘干房建成投用。", "“烘干房建成投用。", Kind.SIGN, "“"),
        ("计划于2027年4月底前", "截止2026年12月", Kind.SIGN, "截止"),
    ],
)
def test_each_slip_is_found_at_its_place(words: str, others: str, kind: Kind, marked: str) -> None:
    assert (kind, marked) in told(paper((words, others)))


def test_a_heading_with_nothing_below_is_told() -> None:
    bare = paper(("（一）集体增收不稳。年内1个村烘干房建成投用。\n", ""))
    assert (Kind.EMPTY, "存在问题") in [(kind, words.lstrip("二、")) for kind, words in told(bare)]


def test_names_are_not_asked_for_where_none_are_known() -> None:
    stranger = paper(("书记王立本", "书记刘长河"))
    assert Kind.NAME not in {kind for kind, _ in told(stranger, Known(2026))}


def test_lengths_are_told_by_part_with_the_share_of_the_problems() -> None:
    lengths = check_up(paper(), KNOWN).lengths
    assert [one.heading for one in lengths.parts] == [
        "一、工作成效",
        "二、存在问题",
        "三、下一步打算",
    ]
    assert lengths.whole == len("".join(CLEAN.split()))
    assert lengths.share_of_problems is not None
    assert 5 < lengths.share_of_problems < 20


@pytest.mark.parametrize(
    "text", ["", "。", "一、", "（（（", "是" * 3000, "一是" * 800, "2025年" * 500]
)
def test_any_text_is_checked(text: str) -> None:
    assert check_up(from_text(text), KNOWN).lengths.whole <= len(text)
