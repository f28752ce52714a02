"""What an office's own Word template may ask for: the placeholders, what each gives, and what is near a mistaken one."""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any

from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.ledger import LedgerRow
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.rules.set_out import SetParagraph, set_out
from tracker.yearend.rules.year import YearReport

_NEW_PARAGRAPH = "\a"  # docxtpl begins a paragraph of the same look here
_SECTIONS = {
    "work": "工作成效",
    "last_year": "上年度问题整改情况",
    "problems": "存在问题",
    "plan": "下一步打算",
}
PLACEHOLDERS = (
    ("标题", "报告的标题"),
    ("主送机关", "主送机关的名称"),
    ("单位", "本单位的名称"),
    ("年度", "报告所写的年度，例如2026"),
    ("上年度", "上一年度，例如2025"),
    ("截至", "数据截至的日期"),
    ("日期", "成文日期"),
    ("落款", "署名"),
    ("开头", "正文开头一段"),
    ("工作成效", "工作成效一节，各段自成一段"),
    ("上年度问题整改情况", "上年度问题整改情况一节，各段自成一段"),
    ("存在问题", "存在问题一节，各段自成一段"),
    ("下一步打算", "下一步打算一节，各段自成一段"),
    ("一句话", "上年度问题整改情况，一句话"),
    ("一段话", "上年度问题整改情况，一段话"),
    ("问题数", "问题的个数"),
    ("任务数", "任务的项数"),
    ("措施数", "措施的条数"),
    ("完成数", "已完成的问题个数"),
    ("完成率", "整改完成率"),
    ("口径", "完成率怎样计算"),
    (
        "台账",
        "台账的各行，写在表格里：{%tr for 行 in 台账 %} 一行，{{行.编号}} 等一行，{%tr endfor %} 一行",
    ),
)
# What a line of the ledger gives inside the loop.
LINE_WORDS = (
    ("序号", "position"), ("编号", "number"), ("问题来源", "source"), ("反馈问题", "told"), ("完成标准", "standard"), ("整改措施", "measures"),
    ("责任领导", "leader"), ("牵头单位", "lead_unit"), ("责任人", "handler"), ("整改时限", "due_text"), ("整改进展及成效", "progress_and_why"),
    ("整改状态", "state_and_why"),
)  # fmt: skip
NAMES = tuple(name for name, _ in PLACEHOLDERS)
# Without one of these a template holds nothing of the year.
_SUBSTANCE = frozenset({*_SECTIONS.values(), "一句话", "一段话", "台账", "问题数", "任务数"})
_MOST_LINES = 5000


def values_of(report: YearReport, signed_on: date) -> dict[str, Any]:
    """Answer what every placeholder gives for a year; plain texts, and the lines of the ledger as texts by word."""
    facts, draft, whole = report.facts, report.draft, report.figures.whole
    texts = {one.key: _text(list(_lines(report, one.key))) for one in draft.sections}
    return {
        "标题": draft.title,
        "主送机关": draft.addressee,
        "单位": facts.unit,
        "年度": str(facts.year),
        "上年度": str(facts.year - 1),
        "截至": long_day(facts.as_of),
        "日期": long_day(signed_on),
        "落款": draft.signature,
        "开头": draft.opening.text,
        **{name: texts.get(key, "") for key, name in _SECTIONS.items()},
        "一句话": draft.clause.text,
        "一段话": draft.paragraph.text,
        "问题数": str(whole.problems.total),
        "任务数": str(whole.tasks.total),
        "措施数": str(whole.measures),
        "完成数": str(whole.problems.completed(sustained_counts=facts.sustained_counts)),
        "完成率": report.figures.rate,
        "口径": report.figures.rule,
        "台账": [_line(one) for one in report.ledger[:_MOST_LINES]],
    }


def labels_of(report: YearReport) -> list[tuple[str, str]]:
    """Answer the paragraphs of the sections with what is hidden beside them."""
    told = (one for section in report.draft.sections for one in _lines(report, section.key))
    return [(one.words, one.label) for one in told if one.label]


def sample_values() -> dict[str, Any]:
    """Answer something for every placeholder, to try a template out with."""
    line = {word: word for word, _ in LINE_WORDS}
    return {name: [line] if name == "台账" else f"（{name}）" for name in NAMES}


def unknown_in(names: Sequence[str]) -> tuple[str, ...]:
    """Answer the names that nothing fills."""
    return tuple(one for one in names if one not in NAMES)


def troubles_of(names: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each name that nothing fills, with the nearest that something does; and one for none at all."""
    for one in unknown_in(names):
        near = get_close_matches(one, NAMES, n=1, cutoff=0.5)
        hint = f"，是不是“{near[0]}”？" if near else "，请对照列出的名称修改。"
        yield f"没有叫“{one}”的占位符{hint}"
    if not _SUBSTANCE.intersection(names):
        yield "模板里没有任何一节内容或数字的占位符，例如 {{存在问题}}。"


def unused_by(names: Sequence[str]) -> tuple[str, ...]:
    """Answer the sections that a template leaves out; nothing is left out silently."""
    return tuple(name for name in _SECTIONS.values() if name not in names)


def _lines(report: YearReport, key: str) -> Iterator[SetParagraph]:
    numbers = {one.id: one.number for one in report.facts.tasks}
    section = _section(report.draft, key)
    if section is not None:
        yield from set_out(section, numbers)


def _section(draft: Draft, key: str) -> Any:
    return next((one for one in draft.sections if one.key == key), None)


def _text(lines: Sequence[SetParagraph]) -> str:
    return _NEW_PARAGRAPH.join(one.words for one in lines)


def _line(row: LedgerRow) -> dict[str, str]:
    told = {"told": row.shown_as or row.problem}
    return {word: told.get(name) or str(getattr(row, name, "")) for word, name in LINE_WORDS}
