"""Choosing the heading under which an achievement belongs, by what both speak of, and saying which words those are."""

from collections import Counter
from collections.abc import Sequence

from tracker.reports.rules.similarity import Statements, shared_phrases, themes_of
from tracker.reports.rules.themes import THEMES
from tracker.yearend.rules.outline import Entry

_HEADING_WEIGHT = 3  # the heading's own words tell more than the text below it
_SHORTEST = 2  # characters of a word that two texts share
_NAMED = 0.1  # how near the class of a text brings it to a heading that names this class
# By these words a heading names the class of its work (问题类别); other classes are known by their themes alone.
_CLASS_WORDS = {
    "思想政治": ("思想", "政治", "理论"),
    "意识形态": ("意识形态", "思想", "宣传"),
    "组织建设": ("组织", "党员", "支部", "党建"),
    "干部人才": ("干部", "队伍", "人才", "组织"),
    "作风建设": ("作风",),
    "廉洁建设": ("廉政", "廉洁", "清廉", "纪律"),
    "监督执纪": ("监督", "纪律", "执纪", "廉政"),
    "财务管理": ("财务", "廉政", "廉洁"),
    "制度建设": ("制度",),
}
_CLASS_OF = {one.name: one.category for one in THEMES}
# Said of work of every kind; that both say it tells nothing.
_SAID_OF_ALL = frozenset({"全部", "全年", "年度", "开展", "组织开展", "完成", "落实"})


def place(about: Sequence[str], headings: Sequence[Entry]) -> list[int | None]:
    """Answer for each text the place of the heading that is nearest to it, or None when none shares a word or theme."""
    if not headings or not about:
        return [None] * len(about)
    statements = Statements([_profile(one) for one in headings])
    return [_best(_scores(text, statements, headings)) for text in about]


def _scores(text: str, statements: Statements, headings: Sequence[Entry]) -> list[float]:
    """Answer how near a text is to each heading; a lone sign in common (监管, 管理) is nothing that both speak of."""
    words = _CLASS_WORDS.get(_class_of(text), ())
    return [
        (near.score if near.by_themes or shared(text, heading) else 0.0)
        + (_NAMED if any(word in heading.heading for word in words) else 0.0)
        for near, heading in zip(statements.to(text), headings, strict=True)
    ]


def _class_of(text: str) -> str:
    """Answer the class that a text speaks of most; empty where it speaks of none."""
    weights: Counter[str] = Counter()
    for theme, weight in themes_of(text).items():
        weights[_CLASS_OF[theme]] += weight  # type: ignore[assignment]  # weights are floats
    return max(weights, key=lambda one: (weights[one], one), default="")


def shared(about: str, heading: Entry) -> list[str]:
    """Answer the words by which a text was proposed for a heading, the longest first; empty when only a theme is shared."""
    found = shared_phrases(f"{heading.heading}。{heading.sample}", about, at_least=_SHORTEST)
    return [one for one in found if one not in _SAID_OF_ALL]


def _best(scores: Sequence[float]) -> int | None:
    return scores.index(max(scores)) if max(scores) > 0 else None


def _profile(heading: Entry) -> str:
    return f"{heading.heading}。{(heading.heading + '，') * (_HEADING_WEIGHT - 1)}{heading.sample}"
