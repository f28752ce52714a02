"""The ledger's views: which columns stand on screen, the three that every office has, and how names are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.core.errors import InvalidError
from tracker.ledgers.rules.columns import COLUMNS, Key

NAME = 20  # characters that fit beside the other views
MOST = 12  # views of one person; more are no help
FIRST = (
    Key.NUMBER,
    Key.PROBLEM,
    Key.LEAD_UNIT,
    Key.HANDLER,
    Key.LEADER,
    Key.DUE,
    Key.STATE,
    Key.PROGRESS,
)
"""What the ledger shows to whoever chose nothing."""
CHOOSABLE = tuple(one.key for one in COLUMNS)
# What an address may keep in a view: the filters and the order, never the page or a day.
KEPT = ("state", "light", "town", "unit", "person", "year", "source", "kind", "open", "q", "sort")


@dataclass(frozen=True, slots=True)
class View:
    """A way to look at the ledger; ``slug`` names it in the address, ``view_id`` when somebody saved it.

    ``chosen`` tells whether its columns were chosen, by a view or by the person: then an export has the same.
    """

    slug: str
    name: str
    keys: tuple[Key, ...]
    asked: Mapping[str, str] = field(default_factory=dict)
    view_id: int | None = None
    mine: bool = False
    shared: bool = False
    made_by: str = ""
    chosen: bool = True


WHOLE = View("", "全部台账", FIRST, chosen=False)
BUILT_IN = (
    View(
        "problems",
        "问题清单",
        (
            Key.NUMBER,
            Key.SUPERIOR_NUMBER,
            Key.SOURCE,
            Key.CATEGORY,
            Key.PROBLEM,
            Key.SHOWN_AS,
            Key.STATE,
        ),
    ),
    View(
        "tasks",
        "任务清单",
        (
            Key.NUMBER,
            Key.PROBLEM,
            Key.STANDARD,
            Key.MEASURES,
            Key.KIND,
            Key.DUE,
            Key.PROGRESS,
            Key.STATE,
        ),
    ),
    View(
        "duties",
        "责任清单",
        (
            Key.NUMBER,
            Key.PROBLEM,
            Key.LEADER,
            Key.LEAD_UNIT,
            Key.HELPING,
            Key.HANDLER,
            Key.DUE,
            Key.STATE,
        ),
    ),
)


def known_keys(words: Iterable[str]) -> tuple[Key, ...]:
    """Answer the columns that are meant, each once; what the catalogue does not know is left out."""
    known = {one.value: one for one in CHOOSABLE}
    return tuple(dict.fromkeys(known[one] for one in words if one in known))


def in_order(places: Mapping[Key, int]) -> tuple[Key, ...]:
    """Answer columns by the places written beside them, those with the same place as in the catalogue."""
    return tuple(sorted(places, key=lambda key: (places[key], CHOOSABLE.index(key))))


def kept_words(asked: Mapping[str, str]) -> dict[str, str]:
    """Answer what a view keeps of an address."""
    return {name: asked[name] for name in KEPT if asked.get(name)}


def check_keys(keys: tuple[Key, ...]) -> None:
    """Check the columns of a view.

    Raises:
        InvalidError: none is chosen, or nothing tells which row is which.
    """
    if not {Key.NUMBER, Key.PROBLEM} & set(keys):
        raise InvalidError("“问题编号”和“反馈问题”至少保留一栏，不然认不出是哪一条。", "columns")


def check_name(name: str, taken: Iterable[str]) -> None:
    """Check the name of a new view among those that its owner has.

    Raises:
        InvalidError: it is empty, too long, taken, or there are too many views already.
    """
    names = set(taken)
    if not name:
        raise InvalidError("请给视图起个名字。", "name")
    if len(name) > NAME:
        raise InvalidError(f"视图名称最多{NAME}个字。", "name")
    if name in names or name in {one.name for one in (WHOLE, *BUILT_IN)}:
        raise InvalidError(f"已经有叫“{name}”的视图，请换一个名字。", "name")
    if len(names) >= MOST:
        raise InvalidError(f"最多保存{MOST}个视图，请先删除不用的。", "name")
