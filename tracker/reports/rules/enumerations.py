"""Faults listed in running text: before 等问题, behind 但…：, behind 存在问题是."""

import re

from tracker.reports.rules import words
from tracker.reports.rules.cues import COUNT, MORE_LACKS, TRAP, is_announcement, speaks_of_others
from tracker.reports.rules.faults import (
    begins_with_some,
    is_fault_title,
    mostly_faults,
    states_fault,
)
from tracker.reports.rules.words import any_of

_LACK = any_of(words.LACKS)
_FILL = any_of(words.QUALIFIERS)
_ENUMERATION_HEAD = re.compile(
    r"(?:主要存在|存在|面临|还有(?![^,]{0,8}(?:距离|差距)[,:])|仍有|表现为|表现在|表现出|尚有|反映出|暴露出)(?:着|了|的|一些|以下|如下)?"
)
_ENUMERATION_TAIL = re.compile(
    rf"等(?:{COUNT})?(?:方面)?(?:的)?{_FILL}{{0,3}}+(?:{_LACK}|现象|情况|情形|方面)"
)
_FEW_SIGNS = re.compile("[,;、]")
_EXAMPLES = re.compile(
    rf"(?:存在|面临|有)(?:着|了)?{_FILL}{{0,4}}+(?:{_LACK}|距离){MORE_LACKS}[,:]?(?:比如|例如|如|像|(?:主要|集中|突出)(?:是|有|(?:表现|体现|反映)(?:在|为|于)?)|表现(?:在|为)):?"
    r"(?P<list>[^。:]{4,300}?)(?:等(?:等)?(?:,[^。,;:]{0,8}(?:需要|有待|亟待|亟需|有必要)[^。;:]{0,16})?)?[。;]?$"
)
# 存在问题是村里年轻人少，…: the sentence names the list and goes straight on with it.
_TOLD_AS = re.compile(
    rf"(?:^|(?<=,))(?:目前|当前|工作中)?(?:存在)?的?{_FILL}{{0,3}}+(?:问题|不足|短板|困难|差距)(?:主要|就)?(?:是|有|在于)[,:]?(?=[^。]{{4}})"
    r"|^(?:但|只是)?(?:美中|工作)?不足(?:的|之处)(?:主要)?(?:是|在于)[,:]?|^(?:还)?(?:需要|有待)(?:改进|加强|提高)的是[,:]?|^(?:令人)?遗憾的是[,:]?"
)
_BUT = re.compile("但|然而|不过|可是")
_TOLD_LEAD = re.compile(r"[^:;。]{2,80}:")
_CONTRAST_LEAD = re.compile("还|仍|也|尚|但|虽|不过|然而|看到|认识到|清醒|同时|当然|不足")
_CONTRAST_START = re.compile(
    "当然|但|也|同时|然而|不过|可是|只是|还|虽|在.{0,12}的同时|我们?也|[^,]{0,8}(?:看到|认识到)|[^,]{0,16}(?:虽|尽管)"
)
# …整体较好，但依然存在一些问题，甲村…；乙村…: praise and contrast in one clause.
_TURN = re.compile(",(?=但|不过|然而)")
_LEADING = re.compile(
    r"^(?:主要|具体|集中|突出)?(?:表现|体现|反映|存在|有|是|为)?(?:在|为|于)?(?:以下|如下)?[^。;]{0,12}?:",
)
# 不过也要看到，甲。乙。丙。: whoever says so goes on to tell faults, each in a sentence of its own.
_AWARE = re.compile(
    "(?:但是?|不过|然而|同时|当然|只是)[^。;:]{0,12}(?:看到|认识到|意识到|注意到|感到|承认|正视)[^。;:]{0,4}[,:]$"
)
_SHOWN_IN = re.compile("(?:主要|具体|集中|突出)?(?:体现|表现|反映)(?:在|为|于)[:]?")
_CLAUSE_END = re.compile("[;。]")
_LONGEST_TOLD_LEAD, _LEAST_CLAUSES = 80, 2
_YET = re.compile(
    "(?:还|仍|也|尚|依然|仍然)(?:不同程度|普遍|或多或少)?地?存在|但|还有|^(?:(?:当前|目前),?)?(?:我[镇乡村院局校]|实际|日常)?工作中?(?:也|主要)?存在"
)
_SHORTEST_LIST, _TAIL_LENGTH = 4, 16
_LONGEST_ENUMERATION = 4000


def lists_faults(sentence: str) -> bool:
    """Tell whether a folded sentence contrasts with praise and lists faults (但还存在……等问题, 也…：甲；乙；丙)."""
    if enumeration_in(sentence) is not None and _YET.search(sentence) is not None:
        return True
    lead = told_lead(sentence)
    if lead is None:
        return False
    if _told_as(sentence) is not None or _told_ends(sentence[:lead], sentence[lead:]):
        return True
    return _AWARE.match(sentence[:lead]) is not None and is_fault_title(sentence[lead:])


def tells_of_some(sentence: str) -> bool:
    """Tell whether a folded sentence needs no lead: 有的活动冷清；有的设备成了摆设；有的不合拍。, three told side by side."""
    told = [one for one in _CLAUSE_END.split(sentence[:_LONGEST_ENUMERATION]) if one.strip()]
    if len(told) <= _LEAST_CLAUSES or not all(map(begins_with_some, told)):
        return False
    return all(map(states_fault, told)) and not TRAP.search(sentence)


def _told_as(sentence: str) -> re.Match[str] | None:
    """Find where a sentence names the list (…，目前存在的问题有…), but not behind somebody else's words."""
    found = _TOLD_AS.search(sentence, 0, _LONGEST_TOLD_LEAD)
    return None if found is None or TRAP.search(sentence, 0, found.start()) else found


def told_lead(sentence: str) -> int | None:
    """Return the length of a contrasting lead-in before clauses (我们也看到，发展还不平衡：…；…), or None.

    The lead ends with a colon, or with a comma where it announces faults by itself.
    """
    named = _told_as(sentence)
    if named is not None and states_fault(sentence[named.end() :]):
        return named.end()
    colon = _TOLD_LEAD.match(sentence)
    if (
        colon is not None
        and _CONTRAST_LEAD.search(colon.group())
        and not speaks_of_others(colon.group())
    ):
        return colon.end()
    compared = _COMPARED.match(sentence)
    if compared is not None:
        return compared.end()
    first_clause = _CLAUSE_END.split(sentence[:_LONGEST_TOLD_LEAD], maxsplit=1)[0]
    turn = _CONTRAST_START.match(first_clause) or _TURN.search(first_clause)
    comma = first_clause.find(",", turn.start() + 1) if turn else -1
    while comma >= 0:
        if is_announcement(sentence[: comma + 1]):
            shown = _SHOWN_IN.match(sentence, comma + 1)
            return shown.end() if shown else comma + 1
        comma = first_clause.find(",", comma + 1)
    return None


# 但对照要求，部分村…；个别…: what stands behind the comparison is told as a list.
_COMPARED = re.compile(
    "(?:但是?|然而|不过)(?:对照|比照|按照|与|同|和|从)[^,;。:]{0,24}?(?:要求|标准|目标|期待|期盼|需要|实际|先进|相比|来看|看),"
)
# “回头看”中发现，仍有3个问题整改不彻底：一个是…；一个是…
_COUNTED_LEAD = re.compile(
    rf"[^。;:]{{0,40}}?(?:有|存在|发现|表现在?|体现在?)[^。;:]{{0,6}}?{COUNT}[^。;:]{{0,24}}:"
)


_SEEN_FROM = re.compile(
    "从[^,。;:]{2,12}?(?:来?看|来?讲|来?说),(?:[^,。;:]{0,12}形势[^,。;:]{0,4}(?:严峻|不容乐观|艰巨|复杂),)?"
)


def lead_length(text: str) -> int | None:
    """Return the length of whatever leads in before faults at the beginning of a folded text, or None."""
    found = _LEADING.match(text) or _COUNTED_LEAD.match(text)
    if found is not None:
        return found.end()
    told = told_lead(text)
    seen = _seen_from(text) if told is None else None
    return seen.end() if seen else told


def _seen_from(text: str) -> re.Match[str] | None:
    """从平时工作看，: a lead, unless every clause names its own point of view."""
    found = _SEEN_FROM.match(text)
    return None if found and _SEEN_FROM.search(text, found.end()) else found


def _told_ends(lead: str, told: str) -> bool:
    clauses = [one for one in _CLAUSE_END.split(told[:_LONGEST_ENUMERATION]) if one.strip()]
    if len(clauses) > _LEAST_CLAUSES and _BUT.search(lead) and all(map(begins_with_some, clauses)):
        return True
    return len(clauses) >= _LEAST_CLAUSES and mostly_faults(clauses, is_fault_title)


def ends_enumeration(sentence: str) -> bool:
    """Tell whether a folded sentence closes with 等问题, 等不足."""
    found = _ENUMERATION_TAIL.search(sentence, max(len(sentence) - _TAIL_LENGTH, 0))
    return found is not None and found.end() >= len(sentence.rstrip("。;, "))


def without_tail(names: str) -> str:
    """Return folded names without the 等问题 that closes them."""
    found = _ENUMERATION_TAIL.search(names, max(len(names) - _TAIL_LENGTH, 0))
    return names[: found.start()] if found is not None and found.end() == len(names) else names


def is_one_of_clauses(sentence: str, place: tuple[int, int]) -> bool:
    """Tell whether what ``enumeration_in`` found stands in one of several clauses (…不到位；后街存在甲、乙等现象；…)."""
    return ";" in sentence[: place[0]] or ";" in sentence[place[1] :].rstrip(";")


def enumeration_in(sentence: str) -> tuple[int, int] | None:
    """Return where the faults of a folded 存在……等问题 stand inside ``sentence``, None when there are none."""
    if len(sentence) > _LONGEST_ENUMERATION:
        return None
    examples = _EXAMPLES.search(sentence) if _FEW_SIGNS.search(sentence) else None
    if examples is not None and not TRAP.search(sentence, 0, examples.start()):
        return examples.span("list")
    head = _ENUMERATION_HEAD.search(sentence)
    tail = _ENUMERATION_TAIL.search(sentence, head.end() + _SHORTEST_LIST) if head else None
    if head is None or tail is None or TRAP.search(sentence, 0, head.start()):
        return None
    clause = sentence[sentence.rfind(",", 0, max(head.start() - 1, 0)) + 1 : head.start()]
    if head.group().startswith("还有") and states_fault(clause):
        return None
    return head.end(), tail.start()
