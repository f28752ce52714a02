"""What the help pages are given."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tracker.help.rules import Moment, Topic


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The help of one screen; ``door`` leads to the screen where it needs nothing else and the viewer may open it.

    ``bare`` is the sheet without navigation, for whoever is not signed in or has to choose a password first.
    """

    topic: Topic
    door: str | None
    bare: bool


@dataclass(frozen=True, slots=True)
class HelpIndexPage:
    """All help, by the time of the year."""

    template: ClassVar[str] = "help/index.html"

    moments: Sequence[tuple[Moment, Sequence[Topic]]]
