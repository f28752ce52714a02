"""Taking the names of people and villages out of a paper for the public."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tracker.yearend.rules.draft import Draft

_VILLAGE = re.compile(r"(?:村|社区|居委会|村委会)$")
_MANY = "有关村（社区）"
_SOMEBODY = "有关责任人"
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Names:
    """Names that the public must not read: of people, and of units of which villages are softened."""

    people: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()


def softened(draft: Draft, names: Names) -> Draft:
    """Answer a draft without names of people and villages; posts, offices and numbers stay."""
    soften = _softener(names)
    return draft.reworded(lambda one: replace(one.said(soften), lead=soften(one.lead)))


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
