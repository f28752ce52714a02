"""What the box 现在该谁办 is given: who is waited for, and the steps that the reader can take."""

from dataclasses import dataclass

from tracker.tasks.pages.timeline import Event
from tracker.tasks.rules.looks import Look


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step that the viewer can take now, in their own name or recorded for another."""

    look: Look
    url: str
    recorded: bool
    first: bool
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Others:
    """A step and the names of those who can take it; ``viewer`` is the reader's own among them, or empty."""

    word: str
    names: tuple[str, ...]
    viewer: str = ""

    @property
    def who(self) -> str:
        """Answer who can take the step, as a sentence for people; readers find themselves as 您, and first."""
        others = [one for one in self.names if one != self.viewer]
        names = ["您", *others] if len(others) < len(self.names) else others
        if len(names) == 1:
            return f"由{names[0]}办理"
        if names:
            return f"可由{'、'.join(names)}办理"
        return "目前没有能办的人，请系统管理员补充人员或角色"


@dataclass(frozen=True, slots=True)
class NextBox:
    """现在该谁办、下一步是什么: ``due`` is the step that is waited for, ``aside`` steps beside the straight way.

    ``returned`` is the return or objection that nobody has answered yet, with what is missing; ``asked`` the
    request for more time that waits; ``quarterly_url`` leads clerks to the page of all sustained tasks.
    """

    due: Others | None
    steps: tuple[StepLink, ...]
    aside: tuple[StepLink, ...]
    others: tuple[Others, ...]
    returned: Event | None = None
    quarterly_url: str | None = None
    asked: str = ""
