"""What the search from anywhere is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracker.home.queries import FoundPerson, FoundTask


@dataclass(frozen=True, slots=True)
class FindPage:
    """Pages, tasks, people and help for a word; without a word the pages alone."""

    template: ClassVar[str] = "home/find.html"
    fragment: ClassVar[str] = "home/_found.html"

    text: str
    places: Sequence[tuple[str, str, str]]
    tasks: Sequence[FoundTask]
    people: Sequence[FoundPerson]
    manages_people: bool
    help: Sequence[tuple[str, str]]

    @property
    def nothing(self) -> bool:
        """Answer whether nothing was found."""
        return not (self.places or self.tasks or self.people or self.help)
