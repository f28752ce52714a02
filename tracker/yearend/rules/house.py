"""A unit's own wording rules: names of sections, words that it writes otherwise, how it ends a sentence about lasting work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.core.errors import InvalidError
from tracker.yearend.rules.draft import Draft
from tracker.yearend.rules.outline import Role

NAMED = (Role.WORK, Role.LAST_YEAR, Role.PLEDGES, Role.PROBLEMS, Role.PLAN)
"""The sections whose names a unit may choose."""
_LONGEST_NAME, _LONGEST_WORD, _MOST_WORDS = 30, 20, 100
# What stands in quotation marks or gaps was said by somebody else and stays.
_QUOTED = re.compile(r"(“[^”]*”|【[^】]*】)")


@dataclass(frozen=True, slots=True)
class House:
    """What a unit wants its own way; ``instead`` are pairs (word, what is written for it), an empty one only warns."""

    sections: Mapping[str, str] = field(default_factory=dict)
    instead: tuple[tuple[str, str], ...] = ()
    lasting: str = ""

    def name(self, role: Role) -> str:
        """Answer how a section is headed."""
        return self.sections.get(role.value) or role.label

    @property
    def unwanted(self) -> tuple[str, ...]:
        """Answer the words of which a draft only warns."""
        return tuple(word for word, new in self.instead if not new)

    def said(self, text: str) -> str:
        """Answer a text in the unit's own words."""
        pairs = [(word, new) for word, new in self.instead if new]
        if not pairs or not any(word in text for word, _ in pairs):
            return text
        parts = _QUOTED.split(text)
        for word, new in pairs:
            parts[::2] = [one.replace(word, new) for one in parts[::2]]
        return "".join(parts)


def in_house_words(draft: Draft, house: House) -> Draft:
    """Answer a draft in the unit's own words; quotations and titles of problems stay as they were written."""
    if not any(new for _, new in house.instead):
        return draft
    return draft.reworded(lambda passage: passage.said(house.said))


def read_instead(text: str) -> tuple[tuple[str, str], ...]:
    """Read one rule a line: 短板=不足 writes the one for the other, 短板 alone only warns.

    Raises:
        InvalidError: a line is too long, says nothing, or leads back to itself.
    """
    found: dict[str, str] = {}
    for line in filter(None, (one.strip() for one in text.splitlines())):
        word, _, new = (one.strip() for one in line.replace("＝", "=").partition("="))
        if not word or max(len(word), len(new)) > _LONGEST_WORD:
            raise InvalidError(
                f"“{line}”不能采用：每行写“旧词=新词”，各不超过{_LONGEST_WORD}字。", "instead"
            )
        if word in new:
            raise InvalidError(f"“{line}”不能采用：新词里还有旧词。", "instead")
        found[word] = new
    if len(found) > _MOST_WORDS:
        raise InvalidError(f"最多{_MOST_WORDS}条，现有{len(found)}条。", "instead")
    return tuple(found.items())


def check_names(names: Mapping[str, str]) -> dict[str, str]:
    """Answer the names that differ from the program's own.

    Raises:
        InvalidError: a name is too long, or two sections are called the same.
    """
    own = {role.value: names.get(role.value, "").strip() or role.label for role in NAMED}
    long = [one for one in own.values() if len(one) > _LONGEST_NAME]
    if long:
        raise InvalidError(f"“{long[0]}”太长，标题不超过{_LONGEST_NAME}字。", "sections")
    if len(set(own.values())) < len(own):
        raise InvalidError("两个部分不能用同一个标题。", "sections")
    return {role.value: own[role.value] for role in NAMED if own[role.value] != role.label}


def written(instead: Sequence[tuple[str, str]]) -> str:
    """Write rules one a line, as they are read."""
    return "\n".join(f"{word}={new}" if new else word for word, new in instead)
