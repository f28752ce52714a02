"""What a heading announces: work, problems, causes, a plan, last year's list, or something else."""

import re
from enum import StrEnum
from functools import lru_cache

from tracker.reports.rules import words
from tracker.reports.rules.faults import states_fault
from tracker.reports.rules.words import any_of


class SectionKind(StrEnum):
    """The kinds of a section, in the words of the contract."""

    WORK = "work"
    PROBLEMS = "problems"
    CAUSES = "causes"
    PLAN = "plan"
    LAST_YEAR = "last_year"
    OTHER = "other"


_LACK = any_of(words.LACKS)
_LINK = any_of(words.JOINERS)
_FILL = any_of(words.QUALIFIERS)
_NO_OF = any_of(set(words.QUALIFIERS) - {"的"})
_EXISTS = any_of(words.EXISTS)
_CAUSE = any_of(words.CAUSES)
# Runs of words are possessive and counted: a title that nearly fits must not be tried in a thousand ways.
_FILLS = rf"{_FILL}{{0,4}}+"
_MORE_LACKS = rf"(?:{_LINK}{{0,2}}{_FILL}{{0,3}}+(?:{_EXISTS})?{_FILL}{{0,2}}+{_LACK}){{0,6}}+"
_PLAN_WORDS = any_of(words.PLANS, words.PLAN_TITLES, words.NEXT)
_TAIL_WORDS = any_of(
    ("产生", "主要", "其", "的", "具体", "相关", "整改", "改进", "工作", "情况", "分析", "剖析", "方面", "表现", "等"),
    ("有哪些", "是什么", "汇总", "清单", "一览", "如下", "自查", "查摆"),
    words.CAUSES, words.PLANS, words.PLAN_TITLES, words.NEXT,
)  # fmt: skip
_TAIL = rf"(?:{_LINK}{{0,2}}{_TAIL_WORDS}){{0,8}}+"
_ADVERB = any_of(words.ADVERBS)
_BEFORE = any_of(words.ADVERBS, words.QUALIFIERS)
_CORE = (
    rf"(?:{_ADVERB}{{0,5}}{_EXISTS}(?:的|着|了|有)?{_FILLS}{_LACK}|"
    rf"{_BEFORE}{{0,4}}+{_LACK}){_MORE_LACKS}"
)
_PROBLEM_TITLE = re.compile(rf"{_CORE}{_TAIL}")
_BEHIND_EXISTS = re.compile(rf"{_EXISTS}{_FILLS}{_LACK}{_MORE_LACKS}{_TAIL}$")
_ASSERTION = re.compile(
    rf"[^的,]{{2,40}}?(?:存在|仍有|还有|尚有|有|面临){_NO_OF}{{0,4}}+{_LACK}{_MORE_LACKS}$"
)
_CORE_ONLY = re.compile(rf"{_BEFORE}{{0,6}}{_EXISTS}(?:的|着|了|有)?{_FILLS}{_LACK}{_MORE_LACKS}")
_BEHIND_OF = re.compile(rf"的{_FILLS}{_LACK}{_MORE_LACKS}{_TAIL}$")
_PROBLEM_OPENING = re.compile(
    rf"{_ADVERB}{{0,5}}{_EXISTS}(?:的|着)?{_FILLS}{_LACK}{_MORE_LACKS}"
    rf"(?:{_LINK}(?:其|产生|主要)?的?{_CAUSE})?",
)
_NO_OPENING = re.compile(
    rf"(?:的)?(?:{any_of(words.PROBLEM_TRAPS)}|较|不容|依然|仍|没有|未|不|等|上|进行|已|均|的|得|早|及时|是|也|还|较多|突出|多)",
)
_CAUSES_TITLE = re.compile(
    rf"^(?:.{{0,20}}{_LACK}(?:存在|产生|形成|出现)?的?)?(?:存在|产生|形成)?(?:上述|以上|这些)?(?:问题)?的?"
    rf"(?:主要|深层次?|思想|主观|根本|客观|具体)?的?{_CAUSE}(?:及其?|和|与|的)?(?:分析|剖析|{_CAUSE})?$",
)
_LAST_YEAR_TITLE = re.compile(rf"{any_of(words.EARLIER_SOURCES)}.{{0,25}}{any_of(words.RECTIFIED)}")
_RECTIFIED_TITLE = re.compile(
    r"问题.{0,8}(?:整改|落实)(?:落实|进展|完成|工作)?(?:情况|成效|进展|到位)|整改(?:工作|落实|完成|进展)*(?:情况|成效)$"
)
_PLAN_TITLE = re.compile(
    rf"^.{{0,12}}?{any_of(words.NEXT)}.{{0,12}}{any_of(words.PLANS)}$|{any_of(words.PLAN_TITLES)}"
    rf"(?:和|与|及|、|以及)?(?:{_PLAN_WORDS})?$|^20\d\d年?度?.{{0,10}}(?:打算|计划|安排|思路|重点|目标|谋划|设想|举措)(?!执行|完成|落实|.{{0,2}}(?:情况|成效|成果|进展|亮点)).{{0,4}}$"
    r"|^20\d\d年?度?.{0,24}(?:打算|计划|安排|思路|目标|谋划|设想|任务|要点)$"
    rf"|^(?:针对|围绕|解决|破解|补齐|消除|化解|克服).{{0,20}}{_LACK}.{{0,8}}(?:措施|举措|对策|打算|建议|办法|思路|路径)|^在?{any_of(words.NEXT)}(?:中|里)?(?:,.{{0,16}})?$",
)
# 解决的方案和措施, 加强乡镇工作的途径与办法: means to an end.
_MEANS = "(?:方案|措施|办法|对策|策略|思路|建议|途径|路径|举措|方法)"
_MEANS_TITLE = re.compile(
    rf"(?:解决|整改|改进|应对|破解|加强|完善|提升|推进)[^,。;:]{{0,16}}?(?:的|之){_MEANS}(?:(?:和|与|及|、|以及){_MEANS}){{0,2}}$"
)
_BARE_PLAN = re.compile(rf"^(?:工作|今后|下步|后续)?{any_of(words.BARE_PLANS)}$")
# 对查摆出来的问题，班子将逐项抓好整改： promises and does not report.
_FUTURE = re.compile("^[^,:]*[,:].*(?:将|要|拟|逐项|逐条)|将")
_TO_BE_MENDED = re.compile(
    rf"^.{{0,10}}(?:需要|亟待|亟需|有待|急需|尚待|待|需)(?:整改|解决|改进|关注|重视|破解|提升)的{_FILL}{{0,2}}{_LACK}$",
)
_LACKS = re.compile(any_of(words.LACKS, ("存在", "亟待", "有待", "亟需")))
# 关于“人手不足”的问题 is one problem and no heading of several.
_PARTICULAR = re.compile("^关于.*问题$|(?:不足|困难|薄弱)”?的(?:具体)?问题$")
_WITH_ANSWER = re.compile(
    rf"^.{{0,12}}{_LACK}(?:和|与|及|、|以及|及其)(?:整改|改进|落实|措施|举措|对策)"
)
# 交通安全情况：由于门前是公路，上下学存在隐患 tells a fault, whatever it ends with.
_TOLD_WHOLE = re.compile(":[^,:]+,")
# 工作反思, 自我画像, 差在哪里: what a person finds in the mirror.
_MIRROR_TITLE = re.compile(
    rf"(?:工作中|目前|当前|还|仍|尚|存在的?|几个?){{0,3}}(?:{'|'.join(words.SPOKEN_LACKS)})"
    r"|(?:工作|自我|履职|几点|深刻)?(?:反思|检视|画像)(?:(?:和|与|及|、)?(?:不足|检视|剖析|反思|查摆))?|自我(?:剖析|检查|批评|查摆)"
    r"|(?:还|又|我们?)?(?:问题|差距?|不足|短板|毛病|弱|欠)(?:主要)?出?在(?:哪里|哪儿|何处|哪些方面)|(?:还有)?(?:哪些|什么)(?:事|工作|地方|方面)?(?:没有?做好|做得不好|差距|不足|问题)"
)
# 校内安全隐患, 施工现场风险隐患: what was found there.
# 尚未整改到位的问题: what is left of an earlier list is a list.
_LEFT_TITLE = re.compile(
    rf"(?:目前|当前)?(?:尚未|还未|仍未|没有|未)(?:完全|彻底|全部)?(?:完成)?(?:整改|解决|办结|销号|化解)(?:完成|完毕|到位|彻底)?的{_FILL}{{0,2}}(?:{_LACK}|事项|意见)"
)
# 审计查出的主要问题, 巡察组反馈的问题: a list of others about oneself; 反馈问题整改情况 tells what became of it.
_FOUND_TITLE = re.compile(
    rf"[^,。;:]{{0,12}}(?:查出|指出|反馈|提出|交办|移交)的{_FILL}{{0,2}}(?:问题|不足|短板|隐患)(?:清单)?"
)
_HAZARDS_TITLE = re.compile("[^,。;:的]{2,12}(?:安全|风险|事故)隐患")
_LIST_TITLES = (_PROBLEM_TITLE, _MIRROR_TITLE, _FOUND_TITLE, _LEFT_TITLE)
_WORK_TITLE = re.compile(any_of(words.WORK))
# 深入查摆问题: what is to be done about faults.
_TO_BE_SOUGHT = re.compile(
    "(?:深入|认真|全面|精准|扎实|深刻|广泛|要|严格|逐项)(?:查摆|查找|检视|对照|排查|剖析)[^的]{0,4}(?:问题|不足|差距|隐患)$"
)
_TRAP = re.compile(any_of(words.HEADING_TRAPS))
_HARD_TRAP = re.compile(any_of(words.HARD_HEADING_TRAPS))
REPORTS_NOW = re.compile("(?:报告|汇报|通报|说明|总结)如下[:。]?$")
"""针对存在的问题研究措施，现将有关情况报告如下： opens the whole report, whatever else it mentions."""
_NUMBERED_LINE_LIMIT = 48
_EDGE = " ,;:。、!?()“”\t"
# 存 在 问 题: letter-spaced as a title line.
_SPACED = re.compile(r"^\S(?: +\S)+$")
_BRACKETS = re.compile(r"\([^()]{0,40}\)$")


@lru_cache(maxsize=4096)
def kind_of_title(folded: str) -> SectionKind | None:
    """Classify a heading's words (without its mark); None when they announce nothing we know."""
    title = _BRACKETS.sub("", folded.strip(_EDGE)).strip(_EDGE)
    if _SPACED.match(title):
        title = title.replace(" ", "")
    if not title or len(title) > _NUMBERED_LINE_LIMIT or REPORTS_NOW.search(title):
        return None
    if _is_particular(title):
        return None
    if _is_problem_title(title):
        return SectionKind.PROBLEMS
    for kind, pattern in _OTHER_KINDS:
        if kind is SectionKind.LAST_YEAR and _FUTURE.search(title):
            continue
        if pattern.search(title):
            return kind
    return None


def _is_particular(title: str) -> bool:
    """Tell whether a title tells one fault and announces none; what is not yet mended (尚未整改到位的问题) is a list."""
    if _LEFT_TITLE.fullmatch(title):
        return False
    return states_fault(_LACKS.sub("", title)) or _PARTICULAR.search(title) is not None


_OTHER_KINDS = (
    (SectionKind.CAUSES, _CAUSES_TITLE),
    (SectionKind.LAST_YEAR, _LAST_YEAR_TITLE),
    (SectionKind.LAST_YEAR, _RECTIFIED_TITLE),
    (SectionKind.PLAN, _PLAN_TITLE),
    (SectionKind.PLAN, _BARE_PLAN),
    (SectionKind.PLAN, _MEANS_TITLE),
    (SectionKind.WORK, _WORK_TITLE),
)


def _is_problem_title(title: str) -> bool:
    if _WITH_ANSWER.search(title) or _TO_BE_MENDED.match(title):
        return True
    if _LEFT_TITLE.fullmatch(title):
        return True
    if any(form.search(title) for form in (_CAUSES_TITLE, _RECTIFIED_TITLE, _TO_BE_SOUGHT)):
        return False
    # 社区的现状:困境与挑战 is what stands behind its colon.
    if names_list(title) or names_list(title.partition(":")[2]):
        return True
    if _HAZARDS_TITLE.fullmatch(title):
        return _TRAP.search(title) is None
    return _ends_with_lack(title)


def names_list(folded: str) -> bool:
    """Tell whether a title announces faults without telling any (存在的主要问题, 没做好的地方)."""
    title = folded.strip(_EDGE)
    return any(form.fullmatch(title) for form in _LIST_TITLES)


def _ends_with_lack(title: str) -> bool:
    if _TOLD_WHOLE.search(title):
        return False
    for behind, trap in ((_BEHIND_EXISTS, _HARD_TRAP), (_BEHIND_OF, _TRAP)):
        found = behind.search(title)
        if found is not None and trap.search(title[: found.start()]) is None:
            return True
    return False


def asserts_lack(folded: str) -> bool:
    """Tell whether a title says of a matter that it has faults (阵地建管存在短板) instead of naming a list."""
    title = folded.strip(_EDGE)
    found = _ASSERTION.match(title)
    return found is not None and _CORE_ONLY.fullmatch(title) is None


def problem_opening(folded: str) -> int | None:
    """Return the length of a problem heading that ``folded`` begins with (存在的问题…), else None.

    Meant for headings glued to what follows: 四、存在的问题在全乡各级党组织…
    """
    found = _PROBLEM_OPENING.match(folded)
    if found is None or _NO_OPENING.match(folded, found.end()):
        return None
    return found.end()
