"""Names that nobody here bears, and names that are written in two ways."""

import re
from collections.abc import Iterable, Iterator

from tracker.yearend.rules.checking.findings import Kind, Known, Remark

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵"
    "孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_POSTS = "书记|镇长|乡长|主任|所长|站长|委员|主席|县长|部长|局长|组长"
_TITLED = re.compile(
    rf"(?:{_POSTS})(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=同志|任组长|牵头|主持|带队|[，。、；：）]|$)"
)
_TOWN = re.compile(
    r"(?:(?<=[，。、；：“《（\n])|(?<=中共)|^)(?P<name>[\u4e00-\u9fff]{2,3})(?P<kind>镇|乡|街道)"
    r"(?=党委|政府|纪委|党工委|人民政府|20\d\d年)"
)
# What may stand before 镇 without being its name.
_NO_TOWN = re.compile(
    r"^(?:完善|组织|推动|听取|召开|加强|提升|健全|落实|修订|制定|严格|强化|参加|支持|监督|规范|成立|报送|报告|提请|反映|结合|按照|根据|通过|围绕|"
    r"涉及|包括|所有|各个|其他|部分|个别|多个|一些|向|由|对|在|将|经|请|以|与|和|是|从|到|为|及|全|我|本|各|该|两|村|乡)"
)
_LEAST_UNIT = 4


def names_amiss(text: str, known: Known) -> Iterator[Remark]:
    """Yield names near a known one but for one character, people and towns that nobody here knows."""
    seen: set[str] = set()
    for remark in (*_other_spellings(text, known), *_strangers(text, known)):
        words = text[remark.start : remark.end]
        if words not in seen:
            seen.add(words)
            yield remark


def _other_spellings(text: str, known: Known) -> Iterator[Remark]:
    people = [name for name in known.people if len(name) == 3]  # noqa: PLR2004  shorter names are too near to words
    units = [name for name in known.units if len(name) >= _LEAST_UNIT]
    for name in sorted(people):
        yield from _nearly(text, name, known.people, "人员名单中是“{name}”，这里写成“{words}”。")
    for name in sorted(units):
        yield from _nearly(text, name, known.units, "单位名称是“{name}”，这里写成“{words}”。")


def _nearly(text: str, name: str, all_names: Iterable[str], sentence: str) -> Iterator[Remark]:
    """Yield the places where all but one of a name's characters stand, its first and last among them or not."""
    for place in range(1, len(name)):  # a surname is not mistaken
        pattern = re.escape(name[:place]) + r"[\u4e00-\u9fff]" + re.escape(name[place + 1 :])
        for found in re.finditer(pattern, text):
            words = found.group()
            if words not in all_names and not _is_part(text, found, all_names):
                yield Remark(Kind.NAME, sentence.format(name=name, words=words), *found.span())


def _is_part(text: str, found: re.Match[str], all_names: Iterable[str]) -> bool:
    around = text[max(0, found.start() - 8) : found.end() + 8]
    return any(found.group() in name and name in around for name in all_names)


def _strangers(text: str, known: Known) -> Iterator[Remark]:
    if known.people:
        for found in _TITLED.finditer(text):
            name = found["name"]
            if name not in known.people:
                sentence = f"人员名单中没有“{name}”，请核对是否为已调离的人员。"
                yield Remark(Kind.NAME, sentence, *found.span("name"))
    for found in _TOWN.finditer(text):
        whole = found["name"] + found["kind"]
        if not known.units or _is_own(whole, known.units) or _NO_TOWN.match(whole):
            continue
        sentence = f"“{whole}”不是本单位，请核对是否从别处的材料带来。"
        yield Remark(Kind.NAME, sentence, found.start(), found.end())


def _is_own(whole: str, units: frozenset[str]) -> bool:
    return any(whole.endswith(unit) or unit.endswith(whole) for unit in units)
