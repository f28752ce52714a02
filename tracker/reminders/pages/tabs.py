"""The row of pages about reminders, as far as the reader may open them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the row, as the part for tabs takes it."""

    label: str
    url: str
    active: bool
    count: int | None = None
