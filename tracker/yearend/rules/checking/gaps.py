"""Places that nobody has filled in: 【待补…】, ××, XX, ？, empty brackets."""

import re
from collections.abc import Iterator

from tracker.documents.rules.folding import fold
from tracker.documents.rules.paper import GAP
from tracker.yearend.rules.checking.findings import Kind, Remark

_FILLERS = (
    (GAP, "还有一处没有补上：{words}"),
    (re.compile(r"[×✕╳]+|(?<![A-Za-z0-9])[Xx]{1,4}(?![A-Za-z0-9])|\*{1,6}"), "“{words}”是占位的，请换成实际内容。"),
    (re.compile(r"_{2,}|[○〇]{2,}(?![一-鿿])|\( {0,4}\)(?!\w)"), "这里留了空，请填上实际内容。"),
    (re.compile(r"\?{2,}|(?<=[\u4e00-\u9fff,、为共计达])\?(?=[\u4e00-\u9fff%])"), "“{words}”像是没有定下来的内容，请核对。"),
    (re.compile(r"(?:请|待|需)(?:补充|核实|填写|确认)(?=[)】\]])|TODO|此处(?:省略|填写|补充)"), "这是给自己看的话，交出去以前请改掉：“{words}”。"),
)  # fmt: skip


def gaps_left(text: str) -> Iterator[Remark]:
    """Yield what still stands for something else, in the order of the text, each place once."""
    folded = fold(text)
    found = [
        Remark(Kind.GAP, sentence.format(words=text[one.start() : one.end()]), *one.span())
        for pattern, sentence in _FILLERS
        for one in pattern.finditer(text if pattern is GAP else folded)
    ]
    reached = -1
    for remark in sorted(found, key=lambda one: (one.start, -one.end)):
        if remark.start >= reached:
            reached = remark.end
            yield remark
