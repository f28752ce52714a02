"""In which length a report tells of last year's problems."""

from enum import StrEnum


class Length(StrEnum):
    """How long the report tells of last year's problems."""

    CLAUSE = "clause"
    PARAGRAPH = "paragraph"
    ITEMS = "items"

    @property
    def label(self) -> str:
        """Answer the word on screen."""
        return {"clause": "一句话", "paragraph": "一段话", "items": "逐条"}[self.value]
