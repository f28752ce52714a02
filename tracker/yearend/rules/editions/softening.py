"""Taking the names of people and villages out of a paper for the public."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from tracker.yearend.rules.draft import Draft

_VILLAGE = re.compile(r"(?:村|社区|居委会|村委会)$")
_MANY = "有关村（社区）"
_SOMEBODY = "有关责任人"
_SHORTEST, _LONGEST = 2, 4  # characters of a person's name
# Surnames that begin hardly any other word; a person's name is read only behind a station or before 同志.
_NAME = "[王李张刘陈杨赵黄吴徐孙胡朱郭罗梁郑谢韩唐冯董曹袁邓傅沈彭吕苏卢蒋蔡贾丁魏薛阎潘汪姜谭廖邹郝崔邱侯邵孟](?!贴|榜|某)[\u4e00-\u9fff]{1,2}"
_STATION = (
    "村民|党员|群众|干部|会计|报账员|出纳|当事人|承包人|书记|主任|委员|所长|站长|组长|镇长|乡长"
)
_SOMEONE = re.compile(
    rf"{_NAME}同志|(?:{_STATION}){_NAME}(?=[，。、；：（）]|等\d|$|在|因|已|的|家|户|外出|违|被|受)"
)
_GAP = "【待补：这一句写到了个人，公开前请改写】"


@dataclass(frozen=True, slots=True)
class Names:
    """Names that the public must not read: of people, and of units of which villages are softened."""

    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


def softened(draft: Draft, names: Names) -> Draft:
    """Answer a draft without names of people and villages; posts, offices and numbers stay.

    A sentence that still reads as if it named somebody whom the office does not know becomes a gap.
    """
    soften = _softener(names)

    def said(text: str) -> str:
        plain = soften(text)
        return _GAP if _SOMEONE.search(plain) else plain

    return draft.reworded(lambda one: replace(one.said(said), lead=soften(one.lead)))


def named_in(people: Iterable[str]) -> frozenset[str]:
    """Answer those of some wordings (李强, 各村党组织书记) that can be the name of one person."""
    return frozenset(one for one in people if _SHORTEST <= len(one) <= _LONGEST)


def _softener(names: Names) -> Callable[[str], str]:
    villages = [one for one in names.units if _VILLAGE.search(one)]
    people = [one for one in names.people if len(one) >= _SHORTEST]
    told = {**dict.fromkeys(people, _SOMEBODY), **dict.fromkeys(villages, _MANY)}
    if not told:
        return str
    longest = sorted(told, key=len, reverse=True)
    # 东岭村、西坪村 are one mention of villages, not two.
    found = re.compile(f"(?:{'|'.join(map(re.escape, longest))})")
    again = re.compile(f"(?:{re.escape(_MANY)}[、和及]?){{2,}}|(?:{_SOMEBODY}[、和及]?){{2,}}")

    def soften(text: str) -> str:
        plain = found.sub(lambda one: told[one.group()], text)
        return again.sub(lambda one: _MANY if one.group().startswith(_MANY) else _SOMEBODY, plain)

    return soften
