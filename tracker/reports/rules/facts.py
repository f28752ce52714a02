"""What the document says about itself: title, year, unit, how many problems it announces."""

import re
from collections import Counter

from tracker.documents.rules.marks import mark_in_folded
from tracker.documents.rules.numerals import HAN_NUMERALS, whole_number
from tracker.reports.rules import words
from tracker.reports.rules.words import any_of

_TITLE_TAIL = re.compile(
    r"(?:报告|总结|汇报|情况|清单|台账|方案|材料|通报|意见|发言|述职|提纲|要点|表|自查|剖析|检查|函|计划|小结|书)(?:[(].{0,24}[)])?$",
)
_NOT_TITLE = re.compile(r"[。!?;]|^(?:各|尊敬的|根据|为|现将|附件|[-—])|:$")
_LONGEST_TITLE_LINE = 60
_TITLE_LINES = 6
_UNIT_TAIL = (
    "镇党委", "乡党委", "街道党工委", "街道办事处", "党工委", "委员会", "人民政府", "政府", "党支部", "党总支", "党组", "党委", "办事处",
    "纪委", "镇", "乡", "街道", "局", "办公室", "中心", "学校", "医院", "公司", "社区", "村", "工委", "部", "站", "所", "院", "委",
)  # fmt: skip
_UNIT = re.compile(
    rf"^(?:中共)?[^,。:;0-9《》“”\s关]{{1,24}}?{any_of(_UNIT_TAIL)}(?=关于|20\d\d|二[〇○零]|落实|履行|年度|贯彻|全面|党建|抓|开展|推进|$)"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|—|-|~|至)")
_HAN_YEAR = re.compile(r"二[〇○零O0][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR_LEAD = re.compile(r"(20\d\d)年(?:度)?(?:以来|来|,|我|镇|乡|工作|上半年|全年|党)")
_SIGNED = re.compile(r"^\(?(20\d\d)年(\d{1,2})月(?:\d{1,2}日)?\)?$")
_FIRST_QUARTER = 3
_OPENING = 1500
_COUNT = re.compile(
    rf"(?P<n>[0-9]{{1,2}}|[{HAN_NUMERALS}]{{1,3}})(?:个|大|点|项|条|类)?(?:大)?(?:主要|突出|具体)?(?:方面|{any_of(words.LACKS)}|点|条|个问题|类问题)",
)
_COUNT_CONTEXT = re.compile(rf"存在|表现|体现|主要|以下|如下|面临|反映|{any_of(words.LACKS)}|有")


def title_of(folded_lines: list[str], lines: list[str]) -> str | None:
    """Return the title above the text: the short first lines, the last of which ends like a title."""
    taken: list[str] = []
    for folded, line in zip(folded_lines[:_TITLE_LINES], lines, strict=False):
        if len(folded) > _LONGEST_TITLE_LINE or _NOT_TITLE.search(folded) or _is_marked(folded):
            return None
        if re.fullmatch(r"\(.{0,30}\)", folded) or _SIGNED.match(folded):
            continue
        taken.append(line.strip())
        if _TITLE_TAIL.search(folded.strip()):
            return "".join(
                taken[-2:] if len(taken) > 1 and _joins(folded_lines, taken) else taken[-1:]
            )
    return None


def _is_marked(folded: str) -> bool:
    mark = mark_in_folded(folded, 0)
    return mark is not None and mark.ordinal > 0


def _joins(folded_lines: list[str], taken: list[str]) -> bool:
    """A title of two lines: the second goes on (关于…), or the first is no unit's letterhead."""
    del taken
    return not re.search(r"文件$|^\S{1,12}〔20\d\d〕", folded_lines[0])


def year_of(title: str | None, folded: str, today_year: int | None) -> int | None:
    """Return the year reported on: the title's, else the opening's, else the most frequent one."""
    limit = today_year or 2100
    for text in (title or "", folded[:_OPENING]):
        years = _years(text) if text is title or text == (title or "") else _leading_years(text)
        fitting = [year for year in years if year <= limit]
        if fitting:
            return fitting[0]
    counted = Counter(year for year in _years(folded) if year <= limit)
    if counted:
        most = max(counted.values())
        return max(year for year, times in counted.items() if times == most)
    return None


def _years(folded: str) -> list[int]:
    found = [(m.start(), int(m.group(1))) for m in _YEAR.finditer(folded)]
    found += [
        (m.start(), whole_number(m.group().replace("O", "〇")) or 0)
        for m in _HAN_YEAR.finditer(folded)
    ]
    return [year for _, year in sorted(found)]


def _leading_years(folded: str) -> list[int]:
    return [int(m.group(1)) for m in _YEAR_LEAD.finditer(folded)]


def unit_of(title: str | None, folded_lines: list[str], lines: list[str]) -> str | None:
    """Return the reporting unit, from the title or from the signature above the date."""
    if title:
        found = _UNIT.match(title.strip())
        if found and found.end() < len(title):
            return found.group()
    for index in range(len(folded_lines) - 1, max(len(folded_lines) - 5, 0), -1):
        if _SIGNED.match(folded_lines[index].strip()):
            found = _UNIT.fullmatch(folded_lines[index - 1].strip())
            return lines[index - 1].strip() if found else None
    return None


def stated_count(folded_lead: str) -> int | None:
    """Return the number of problems that a lead-in announces (以下五个方面), None when it gives none."""
    found: int | None = None
    for match in _COUNT.finditer(folded_lead):
        clause_start = max(folded_lead.rfind(stop, 0, match.start()) for stop in "。;\n") + 1
        clause = folded_lead[clause_start : match.end()]
        number = whole_number(match["n"])
        if number and _COUNT_CONTEXT.search(clause) and not re.search("成效|成绩", clause[-12:]):
            found = found or number
    return found
