"""Is this clause a fault, a plan, or only the name of an area? Evidence for ambiguous marks."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from tracker.reports.rules import words
from tracker.reports.rules.words import any_of

# 补齐短板, 解决……难题: a remedy, whatever it is a remedy for.
_REMEDY = rf"{any_of(words.REMEDIES)}[^,;。、的]{{0,8}}?(?:{any_of(words.LACKS, words.FAULTS)}|{any_of(words.FAULT_ENDS)}(?=$|[,;。、]))"
# 破解集体土地入市难题: further away only what is named as a fault, not what is told as one.
_FAR_REMEDY = rf"{any_of(words.REMEDIES)}[^,;。]{{0,24}}?(?:难题|问题|短板|弱项|堵点|痛点|瓶颈)"
# 矛盾化解, 隐患排查: the name of a field of work.
_FIELD_OF_WORK = rf"{any_of(words.LACKS)}(?:化解|调处|排查|治理|帮扶|整治|防控|解决|整改|处置|纠纷|救助|台账|清单|线索)"
# 待遇保障不打折, 服务不缺位: a fault that is denied.
_DENIED = rf"不(?:能|会|再|得|许|让)?{any_of(word for word in words.FAULTS if len(word) > 1 and word[0] not in '不未没难')}"
_NOT_A_FAULT = re.compile(
    rf"{any_of(words.NOT_A_FAULT)}|{_REMEDY}|{_FAR_REMEDY}|{_DENIED}|{_FIELD_OF_WORK}"
)
_FAULT = re.compile(
    rf"{any_of(words.FAULTS)}|(?:不|未|没){any_of(words.NOT_SO)}"
    rf"|{any_of(words.FAULT_ENDS)}(?=$|[,;。、)])|重[^,;。、]{{1,8}}、?轻|{'|'.join(words.FAULT_SHAPES)}",
)
_PLAN = re.compile(rf"(?:我们|我镇|镇党委|党委)?{any_of(words.PLAN_VERBS, words.REMEDIES)}")
_DUTY = re.compile("必须|务必|应当|应该|要(?!求|素|件|点)")
_NEEDS = re.compile(r"(?:还|仍|尚|亟|急|有|均|都|仍然|依然|依旧)(?:需|待|须|要)")
_AREA_TAIL = re.compile(
    r"(?:方面|领域|层面|环节|维度|部分)(?:的|上|中)?(?:还|仍|也)?(?:存在|有|面临)?(?:着|的)?"
    rf"(?:主要|突出|一些|一定|以下|如下|具体)?(?:的)?(?:{any_of(words.LACKS)})?(?:和|与|及)?(?:{any_of(words.LACKS)})?$",
)
_BARE_AREA_TAIL = re.compile(
    rf"(?:(?:存在|面临)?的(?:主要|突出|具体)?{any_of(words.LACKS)}|(?:主要|突出|具体)?问题)$"
)
# 在团结带领党员干部群众……方面: the official name of what is looked at may be long, and name evils (反对形式主义).
_LONG_AREA = re.compile(
    "(?:在|带头|关于)[^。;:]{2,90}方面(?:存在的?)?(?:主要|突出)?(?:的)?(?:问题|不足|差距)?"
)
_LEADS_IN = re.compile("以下|如下|主要[有是表体存]|梳理|^存在|表现在")
_SENTENCE_END = re.compile(r"[。!?;:]")
_EDGE = " ,;:。、!?“”()\n\t"
_GOES_ON = re.compile("如:|如,|比如|例如|譬如|以上|上述|这些|对此|为此|总之|因此|下|今后|附")
_SOME = re.compile("(?:还|也|再)?(?:有的|有些|有个别|个别|少数|部分|一些|比如|例如|譬如)")
_BETTER = re.compile(any_of(words.BETTERMENTS))
_COUNTED = re.compile(r"[( ][共计]?[0-9一二三四五六七八九十]{1,3}[个条项点类]\)?$")
# 形式主义方面: the official names of evils name an area.
_EVILS = re.compile("形式主义|官僚主义|享乐主义|奢靡之风|“?四风”?|腐败|不正之风|违纪违法|违规违纪")
_NOTHING = re.compile(
    "^(?:目前|暂时|暂|经[^,。]{2,10},|本[^,。]{1,6})?(?:无|没有|未(?:发现|见|查)|不存在)|详见|见附"
)
_LONGEST_AREA, _SHORTEST_STATEMENT = 40, 8


@lru_cache(maxsize=4096)
def states_fault(folded: str) -> bool:
    """Tell whether a folded clause or sentence says that something is wrong."""
    return _FAULT.search(_NOT_A_FAULT.sub("", folded)) is not None


def announces_work(folded: str) -> bool:
    """Tell whether a folded clause begins like a plan, a demand or a deed (加强…, 将…)."""
    stripped = folded.lstrip(_EDGE)
    return _PLAN.match(stripped) is not None and _NEEDS.match(stripped) is None


def is_fault_title(folded: str) -> bool:
    """Judge a title sentence: a fault, and not a plan that mentions one (补齐短板)."""
    title = first_sentence(folded)
    if not states_fault(title) or _DUTY.match(title.lstrip(_EDGE)):
        return False
    return not announces_work(title) or _ends_as_fault(title)


def is_plan_title(folded: str) -> bool:
    """Judge a title sentence: begins with a plan's verb and tells no fault nor names an area (加强管理方面：)."""
    title = first_sentence(folded)
    if title != folded and names_area(title):
        return is_plan_title(folded.strip()[len(title) + 1 :])
    if _DUTY.match(title.lstrip(_EDGE)):
        return True
    return announces_work(title) and not _ends_as_fault(title)


def tells_betterment(folded: str) -> bool:
    """Tell whether a title sentence says that something got better (服务效率不断提升)."""
    return _BETTER.search(first_sentence(folded)) is not None


def names_area(folded: str) -> bool:
    """Tell whether a text only names an area (…方面, …方面存在的问题) and states no fault itself."""
    text = without_count(folded)
    if _LONG_AREA.fullmatch(text):
        return True
    if not text or len(text) > _LONGEST_AREA or _LEADS_IN.search(text):
        return False
    tail = _AREA_TAIL.search(text) or _BARE_AREA_TAIL.search(text)
    if tail is None or tail.start() == 0:
        return False
    return not states_fault(_EVILS.sub("", text[: tail.start()]))


def without_count(folded: str) -> str:
    """Return a title without the number of what stands below it: 鹿城镇(14个), 学习方面(6条)."""
    return _COUNTED.sub("", folded.strip(_EDGE + ")").lstrip(_EDGE))


def may_tell_fault(folded: str) -> bool:
    """Tell whether sentences in unknown words may tell a fault below a heading of faults.

    They may not when they deny it (暂无。, 经自查，未发现问题。) or say what is done.
    """
    text = folded.strip()
    whole = len(text) >= _SHORTEST_STATEMENT and text[-1] in "。;!"
    return whole and stands_alone(text) and _NOTHING.search(text) is None


def begins_with_some(folded: str) -> bool:
    """Tell whether a clause opens as one of several told side by side (有的…；个别…；还有的…)."""
    return _SOME.match(folded.lstrip(_EDGE)) is not None


def mostly_faults(
    folded: Sequence[str], judge: Callable[[str], bool], *, headed: bool = False
) -> bool:
    """Tell whether clauses side by side are a list of faults: for ``judge``, three in four of them.

    Half are enough under a heading of problems, and where the others open as such lists do (有的…；还有的…).
    """
    rest = [one for one in folded if not judge(one)]
    if len(rest) * 4 <= len(folded):
        return True
    return len(rest) * 2 <= len(folded) and (headed or all(map(begins_with_some, rest)))


def stands_alone(folded: str) -> bool:
    """Tell whether a paragraph is a statement of its own: neither a plan nor the end of the one above."""
    return not announces_work(folded) and _GOES_ON.match(folded) is None


def first_sentence(folded: str) -> str:
    """Return the text up to its first full stop, semicolon or colon."""
    stop = _SENTENCE_END.search(folded.strip())
    return folded.strip()[: stop.start()] if stop else folded.strip()


def _ends_as_fault(title: str) -> bool:
    clauses = re.split("[,、]", title.strip(_EDGE))
    return states_fault(clauses[-1]) or (
        states_fault(clauses[0]) and not announces_work(clauses[0])
    )
