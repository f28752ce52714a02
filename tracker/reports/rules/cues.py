"""Sentences that turn the text: here begins a list of faults, a plan, causes, somebody's demands, the end."""

import re
from enum import StrEnum
from functools import lru_cache

from tracker.reports.rules import words
from tracker.reports.rules.faults import states_fault
from tracker.reports.rules.headings import REPORTS_NOW
from tracker.reports.rules.words import any_of


class Cue(StrEnum):
    """What a sentence announces for the text behind it."""

    PROBLEMS = "problems"
    PLAN = "plan"
    CAUSES = "causes"
    DEMANDS = "demands"
    CLOSING = "closing"


_LACK = any_of(words.LACKS)
_SPOKEN_LACK = "|".join(words.SPOKEN_LACKS)
_FILL = any_of(words.QUALIFIERS)
COUNT = r"(?:[0-9一二两三四五六七八九十几]{1,3}(?:个|点|大|项|条|类)?)"
MORE_LACKS = rf"(?:{any_of(words.JOINERS)}{_FILL}{{0,2}}+{_LACK}){{0,3}}+"
_CONTRAST = re.compile(
    "^工作中存在|还|仍|也|尚|但|必须|当然|正视|承认|依然|虽|不过|然而|看到|认识到|客观|距离|相比|对照|不足之处|清醒|同时|以下|如下|主要表现|:$|当前|目前|不少|一些",
)
_ANNOUNCEMENT = re.compile(
    rf"(?:存在|面临|有|暴露出?|存有|遇到|发现|反映出|反映(?=了))(?:着|了)?(?:{COUNT}|{_FILL}|工作|党建|需要|改进|亟待|亟需|解决|提升|加强){{0,6}}+{_LACK}{MORE_LACKS}"
    r"(?P<rest>[^。]{0,45})$",
)
_LABELLED_ANNOUNCEMENT = re.compile(
    rf"^.{{0,30}}存在的?{_FILL}{{0,3}}+{_LACK}{MORE_LACKS}(?:主要|集中|突出|具体)?(?:有|是|为|体现|表现|反映|如下|包括)[^。]{{0,20}}[:。]?$",
)
# 也清醒地认识到：, 必须正视发展中的问题, 也有没做好的地方: announcements without 存在.
_AWARE = re.compile(
    rf"(?:清醒|深刻|客观|冷静|真切)?地?(?:看到|认识到|意识到|感到|感受到|正视|直面|承认|觉得)(?:了|到)?[,:]?[^。:;]{{0,30}}?"
    rf"(?:{_LACK}|{_SPOKEN_LACK}){MORE_LACKS}(?P<rest>[^。]{{0,45}})$"
)
_AWARE_ALONE = re.compile(
    r"(?:清醒|深刻|客观|冷静|同时|也|更|必须|还)[^。,;:]{0,8}(?:看到|认识到|意识到|发现|感到|注意到)[,:]$"
)
_SPOKEN = re.compile(
    rf"(?:有|存在|是)[^。;:,]{{0,12}}?(?:{_SPOKEN_LACK})(?P<rest>[^。;]{{0,45}})$"
    rf"|还?有[^。;:,]{{0,10}}(?:方面|地方|工作|环节|事情?)(?:还|仍|尚|都)?(?:没有?|未能?)(?:完全)?(?:做|干|办|抓|管|带)(?:好|到位|完|够|实|成)[^。;]{{0,20}}$"
    rf"|还?有[^。;:,]{{0,10}}(?:方面|地方|工作|环节)(?:还|仍|尚|都)?(?:需要?|有待|亟待|亟需)(?:进一步)?(?:改进|加强|提高|完善|解决|努力)(?P<more>[^。;]{{0,20}})$"
)
# 困难和问题依然较多，压力仍然很大。
_MANY = re.compile(
    rf"{_LACK}{MORE_LACKS}(?:的地方|之处)?(?:依然|仍然|仍|还是|还|也)(?:有|存在|较多|不少|很多|较为?突出|突出|明显|大量存在)(?P<rest>[^。]{{0,24}})$"
)
# 形势依然严峻：一是…
_GRAVE = re.compile(
    "(?:形势|任务|压力|现状|状况)(?:依然|仍然|仍|还)(?:很|十分|相当|比较|较为|较)?(?:严峻|艰巨|繁重|不容乐观|突出)[^。,;:]{0,8}:$"
)
# 梳理出以下问题：, 查摆出的问题如下： a list stands right behind, whoever found its faults.
_RIGHT_HERE = re.compile(
    rf"(?:以下|如下)(?:{COUNT}|{_FILL}){{0,3}}+{_LACK}{MORE_LACKS}[^。,;:]{{0,10}}:$|{_LACK}[^。,;:]{{0,6}}如下:$|(?:{_SPOKEN_LACK})[^。;:]{{0,20}}:$|存在的?{_FILL}{{0,3}}+{_LACK}{MORE_LACKS}:$"
)
_NAMED_AT_ONCE = re.compile(
    rf"{_LACK}(?:主要)?(?:有|是)[^、,。:;]{{3,20}}(?:、[^、,。:;]{{3,20}}){{0,4}}、(?P<last>[^、,。:;]{{3,20}})$"
)
_NOT_HERE = re.compile(
    "不存在|没有|杜绝|防止|针对|围绕|解决|整治|严禁|是否|严查|重点|聚焦|紧盯|着力|整改|研究|讨论|审议|商议|思考|注意|明确"
)
_GAP = re.compile(rf"(?:有|存在){_FILL}{{0,3}}(?:差距|距离)[^。]{{0,12}}$")
_ANNOUNCING = (_ANNOUNCEMENT, _GAP, _SPOKEN, _AWARE, _MANY, _GRAVE)
_REST_OF_ANNOUNCEMENT = re.compile(
    rf"^[,:;。 ]*(?:需要|亟待|有待|亟需)?(?:[^,。]{{0,8}}(?:改进|解决|加强|克服|提高|完善|重视|正视|关注))?[,:;。 ]*"
    rf"(?:这些)?(?:{_LACK})?(?:主要|集中|具体|突出|归纳起来|概括起来|总的来看|梳理|归结|分别)?(?:是|有|为|表现|体现|反映|存在|集中|归纳|概括|如下|以下|包括|在于)?"
    rf"(?:[特现兹]?向[^,。]{{2,16}})?[^。]{{0,22}}$",
)
TRAP = re.compile(
    "针对|解决|整改|反馈|导向|查找出|排查出|梳理出|查出|指出|通报|约谈|清单|是否|线索|没有存在|不存在|防止|凡|严肃|如果|一旦|及时|建立|巡察发现|督促|处置|纠正",
)
# 自查中也查出几个小毛病： what people found themselves is their own.
_FOUND_THEMSELVES = re.compile("自查[^,。;:]{0,6}(?:查出|发现|梳理出|排查出|查找出)")
# 不少亟待解决的问题: nobody has solved them.
_TO_BE_SOLVED = re.compile(
    "(?:亟待|有待|需要|亟需|急需|尚待|需|待|要|难以)(?:进一步)?(?:解决|整改|纠正)"
)
_FOLLOWING = re.compile(
    r"^(?:现?将)?(?:主要|具体|突出|集中|归纳起来|概括起来|总的来看|综合起来|总体来看|这些问题)?,?(?:主要|集中|具体|突出)?"
    r"(?:表现|体现|反映|存在|有|是|为|集中|归纳|概括|梳理)(?:在|为|于|出|如下|起来)?[^。]{0,30}(?:方面|如下|以下|[几一二三四五六七八九十\d]点|问题|不足|:)[:。]?$",
)
_LONGEST_ANNOUNCEMENT = 400
_PLAN_LEAD = re.compile(
    rf"^(?:针对[^。]{{0,40}}?,)?(?:对此,|为此,|同时,)?在?(?:(?:我们?|镇党委|党委|我镇|全镇|我乡|乡党委)(?:将在|在))?{any_of(words.NEXT)}"
    rf"(?:的?(?:工作|时间)[里中]?)?(?:,|:|我|将|镇|乡|党|全|要|就|会|继续|重点|努力|力争|打算|主要|的|工作|结合|坚持|围绕|以|街道|[^,。]{{0,8}},)",
)
_PLAN_AIMED = re.compile(
    rf"^(?:针对|面对|围绕|对于|对|为解决|根据)(?:以上|上述|存在|这些|目前|当前|今年|工作中)[^。]{{0,20}}(?:{_LACK})[^。]{{0,12}},[^。]*(?:将|要|下一步|采取|拟|措施|着力|从以下|安排|部署)",
)
_PLAN_TO_DO = re.compile(
    r"^(?:要|为)?(?:做好|抓好|干好|完成)(?:今后|明年|下一步|下步|下半年|下阶段|来年|20\d\d年)[^。;]{0,24}(?:要|将|着手|着力|重点|需|必须)"
)
_PLAN_YEAR = re.compile(
    r"^(?:20\d\d年|新的一年|明年)(?!度?以来|度?来)[^,。]{0,10},[^。]{0,24}(?:将|我们要|计划|打算|准备|重点[抓做]|着力)"
)
# 对此，我们打算：, 为了进一步推动发展，我建议：, 说打算，也有三条：
_PLAN_MEANT = re.compile(
    r"^(?:对此|为此|针对[^。;,]{2,30}),?(?:我们?|本[校院局镇乡村所队办]|我[校院局镇乡村所队办]|支部|党[委组支总]\S{0,3})?(?:打算|计划|准备|拟|将)(?!(?:高度重视,|认真|切实|努力|逐项|逐一|尽快|坚决|立即){0,3}(?:加以|予以|进行)?(?:整改|改进|解决|克服|纠正)(?:到位|落实)?。?$)"
    r"|^(?:对此|为此|针对[^。;,]{2,30}|为了?[^。;:,]{2,30}),?(?:我们?)?(?:特?提出)?(?:如下|以下|几点)?建议(?:如下)?:$"
    r"|^(?:再)?(?:说|谈|讲)(?:说|到|起)?(?:打算|今后|明年|下一步),"
)
_PLANNING = (_PLAN_MEANT, _PLAN_LEAD, _PLAN_AIMED, _PLAN_YEAR, _PLAN_TO_DO)
_CAUSES_LEAD = re.compile(
    rf"^(?:(?:存在|以上|上述|这些)?(?:问题|不足|差距)的?(?:产生的?|存在的?|主要|根本|深层次?){{0,2}}|(?:分析|剖析|究其|造成|产生|出现|形成|导致|深入?剖析|认真分析|深挖|反思|以上|上述|存在|这些|之所以)[^。]{{0,30}}|主要|深层次|思想)?{any_of(words.CAUSES)}"
    r"(?:的|主要|分析|剖析|是|在于|有|如下|:|,|归结|归纳|多方面|,主要)"
    r"|^(?:产生|出现|存在|造成)(?:这些|上述|以上)(?:问题|不足|差距),?(?:主要|既|固然|根本)",
)
_DEMANDS_LEAD = re.compile(
    r"^(?:最后,)?[他她](?:还|同时|又|最后)?(?:强调|要求|指出)(?:,|:)|^(?:具体|工作|几点|有关|相关)要求:$|"
    rf"^[^。]{{0,16}}?(?:会议|会上|书记|镇长|乡长|部长|同志|主任)[^,。:]{{0,12}}?(?:要求|强调)(?:,|:|各)|^会议(?:研究)?(?:决定|议定|确定)(?:,|:)|^(?:希望|请|望|要求)(?:各[村镇乡街单部级科]|各位|全[镇县乡村]|大家|同志们)|"
    rf"^[^。]{{0,30}}(?:{any_of(words.SPEAKERS)}|就|对)[^。]{{0,30}}(?:提出|讲|提)(?:了|出)?(?:以下|如下)?{COUNT}(?:点|条|项|个)?(?:方面)?(?:的)?(?:意见|要求|希望)",
)
_CLOSING = re.compile(rf"^(?:{any_of(words.CLOSINGS)})")
_LOOKING_BACK = re.compile(rf"^(?:{any_of(words.LOOKING_BACK)})")
_ATTACHMENT = re.compile(
    r"^(?:结论|结语|结束语)$|^附(?:件|表)?[0-9一二三]?[:;、]|^附[件表] ?[0-9一二三四五六七八九十]{0,2}$|^\(?(?:联系人|联系电话|此件)|^抄送:|^报送:|^中共.{2,14}委员会(?:办公室)?$"
)
# 联系人：李某，联系电话：0559-1234567: whom to call about the paper, not who works a problem off.
_CONTACT = re.compile(
    r"^\(?(?:联系(?:人|方式|电话)|监督电话|举报电话|通讯地址|邮政信箱|电子邮箱|邮箱)[^\n]{0,60}?(?:\d{7,}|\d{3,4}-\d{7,8}|@)"
)
_DATE_LINE = re.compile(
    r"^[(]?(?:20\d\d年(?=\S)|二[〇○零0]\S{2}年)(?:\S{1,3}月(?:\S{1,3}日)?)?[)]?$"
)
_WITH_LIST = re.compile(r"(?::|如下|方面|表现在?)[:。]?$")


@lru_cache(maxsize=4096)
def cue_of(sentence: str, *, opens_line: bool) -> Cue | None:
    """Say what a folded sentence (without its mark) announces, None when it only tells something.

    Plans and closings that stand in the middle of a line count too; ``opens_line`` lets bare
    signatures and dates count.
    """
    text = sentence.strip()
    if REPORTS_NOW.search(text):
        return None
    if _CAUSES_LEAD.match(text):
        return Cue.CAUSES
    if any(form.match(text) for form in _PLANNING):
        return Cue.PLAN
    if _DEMANDS_LEAD.match(text):
        return Cue.DEMANDS
    if is_announcement(text):
        return Cue.PROBLEMS
    return Cue.CLOSING if _closes(text, opens_line=opens_line) else None


def _closes(text: str, *, opens_line: bool) -> bool:
    if opens_line and (_ATTACHMENT.match(text) or is_date_line(text)):
        return True
    if _CLOSING.match(text):
        return True
    return _LOOKING_BACK.match(text) is not None and _WITH_LIST.search(text) is None


def speaks_of_others(folded_lead: str) -> bool:
    """Tell whether a lead mentions faults that others found, asked for or put right (针对巡察指出的问题：)."""
    return TRAP.search(_FOUND_THEMSELVES.sub("", folded_lead)) is not None


def gives_contact(folded_line: str) -> bool:
    """Tell whether a folded line says whom to call or write to (联系人：…，联系电话：…)."""
    return _CONTACT.match(folded_line) is not None


def says_goodbye(sentence: str) -> bool:
    """Tell whether a folded sentence ends a paper by its words alone (以上报告…, 只有这样，才能…)."""
    return _CLOSING.match(sentence.strip()) is not None


def is_date_line(text: str) -> bool:
    """Tell whether a folded line is a date alone, as it stands below a signature."""
    return _DATE_LINE.match(text.strip()) is not None


def is_announcement(sentence: str) -> bool:
    """Tell whether a folded sentence announces that faults will be listed (但仍存在一些问题…)."""
    sentence = sentence.rstrip("。; ")
    if len(sentence) > _LONGEST_ANNOUNCEMENT:
        return False
    if _AWARE_ALONE.search(sentence) or _stands_right_here(sentence):
        return True
    sentence = sentence.rstrip(",")
    if _names_at_once(sentence):
        return False
    if _LABELLED_ANNOUNCEMENT.match(sentence):
        return TRAP.search(_clause_of(sentence, len(sentence))) is None
    return _admits(sentence)


def _stands_right_here(sentence: str) -> bool:
    if not sentence.endswith(":"):
        return False
    found = _RIGHT_HERE.search(sentence)
    return found is not None and not _NOT_HERE.search(_clause_of(sentence, found.start()))


def _names_at_once(sentence: str) -> bool:
    """存在的问题有甲、乙、丙。 is the list itself and announces none."""
    found = _NAMED_AT_ONCE.search(sentence)
    return found is not None and states_fault(found["last"])


def _admits(sentence: str) -> bool:
    """Tell whether a sentence says, against praise or expectation, that something is lacking."""
    found = next((one for form in _ANNOUNCING if (one := form.search(sentence))), None)
    if found is None or _CONTRAST.search(sentence) is None:
        return False
    rest = found.groupdict().get("rest") or ""
    if not _REST_OF_ANNOUNCEMENT.match(rest) or _adds_to_a_fault(sentence, found.start(), rest):
        return False
    return TRAP.search(_TO_BE_SOLVED.sub("", _clause_of(sentence, found.start()))) is None


def _adds_to_a_fault(sentence: str, at: int, rest: str) -> bool:
    """管理办法不健全，存在漏洞。 tells one fault in two clauses and announces none."""
    if rest or sentence[at - 1 : at] != ",":
        return False
    return states_fault(_clause_of(sentence[: at - 1], at - 1))


def _clause_of(sentence: str, at: int) -> str:
    """Return the sentence from the beginning of the clause that holds the place ``at``."""
    return sentence[max(sentence.rfind(stop, 0, at) for stop in ",;") + 1 :]


def follows_announcement(sentence: str) -> bool:
    """Tell whether a folded sentence is a second lead-in (主要表现在以下几个方面：)."""
    return _FOLLOWING.match(sentence.strip()) is not None
