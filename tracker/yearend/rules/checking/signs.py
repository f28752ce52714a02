"""Punctuation of two scripts in one text, doubled or unpaired signs, and words that are often mistaken."""

import re
from collections.abc import Iterator

from tracker.documents.rules.plain import BlockKind, PlainDocument
from tracker.yearend.rules.checking.findings import Kind, Remark

_HAN = r"[\u4e00-\u9fff”’）》】]"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF = re.compile(rf"(?<={_HAN})[,;:?!(]|[,;:?!)](?={_HAN})")
_DOUBLED = re.compile(r"([，。；、：！])(?:\1|[，。；、])+")
_SLIPS = (
    (re.compile(r"截止(?=20\d\d年|\d{1,2}月|目前|年底|今年)"), "“截止”后面不接日期，应为“截至”。"),
    (re.compile(r"20\d\d年0\d月|(?<=年)\d{1,2}月0\d日"), "日期前面不加0，例如2026年1月5日。"),
    (re.compile(r"(?<=[〔\[（(])20\d\d(?=[〕\]）)]第)"), "发文字号中不用“第”字。"),
    (
        re.compile(r"[\[（(【]20\d\d[\]）)】](?=\d{1,4}号)"),
        "发文字号的年份用六角括号，例如〔2026〕7号。",
    ),
)
_PAIRS = (("“", "”"), ("（", "）"), ("《", "》"), ("【", "】"), ("〔", "〕"))


def signs_amiss(document: PlainDocument) -> Iterator[Remark]:
    """Yield half-width stops between Chinese, doubled and unpaired signs, and the usual slips."""
    text = document.text
    for found in _HALF.finditer(text):
        full = _FULL[found.group()]
        yield Remark(Kind.SIGN, f"中文里用了半角的“{found.group()}”，应为“{full}”。", *found.span())
    for found in _DOUBLED.finditer(text):
        yield Remark(Kind.SIGN, f"标点重复：“{found.group()}”。", *found.span())
    for pattern, sentence in _SLIPS:
        for found in pattern.finditer(text):
            yield Remark(Kind.SIGN, sentence, *found.span())
    for block in document.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            yield from _unpaired(text[block.start : block.end], block.start)


def _unpaired(line: str, start: int) -> Iterator[Remark]:
    for opening, closing in _PAIRS:
        if line.count(opening) != line.count(closing):
            at = (
                line.rfind(opening)
                if line.count(opening) > line.count(closing)
                else line.rfind(closing)
            )
            sentence = f"这一段的{opening}{closing}不成对。"
            yield Remark(Kind.SIGN, sentence, start + at, start + at + 1)
