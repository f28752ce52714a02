"""The ways out: what every channel answers."""

from typing import NamedTuple

from tracker.reminders.rules.states import Outcome


class Handover(NamedTuple):
    """How handing over ended, with the other side's number and words."""

    outcome: Outcome
    code: int | None = None
    answer: str = ""
