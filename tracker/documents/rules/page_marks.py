"""Page numbers and the page marks of document libraries, on lines of their own or inside a sentence."""

import re
from collections.abc import Iterable

from tracker.documents.rules.folding import fold

_DASH = "[-—–―~·]"
_NUMBER = "[0-9]{1,4}"
_HAN_NUMBER = "(?:[0-9]{1,4}|[一二三四五六七八九十百]{1,4})"
_PAGE_OF = rf"第 ?{_HAN_NUMBER} ?页[ ,、/|]{{0,3}}(?:[(]? ?共 ?{_HAN_NUMBER} ?页 ?[)]?)?"
_OF_PAGE = rf"共 ?{_HAN_NUMBER} ?页[ ,、/|]{{0,3}}第 ?{_HAN_NUMBER} ?页"
_ALONE = re.compile(
    rf"{_DASH}{{1,3}} ?{_NUMBER} ?{_DASH}{{1,3}}"
    rf"|(?:{_DASH} ?)?(?:{_PAGE_OF}|{_OF_PAGE})(?: ?{_DASH})?"
    rf"|[Pp](?:age|AGE)?[. ]{{0,2}}{_NUMBER}(?: ?(?:of|OF|/) ?{_NUMBER})?"
)
_FRACTION = re.compile(rf"({_NUMBER}) ?/ ?({_NUMBER})")
_LONE_NUMBER = re.compile("[0-9]{1,3}")
# Inside a sentence only what nobody writes otherwise: 2020-3-15 and 第3页 may be meant.
_INSIDE = re.compile(
    r"(?:(?<! ) +)?(?:"
    r"(?<![0-9—–―])[—–―] ?[0-9]{1,3} ?[—–―](?![0-9—–―])"
    r"|(?<![0-9A-Za-z-])-[ ][0-9]{1,3}[ ]-(?![0-9A-Za-z-])"
    r"|第 ?[0-9]{1,3} ?页[ ,、/]{0,2}共 ?[0-9]{1,3} ?页"
    r"|共 ?[0-9]{1,3} ?页[ ,、/]{0,2}第 ?[0-9]{1,3} ?页"
    r")[ ]*"
)
# 第3页 inside a sentence, unless the sentence speaks of that page.
_INSIDE_OR_MAYBE = re.compile(
    rf"{_INSIDE.pattern}|(?<![见在看参至到从第,(《])第 ?(?P<maybe>[0-9]{{1,3}}) ?页(?![第的上中下表图所,)》])"
)
_FIGURES = re.compile("[0-9]{1,4}")
_RUNS_OF_SPACE = re.compile(" +")


def is_page_mark(line: str) -> bool:
    """Tell whether a whole line is nothing but a page number in one of its usual dresses."""
    folded = _RUNS_OF_SPACE.sub(" ", fold(line).strip())
    if len(folded) > 24:  # noqa: PLR2004  longer than 第 100 页 （共 200 页） with dashes
        return False
    if _ALONE.fullmatch(folded):
        return True
    fraction = _FRACTION.fullmatch(folded)
    return fraction is not None and 0 < int(fraction[1]) <= int(fraction[2])


def lone_number(line: str) -> int | None:
    """Return the number when a line holds nothing else, which may be a page number or may not."""
    folded = fold(line).strip()
    return int(folded) if _LONE_NUMBER.fullmatch(folded) else None


def numbers_of_pages(lines: Iterable[str]) -> frozenset[int]:
    """Return the page numbers that the sure page marks of a text bear, on their own lines or inside."""
    found: set[int] = set()
    for line in lines:
        folded = fold(line)
        sure = [folded] if is_page_mark(line) else _INSIDE.findall(folded)
        found.update(int(number[0]) for one in sure if (number := _FIGURES.search(one)))
    return frozenset(found)


def without_page_marks(line: str, pages: frozenset[int] = frozenset()) -> str:
    """Cut page marks out of the middle of a line, with the spaces around them.

    第3页 goes only when ``pages``, the numbers of the sure page marks, hold the page before or behind it.
    """
    folded = fold(line)
    kept, at = [], 0
    for found in _INSIDE_OR_MAYBE.finditer(folded):
        number = found["maybe"]
        if number is not None and not pages & {int(number) - 1, int(number) + 1}:
            continue
        kept.append(line[at : found.start()])
        at = found.end()
    kept.append(line[at:])
    return "".join(kept)
