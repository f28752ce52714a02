"""Running text split where writers separate things: at full stops, semicolons, and in enumerations."""

import re
from collections.abc import Iterable
from itertools import pairwise

from tracker.reports.rules.claims import trimmed
from tracker.reports.rules.faults import states_fault

Stretch = tuple[int, int]

_STOP = re.compile(r"[。!?]+[”)】》]*")
_CLAUSE = re.compile(r"[^;。!?]+[;。!?]*[”)】》]*")
_CONNECTIVE = re.compile(
    "(?:还有|再有|再就是|另外|此外|再者|加上)(?:就是|一点是|一点|的是)?,?(?!待|些|的)"
)
PARALLEL = re.compile(
    r"^(?:值得|需要|应当)(?:注意|关注|警惕|重视|警觉)的是|^(?:不容忽视|不可忽视|令人担忧|更为?(?:突出|严重))的是|^(?:其中,?)?(?:最|比较|较为|尤其|更为|特别)[^,。;]{1,14}(?:是|在于|就是|表现在)|^(?:突出|重点|首要|根本|关键|当务之急)的(?:问题|短板|不足)?是",
)
# 个别干部担当弱化、遇事推诿: the second has no subject of its own and tells more of the same people.
_OF_PEOPLE = re.compile(
    "(?:干部|党员|同志|人员|班子|职工|队员|教师|医生|书记|成员|群众)[^,;。、]{2,}$"
)
_SAME_PEOPLE = re.compile(
    "(?:遇事|遇到|做事|办事|干事|不敢|不愿|不会|不想|不善|不主动|怕|推诿|敷衍|得过且过|等靠|畏难|患得患失|照搬|满足于|习惯于|存在|抱有|产生)"
)
_AS_EXAMPLES = re.compile("(?:比|例|譬)?如[:,]?(?![何期实果意])")
_AND_SO_ON = re.compile("等(?:突出|主要|具体)?(?:现象|问题|情况|情形|不足)[。;]?$")
_LONGEST_TAIL, _MANY_NAMES = 12, 4
_OPENERS, _CLOSERS = "(“《【[", ")”》】]"


def sentences(folded: str, start: int, end: int) -> list[Stretch]:
    """Return the sentences of ``folded[start:end]``."""
    cuts = [found.end() for found in _STOP.finditer(folded, start, end)]
    edges = [start, *(cut for cut in cuts if cut < end), end]
    return _not_empty(trimmed(folded, *one) for one in pairwise(edges))


def clauses(folded: str, start: int, end: int) -> list[Stretch]:
    """Return the parts of ``folded[start:end]`` between semicolons and full stops, with these."""
    found = _CLAUSE.finditer(folded, start, end)
    return _not_empty(trimmed(folded, *one.span()) for one in found)


def listed(folded: str, start: int, end: int) -> list[Stretch]:
    """Split an enumeration at its strongest separator (; before , before 、), brackets aside.

    A part that tells no fault is the beginning of the next one: 党员教育、管理不到位 is one fault. A semicolon
    is strong enough to part statements in words that the reader does not know.
    """
    separator = _separator(folded[start:end])
    parts: list[Stretch] = []
    depth, at, judged = 0, start, start
    for place in range(start, end):
        sign = folded[place]
        depth += (sign in _OPENERS) - (sign in _CLOSERS)
        if sign != separator or depth > 0:
            continue
        if separator == ";" or (
            states_fault(folded[judged:place]) and not _goes_on(folded[at:place], folded, place + 1)
        ):
            parts.append((at, place))
            at = place + 1
        judged = place + 1
    return _not_empty(trimmed(folded, *one) for one in (*parts, (at, end)))


def _separator(told: str) -> str:
    """A comma parts more than 、 does, unless it is rare among many names between 、, each a fault by itself."""
    if ";" in told:
        return ";"
    names = told.split("、")
    rare = len(names) > _MANY_NAMES * told.count(",")
    named = rare and len(names) >= _MANY_NAMES and all(map(states_fault, names))
    return "," if "," in told and not named else "、"


def _goes_on(part: str, folded: str, behind: int) -> bool:
    """Tell whether the part behind an enumeration's sign tells more of the people named before it."""
    return _OF_PEOPLE.search(part) is not None and _SAME_PEOPLE.match(folded, behind) is not None


def parallel_groups(folded: str, start: int, end: int) -> tuple[list[Stretch], list[Stretch]]:
    """Return what leads in and the statements that open alike (最…的是…); nothing when fewer than two do."""
    stretches = clauses(folded, start, end)
    opening = [at for at, one in enumerate(stretches) if PARALLEL.match(folded[slice(*one)])]
    if len(opening) <= 1:
        return [], []
    bounds = pairwise([*opening, len(stretches)])
    groups = [(stretches[first][0], stretches[behind - 1][1]) for first, behind in bounds]
    return stretches[: opening[0]], groups


def without_extras(folded: str, stretches: list[Stretch]) -> list[Stretch]:
    """Drop what stands around clauses: the sentences behind the last fault, 如 and 等现象 between which they stand."""
    return _without_example_words(folded, _without_afterword(folded, stretches))


def _without_afterword(folded: str, stretches: list[Stretch]) -> list[Stretch]:
    """Drop the sentences behind the last fault (这些事我不推给别人。)."""
    kept = len(stretches)
    while kept > 1 and not states_fault(folded[slice(*stretches[kept - 1])]):
        if folded[stretches[kept - 2][1] - 1] not in "。!?":
            return stretches
        kept -= 1
    return stretches[:kept]


def _without_example_words(folded: str, stretches: list[Stretch]) -> list[Stretch]:
    """Take 如 and 等现象 off clauses between them (存在的问题：如甲；乙；丙等现象。)."""
    first, last = stretches[0], stretches[-1]
    tail = _AND_SO_ON.search(folded, max(first[0], last[1] - _LONGEST_TAIL), last[1])
    as_examples = _AS_EXAMPLES.match(folded, *first)
    if tail is None or as_examples is None or len(stretches) == 1:
        return stretches
    return [(as_examples.end(), first[1]), *stretches[1:-1], (last[0], tail.start())]


def behind_connective(folded: str, start: int, end: int) -> int:
    """Return where a clause goes on behind 再就是 or 还有, which are marks of a kind."""
    found = _CONNECTIVE.match(folded, start, end)
    return found.end() if found else start


def _not_empty(stretches: Iterable[Stretch]) -> list[Stretch]:
    return [one for one in stretches if one[0] < one[1]]
