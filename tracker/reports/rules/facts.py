"""What the document says about itself: title, year, unit, how many problems it announces."""

import re
from collections import Counter
from dataclasses import dataclass

from tracker.documents.rules.folding import fold
from tracker.documents.rules.marks import mark_in_folded
from tracker.documents.rules.numerals import HAN_NUMERALS, whole_number
from tracker.reports.rules import words
from tracker.reports.rules.dating import Written, printed_date, written_when
from tracker.reports.rules.words import any_of

_TITLE_TAIL = re.compile(rf"{any_of(words.TITLE_ENDS)}(?:[(].{{0,24}}[)])?$")
_NOT_TITLE = re.compile(r"[。!?;]|^(?:各|尊敬的|根据|为|现将|附件|[-—])|:$")
# 某镇2025年工作汇报2025年，某镇…: a copy without line breaks; the title stands before the first words of the text.
_GLUED_TITLE = re.compile(
    rf"[^,。;:!?\n]{{4,50}}?{any_of(words.TITLE_ENDS)}(?=20\d\d年(?:度?以来|来|,)|今年以来|一年来|近年来|根据|按照|为(?!民|企)|各位|尊敬的)"
)
_LETTERHEAD = re.compile(r"(?:文件|汇编|简报|专报|专刊)$|^\S{1,12}〔20\d\d〕")
_LONGEST_TITLE_LINE = 60
_TITLE_LINES = 6
_UNIT = re.compile(
    rf"^(?:中共)?[^,。:;0-9《》“”\s关]{{1,24}}?{any_of(words.UNIT_ENDS)}"
    r"(?=关于|20\d\d|二[〇○零]|落实|履行|年度|贯彻|全面|党建|抓|开展|推进|$)"
)
_OPEN_END = re.compile(r"^关于|(?:的|关于|年|年度|和|与|及|、)$")
_SIGNATURE_LINES = 6
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?= ?年|—|-|~|至)")
# 2009年建成的烤房: the year of something that happened once.
_HAPPENED = re.compile(
    r"自20\d\d年|(?<!\d)20\d\d年(?:以前|之前|前|起|底|初|[^,。;\n]{0,8}(?:巡察|巡视|审计|反馈|通报|换届)|[^,。;\n]{0,6}时|[^,。;\n]{0,6}(?:建成|建立|成立|投产|停产|修建|竣工|启用|改制|购置))"
)
_HAN_YEAR = re.compile(r"二[〇○零O0][〇○零O0一二三四五六七八九]{2}(?=年)")
_AS_NOUGHT = str.maketrans("O0", "〇〇")
_YEAR_LEAD = re.compile(
    r"(?:^|(?<=\n))(20\d\d) ?年(?![^,。\n]{0,8}(?:打算|计划|思路|安排|重点))|(20\d\d) ?年(?:度)?(?:以来|来|,|上半年|全年)"
)
_SIGNED = re.compile(r"^\(?(20\d\d)年(\d{1,2})月(?:\d{1,2}日)?\)?$")
_OPENING, _PLAN_OPENING, _FAR_YEAR = 160, 24, 2100
_NUMBER = rf"(?:[0-9]{{1,2}}|[{HAN_NUMERALS}]{{1,3}})"
_COUNT = re.compile(
    rf"(?P<n>{_NUMBER})(?:个|大|点|项|条|类)?(?:大)?(?:主要|突出|具体)?(?:方面|{any_of(words.LACKS)}|点|条)"
    rf"|{any_of(words.LACKS)}(?:有|共|共计)?(?P<m>{_NUMBER})(?:个|条|项|点)"
)
# 梳理出问题5条, 认领共性问题7个: counted where the list itself has no lead.
_GATHERED = re.compile(
    rf"(?:梳理|查摆|查找|认领|检视|列出|汇总|归纳)(?:出|了)?(?:[^,。;:\n0-9一二三四五六七八九十]{{0,6}}){any_of(words.LACKS)}(?:共|共计)?(?P<n>{_NUMBER})(?:个|条|项)(?![^。\n]{{0,40}}(?:整改到位|已整改|办结|完成整改|销号))"
)
_NOT_FAR = 400
_CLAUSE = re.compile(r"[^。;\n]+")
_ABOUT_FAULTS = re.compile(rf"表现|体现|主要|以下|如下|{any_of(words.LACKS)}")
_PRAISE = re.compile("成效|成绩|进步|提升|做法")


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands on top of a report and below it: title, year reported on, unit, when it was written."""

    title: str | None
    year: int | None
    unit: str | None
    written: Written | None


def facts_of(
    folded_lines: list[str],
    lines: list[str],
    folded: str,
    plans: list[str],
    today_year: int | None,
) -> Facts:
    """Return the facts of a document; ``plans`` are how its plans begin, ``lines`` its lines as printed."""
    title = title_of(folded_lines, lines)
    plain_title = fold(title) if title else None
    printed = printed_date(folded_lines)
    year = year_of(plain_title, folded, plans, (today_year, printed.year if printed else None))
    unit = unit_of(title, folded_lines, lines)
    return Facts(title, year, unit, written_when(folded_lines, plain_title, year))


def title_of(folded_lines: list[str], lines: list[str]) -> str | None:
    """Return the title above the text: the short first lines, the last of which ends like a title."""
    glued = _GLUED_TITLE.match(folded_lines[0]) if folded_lines else None
    if glued is not None and len(folded_lines[0]) > _LONGEST_TITLE_LINE:
        return lines[0][: glued.end()].strip()
    taken: list[str] = []
    for folded, line in zip(folded_lines[:_TITLE_LINES], lines, strict=False):
        if len(folded) > _LONGEST_TITLE_LINE or _NOT_TITLE.search(folded) or _is_marked(folded):
            return None
        if re.fullmatch(r"\(.{0,30}\)", folded) or _SIGNED.match(folded):
            continue
        taken.append(line.strip())
        if _TITLE_TAIL.search(folded.strip()):
            return _joined(taken, folded_lines[0])
    return None


def _joined(taken: list[str], first_folded: str) -> str:
    """A title of two lines is one title, unless the first line is a letterhead."""
    if len(taken) > 1 and not (_LETTERHEAD.search(first_folded) or _names_itself(taken)):
        return "".join(taken[-2:])
    return taken[-1]


def _names_itself(taken: list[str]) -> bool:
    """Tell whether the last line of a title begins with a unit, so that the line above is a header of the page."""
    above, last = fold(taken[-2]).strip(), fold(taken[-1])
    return _UNIT.match(last) is not None and _OPEN_END.search(above) is None


def _is_marked(folded: str) -> bool:
    mark = mark_in_folded(folded, 0)
    return mark is not None and mark.ordinal > 0


def year_of(
    title: str | None, folded: str, plans: list[str], latest: tuple[int | None, int | None]
) -> int | None:
    """Return the year reported on; all texts are folded, ``latest`` are the years of today and of the printed date.

    The title's year comes first, then the opening's, then the year before the one that the ``plans``
    speak of, and at last the most frequent one up to the printed date.
    """
    limit = latest[0] or _FAR_YEAR
    evidence = (
        _years(title or ""),
        _leading_years(_HAPPENED.sub("", folded[:_OPENING])),
        [year - 1 for plan in plans for year in _years(plan[:_PLAN_OPENING])],
    )
    for years in evidence:
        fitting = [year for year in years if year <= limit]
        if fitting:
            return fitting[0]
    limit = min(limit, latest[1] or _FAR_YEAR)
    counted = Counter(year for year in _years(_HAPPENED.sub("", folded)) if year <= limit)
    most = max(counted.values(), default=0)
    return max((year for year, times in counted.items() if times == most), default=None)


def _years(folded: str) -> list[int]:
    found = [(m.start(), int(m.group(1))) for m in _YEAR.finditer(folded)]
    found.extend(
        (m.start(), whole_number(m.group().translate(_AS_NOUGHT)) or 0)
        for m in _HAN_YEAR.finditer(folded)
    )
    return [year for _, year in sorted(found)]


def _leading_years(folded: str) -> list[int]:
    return [int(m.group(1) or m.group(2)) for m in _YEAR_LEAD.finditer(folded)]


def unit_of(title: str | None, folded_lines: list[str], lines: list[str]) -> str | None:
    """Return the reporting unit: the signature above the date at the end, else the title's beginning."""
    for index in range(len(folded_lines) - 1, max(len(folded_lines) - _SIGNATURE_LINES, 0), -1):
        above = folded_lines[index - 1].strip()
        if _SIGNED.match(folded_lines[index].strip()) and _UNIT.fullmatch(above):
            return lines[index - 1].strip()
    found = _UNIT.match(title.strip()) if title else None
    return found.group() if title and found and found.end() < len(title.strip()) else None


def stated_count(folded_lead: str) -> tuple[int, str] | None:
    """Return the number of problems that a lead-in announces and its words (5, 五个方面), or None."""
    for clause in _CLAUSE.findall(folded_lead):
        for part in re.split("但|,", clause):
            match = _COUNT.search(part)
            number = whole_number(match["n"] or match["m"]) if match else None
            about = _ABOUT_FAULTS.search(part) or part.rstrip().endswith(":")
            if match and number and about and not _PRAISE.search(part):
                return number, match.group()
    return None


def gathered_count(folded: str, start: int) -> tuple[int, str, tuple[int, int]] | None:
    """Return the number of problems that a paper says, not far before ``start``, it has gathered; its words and place."""
    found = list(_GATHERED.finditer(folded, max(start - _NOT_FAR, 0), start))
    number = whole_number(found[-1]["n"]) if found else None
    return (number, found[-1].group(), found[-1].span()) if number else None
