"""Generated towns: what each has to put right, how its first report is laid out, what becomes of its problems."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from random import Random

from tracker.reports.rules.sources import Source
from tracker.yearend.rules.numbers import han

FIRST = 2026
YEARS = (2026, 2027, 2028)
_LINES = 9  # of a matter in its file


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that is wrong in a town; ``otherwise`` is how somebody else tells the same a year later."""

    category: str
    title: str
    body: str
    otherwise: str
    measures: tuple[str, ...]
    standard: str
    progress: str
    outcome: str
    difficulty: str

    @property
    def text(self) -> str:
        """Answer the whole problem."""
        return f"{self.title}。{self.body}"


class Fate(StrEnum):
    """What becomes of a task in a year."""

    CLOSED = "closed"
    LASTING = "lasting"
    UNDER_WAY = "under_way"
    EXTENDED = "extended"
    QUIET = "quiet"
    UNASSIGNED = "unassigned"
    HALF_CLOSED = "half_closed"
    SUBMITTED = "submitted"
    ENDED = "ended"


_WEIGHTS = {
    Fate.CLOSED: 9,
    Fate.LASTING: 1,
    Fate.UNDER_WAY: 5,
    Fate.EXTENDED: 3,
    Fate.QUIET: 2,
    Fate.UNASSIGNED: 1,
    Fate.HALF_CLOSED: 2,
    Fate.SUBMITTED: 1,
    Fate.ENDED: 1,
}
_OTHERS = (Source.INSPECTION, Source.AUDIT, Source.DEMOCRATIC_LIFE, Source.SUPERVISION)


@dataclass
class Plot:
    """The chances of one town; the same seed always tells the same story."""

    seed: int
    chance: Random = field(init=False)
    waiting: list[Matter] = field(init=False)

    def __post_init__(self) -> None:
        """Shuffle what can be wrong."""
        self.chance = Random(self.seed)
        self.waiting = list(MATTERS)
        self.chance.shuffle(self.waiting)

    def next_matters(self, number: int) -> list[Matter]:
        """Answer matters that nobody has told yet."""
        return [self.waiting.pop() for _ in range(min(number, len(self.waiting)))]

    def first_report(self) -> tuple[str, list[Matter]]:
        """Answer the report on the year before the story begins, and what it lists."""
        found = self.next_matters(self.chance.randint(4, 6))
        return _written(found, FIRST - 1, self.seed), found

    def fates(self, number: int) -> list[Fate]:
        """Answer what becomes of so many tasks in a year; at least two of them stay open."""
        chosen = self.chance.choices(tuple(_WEIGHTS), tuple(_WEIGHTS.values()), k=number)
        still = [Fate.UNDER_WAY, Fate.EXTENDED]
        done = [at for at, one in enumerate(chosen) if one in {Fate.CLOSED, Fate.ENDED}]
        for at in done[: max(0, 2 - (number - len(done)))]:
            chosen[at] = still.pop()
        return chosen

    def from_others(self) -> list[tuple[Source, Matter]]:
        """Answer what others find during a year."""
        found = self.next_matters(self.chance.randint(0, 2))
        return [(self.chance.choice(_OTHERS), one) for one in found]


def _written(found: Iterable[Matter], year: int, layout: int) -> str:
    found = list(found)
    return "\n".join(
        (
            f"中共青禾镇委员会关于{year}年度落实全面从严治党主体责任情况的报告",
            f"{year}年，青禾镇党委认真履行主体责任，现将情况报告如下：",
            "一、工作成效",
            "（一）压实管党治党责任。召开党委会专题研究6次，班子成员到村督促检查。",
            "（二）建强基层组织。开展支部书记培训，规范组织生活。",
            "（三）管好村级资金资产。清理村级账目，公示惠民资金。",
            "二、存在问题",
            *_problems(found, layout % 3),
            "三、下一步打算",
            *(f"（{han(at)}）{'；'.join(one.measures)}。" for at, one in enumerate(found, start=1)),
        )
    )


def _problems(found: list[Matter], layout: int) -> Iterator[str]:
    if layout == 0:
        yield from (f"（{han(at)}）{one.text}" for at, one in enumerate(found, start=1))
    elif layout == 1:
        yield from (f"{at}.{one.text}" for at, one in enumerate(found, start=1))
    else:
        yield "".join(f"{han(at)}是{one.text}" for at, one in enumerate(found, start=1))


def _matters() -> tuple[Matter, ...]:
    text = Path(__file__).with_name("matters.txt").read_text(encoding="utf-8")
    return tuple(_matter(block.splitlines()) for block in text.strip().split("\n\n"))


def _matter(lines: list[str]) -> Matter:
    assert len(lines) == _LINES, lines
    category, title, body, otherwise, measures, standard, progress, outcome, difficulty = lines
    planned = tuple(measures.split("；"))
    return Matter(
        category, title, body, otherwise, planned, standard, progress, outcome, difficulty
    )


MATTERS = _matters()
