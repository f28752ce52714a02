"""What people did to the paragraphs of a draft, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tracker.yearend.rules.draft import Passage

OWN = "own:"


@dataclass(frozen=True, slots=True)
class Edit:
    """What stands beside a key: None leaves text, lead or place as they are drafted.

    ``basis`` is ``basis_of`` the paragraph that was reworded; ``version`` counts the edits of the row.
    """

    text: str | None = None
    lead: str | None = None
    left_out: bool = False
    heading: str | None = None
    basis: str = ""
    by: str = ""
    at: datetime | None = None
    version: int = 0

    @property
    def is_reworded(self) -> bool:
        """Answer whether a person's words stand instead of the drafted ones."""
        return self.text is not None


NO_EDIT = Edit()


@dataclass(frozen=True, slots=True)
class Edits:
    """Everything that people did to a draft: edits by key, and keys in the order in which people put them."""

    by_key: Mapping[str, Edit] = field(default_factory=dict)
    places: tuple[str, ...] = ()

    def of(self, key: str) -> Edit:
        """Answer what was done to a paragraph; the empty edit when nothing was."""
        return self.by_key.get(key, NO_EDIT)

    @property
    def placed(self) -> dict[str, str]:
        """Answer the headings that people chose, by key."""
        return {key: one.heading for key, one in self.by_key.items() if one.heading is not None}


def basis_of(passage: Passage | None) -> str:
    """Answer the drafted words of a paragraph as an edit remembers them."""
    return f"{passage.lead}\n{passage.text}" if passage else ""
