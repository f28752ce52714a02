"""Looking again at the moment of sending: does a reminder still hold? Pure."""

from datetime import date

from tracker.reminders.rules.ladder import Anchor, Rule
from tracker.reminders.rules.planner import TaskFacts
from tracker.reminders.rules.states import Dropped
from tracker.tasks.rules.lifecycle import OWED


def why_dropped(
    rule: Rule, task: TaskFacts, *, due_on: date | None, concerned: bool
) -> Dropped | None:
    """Answer why a reminder is left out, or None when it still holds.

    ``due_on`` is the deadline for which it was planned, ``concerned`` whether the person still has that part.
    """
    if task.state not in OWED:
        return Dropped.CLOSED
    if task.state not in rule.states:
        return Dropped.CHANGED
    if rule.anchor is Anchor.DUE and task.due_on != due_on:
        return Dropped.CHANGED
    return None if concerned else Dropped.NOT_CONCERNED
