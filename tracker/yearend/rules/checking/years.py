"""Years that were left over from last year's report, or that nobody can mean."""

import re
from collections.abc import Iterator

from tracker.documents.rules.folding import fold
from tracker.yearend.rules.checking.findings import Kind, Remark

_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2}) ?年(?!代)")
# What makes an earlier year right: a comparison, an origin, a report or a paper of that year.
_LOOKS_BACK = re.compile(
    r"上年|去年|前年|较|比|同比|年初|原定|曾|此前|历年|近年|自$|从$|由$|始于|[(〔\[《“]$|来自|反馈|查摆|指出|届"
)
_EARLIER = re.compile(
    r"^(?:度?(?:的|主体|落实|党建|工作)?[^,。;]{0,16}(?:报告(?!如下)|清单|台账|方案|问题|反馈|巡察|审计|结转|遗留)|(?:以来|至|-|—|起|[0-9]{1,2}月[^,。;]{0,6}以来))"
)
# What makes a later year right: a plan.
_LOOKS_AHEAD = re.compile(r"将|拟|计划|力争|确保|下一步|争取|预计|前$|到$|至$|明年|调整")
_AHEAD = re.compile(r"^[^,。;]{0,12}(?:前|底|末|完成|起|内|上半年|下半年|季度|继续|重点|年度|工作)")
_NEAR = 14
_SIGNED = re.compile(r"(20[0-9]{2}) ?年 ?[0-9]{1,2} ?月 ?[0-9]{1,2} ?日")
_PLANNED_YEARS = 5


def years_amiss(text: str, year: int) -> Iterator[Remark]:
    """Yield the years of a text that do not fit a report on ``year``."""
    folded = fold(text)
    title = folded.partition("\n")[0]
    title_end = len(title) if "," not in title and "。" not in title else 0
    for found in _YEAR.finditer(folded):
        sentence = _sentence(folded, found, year, in_title=found.end() <= title_end)
        if sentence:
            yield Remark(Kind.YEAR, sentence, found.start(), found.end())


def _sentence(folded: str, found: re.Match[str], year: int, *, in_title: bool) -> str:
    told = int(found[1])
    if told == year or _is_signature(folded, found, year):
        return ""
    if in_title:
        return f"标题写的是{told}年，本报告写{year}年度。"
    before = _clause_before(folded, found.start())
    behind = folded[found.end() : found.end() + 2 * _NEAR]
    if told < year and not (_LOOKS_BACK.search(before) or _EARLIER.search(behind)):
        return f"这里写的是{told}年，像是从以前的报告里留下来的，请核对是否应为{year}年。"
    if told > year + _PLANNED_YEARS:
        return f"这里写的是{told}年，比本报告的年度晚得多，请核对。"
    if told > year and not (_LOOKS_AHEAD.search(before) or _AHEAD.search(behind)):
        return f"这里写的是{told}年，本报告写{year}年度，不像是下一步的时限，请核对。"
    return ""


def _clause_before(folded: str, start: int) -> str:
    before = folded[max(0, start - _NEAR) : start]
    return re.split(r"[。;\n]", before)[-1]


def _is_signature(folded: str, found: re.Match[str], year: int) -> bool:
    """Answer whether the year is that of the day below the report, in the year itself or the next."""
    line_start = folded.rfind("\n", 0, found.start()) + 1
    line_end = folded.find("\n", found.start())
    line = folded[line_start : line_end if line_end >= 0 else len(folded)].strip()
    return bool(_SIGNED.fullmatch(line)) and int(found[1]) in {year, year + 1}
