"""What a person should look at before trusting a reading."""

from collections.abc import Iterable, Sequence

from tracker.documents.rules.plain import PlainDocument
from tracker.reports.rules.claims import SpanKind
from tracker.reports.rules.results import Notice, Span

_MESSAGES = {
    "no_problems": "没有找到列出存在问题的段落，请核对原文",
    "several_sections": "文中有{count}处列出问题的段落，已全部收录，请核对是否重复",
    "repeated_sections": "文中有{count}处列出问题的段落，内容重复的只收录最后一处",
    "unassigned": "这段文字没有归入任何问题，请核对",
    "numbering_gap": "序号不连续，此处之前可能缺少内容",
    "count_mismatch": "文中称“{stated}”，实际列出{count}项",
    "scanned": "文件是扫描件，没有可读的文字",
    "truncated": "文件内容不完整，只读出一部分",
    "plain_fallback": "文件按纯文字读取，自动编号和表格可能缺失",
}


def warning(code: str, start: int | None = None, end: int | None = None, **facts: object) -> Notice:
    """Return the warning ``code`` with its Chinese sentence."""
    return Notice(code, _MESSAGES[code].format(**facts), start, end)


def count_mismatch(
    stated: tuple[int, str, tuple[int, int]], listed: Sequence[int]
) -> Iterable[Notice]:
    """Warn when the stated number (with its words and place) fits none of ``listed`` (items, categories)."""
    number, words, place = stated
    if number not in listed:
        yield warning("count_mismatch", *place, stated=words, count=listed[0])


def unassigned(spans: Iterable[Span]) -> Iterable[Notice]:
    """Warn of each stretch of a problem section that was given to nothing."""
    return (
        warning("unassigned", span.start, span.end)
        for span in spans
        if span.kind == SpanKind.UNASSIGNED
    )


def from_reader(document: PlainDocument) -> Iterable[Notice]:
    """Put what the reader remarked about the file into words."""
    return (
        warning(remark.code, remark.start, remark.end)
        for remark in document.remarks
        if remark.code in _MESSAGES
    )
