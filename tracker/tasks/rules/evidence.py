"""What is worth a second look about a piece of evidence; told as a warning, never a refusal."""

from datetime import date
from enum import StrEnum

from tracker.tasks.rules.kinds import EvidenceKind


class Doubt(StrEnum):
    """Why somebody who checks the papers might ask."""

    BEFORE_ASSIGNMENT = "before_assignment"
    AFTER_CLOSING = "after_closing"
    UNNUMBERED_RULE = "unnumbered_rule"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {
            "before_assignment": "形成于交办之前",
            "after_closing": "形成于销号之后",
            "unnumbered_rule": "制度文件没有文号",
        }[self.value]


def doubts_about(
    kind: EvidenceKind,
    paper_number: str,
    made_on: date | None,
    *,
    assigned_on: date | None,
    closed_on: date | None,
) -> tuple[Doubt, ...]:
    """Answer what is doubtful about a piece, given the days on which its round was assigned and closed."""
    found = []
    if made_on and assigned_on and made_on < assigned_on:
        found.append(Doubt.BEFORE_ASSIGNMENT)
    if made_on and closed_on and made_on > closed_on:
        found.append(Doubt.AFTER_CLOSING)
    if kind is EvidenceKind.RULE and not paper_number:
        found.append(Doubt.UNNUMBERED_RULE)
    return tuple(found)
