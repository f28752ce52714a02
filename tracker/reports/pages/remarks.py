"""What a person should look at before trusting a reading, each with what can be done about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.reports.models import Batch
from tracker.reports.pages.source import SourceText
from tracker.reports.rules.colouring import without_lead

_EXCERPT = 160
_COLUMNS = "reports.columns"
# Told by what stands on the screen now, not by what the reading once said.
_RETOLD = frozenset({"unassigned", "no_problems", "count_mismatch"})


@dataclass(frozen=True, slots=True)
class Fix:
    """A correction of one click: its word, its endpoint, and the stretch of text that it takes, if any."""

    word: str
    endpoint: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at: tone, sentence, a note, the words it is about, and what can be done about it.

    ``link`` is the word and the endpoint of a page of the report where more can be done.
    """

    tone: str
    title: str
    note: str = ""
    text: str = ""
    fixes: tuple[Fix, ...] = ()
    link: tuple[str, str] | None = None


def remarks_of(
    batch: Batch, source: SourceText, kept: int, *, file_kept: bool
) -> tuple[Remark, ...]:
    """Answer the remarks about a batch as it stands after corrections.

    ``kept`` candidates are not dropped; only a file that was kept can be read again.
    """
    return (
        *_about_count(batch, kept),
        *(_about_columns(batch) if file_kept else ()),
        *_about_changes(batch),
        *_about_year(batch),
        *_about_reading(batch),
        *_about_rest(batch, source),
    )


def _about_count(batch: Batch, kept: int) -> Iterator[Remark]:
    stated = batch.extraction["stated_count"]
    if not batch.findings:
        yield Remark(
            "warn",
            "没有读到存在问题",
            "没有替您编出任何问题。请看一看原文；如有遗漏，可以在右边手工补充，或者在原文中选中文字后补充为一条。",
        )
    elif stated is not None and stated != kept:
        told = [one for one in batch.extraction["warnings"] if one["code"] == "count_mismatch"]
        if told or kept != len(batch.extraction["problems"]):
            yield Remark(
                "warn",
                f"文中说有{stated}个方面，现在列出{kept}个问题",
                "只作提示，不会为了凑数增减；请对照原文看有没有多列或漏列。",
            )


def _about_year(batch: Batch) -> Iterator[Remark]:
    year = batch.extraction["year"]
    if year is not None and year != batch.year:
        fix = Fix(f"改为{year}年度", "reports.take_year")
        yield Remark("warn", f"文中写的是{year}年度，登记的是{batch.year}年度", fixes=(fix,))


def _about_reading(batch: Batch) -> Iterator[Remark]:
    for one in batch.extraction["warnings"]:
        if one["code"] not in _RETOLD:
            place = batch.text[one["start"] : one["end"]] if one["start"] is not None else ""
            yield Remark("warn", one["message"], text=_excerpt(place))


def _about_columns(batch: Batch) -> Iterator[Remark]:
    """Tell how the columns of tables were taken: always for a workbook, else when one was not recognised."""
    tables = batch.facts.get("tables", [])
    unknown = list(dict.fromkeys(name for one in tables for name in one["unknown"]))
    if not tables or not (unknown or batch.facts["workbook"]):
        return
    if batch.facts["layouts"]:
        yield Remark("info", "表格是按您对应的各列读取的", link=("重新对应各列", _COLUMNS))
    elif not any(one["read"] for one in tables):
        words = "请指出哪一列是问题、哪一列是措施，系统照此重新读取，下次同样的表头就认得了。"
        tone = "warn" if batch.facts["workbook"] else "info"
        yield Remark(tone, "文中的表格没有认出问题是哪一列", words, link=("对应各列", _COLUMNS))
    elif unknown:
        names = "、".join(f"“{name}”" for name in unknown)
        title = f"表格里有{len(unknown)}列没有认出"
        yield Remark("warn", title, _excerpt(names), link=("对应各列", _COLUMNS))
    else:
        yield Remark("info", "表格是按表头认出各列的", link=("对应各列", _COLUMNS))


def _about_changes(batch: Batch) -> Iterator[Remark]:
    if batch.facts.get("tracked_changes"):
        note = "插入的文字算在内，删除的文字不算；以原件的定稿为准。"
        yield Remark("info", "文件带有修订痕迹，已按全部接受修订读取", note)


def _about_rest(batch: Batch, source: SourceText) -> Iterator[Remark]:
    """Tell of each stretch given to nothing; it can be attached where a finding stands above it."""
    ends = [one.end for one in batch.findings if one.end is not None]
    for whole in source.unassigned:
        rest = without_lead(batch.text, whole)
        if any(start <= rest.start and rest.end <= end for start, end in batch.dismissed):
            continue
        fixes = [Fix("补成一条", "reports.add_stretch", rest.start, rest.end)]
        if any(end <= rest.start for end in ends):
            fixes.append(Fix("并入上一条", "reports.attach", rest.start, rest.end))
        fixes.append(Fix("知道了", "reports.dismiss", rest.start, rest.end))
        words = _excerpt(batch.text[rest.start : rest.end])
        yield Remark("info", "这几句还没有归到哪一条", text=words, fixes=tuple(fixes))


def _excerpt(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}……"
