"""Looking again at the moment of sending: does a reminder still hold? Pure."""

from datetime import date

from tracker.reminders.rules.ladder import PERIODS, Anchor, Rule
from tracker.reminders.rules.planner import TaskFacts, first_of_period
from tracker.reminders.rules.states import Dropped
from tracker.tasks.rules.lifecycle import OWED, State

# Resting and finished tasks are spoken of no more.
_TOLD = (*OWED, State.SUSTAINED)
# These speak of a deadline as it was; another one makes them pointless.
_OF_A_DEADLINE = (Anchor.DUE, Anchor.ASKED, Anchor.ASKED_ABOVE)
# What these say is true only while a request for more time is open, or while none is.
_SAYING_OPEN = {Anchor.ASKED: True, Anchor.ASKED_ABOVE: True, Anchor.DECIDED: False}


def why_dropped(
    rule: Rule | None,
    task: TaskFacts,
    *,
    due_on: date | None,
    occurrence_on: date,
    concerned: bool,
    request_open: bool,
) -> Dropped | None:
    """Answer why a reminder is left out, or None when it still holds.

    ``due_on`` is the deadline for which it was planned, ``concerned`` whether the person still has that part,
    ``request_open`` whether more time is being asked for on the task.
    """
    if rule is None or not rule.enabled:
        return Dropped.RULE_OFF
    if task.state not in _TOLD:
        return Dropped.CLOSED
    if task.state not in rule.states:
        return Dropped.CHANGED
    if not concerned:
        return Dropped.NOT_CONCERNED
    if rule.anchor in _SAYING_OPEN and request_open is not _SAYING_OPEN[rule.anchor]:
        return Dropped.ANSWERED
    return Dropped.CHANGED if _moved(rule, task, due_on, occurrence_on) else None


def _moved(rule: Rule, task: TaskFacts, due_on: date | None, occurrence_on: date) -> bool:
    """Answer whether the deadline is another one, or something was done that a month's reminder asked for."""
    if rule.anchor in _OF_A_DEADLINE:
        return task.due_on != due_on
    return rule.anchor in PERIODS and _moved_since(rule.anchor, task, occurrence_on)


def _moved_since(anchor: Anchor, task: TaskFacts, occurrence_on: date) -> bool:
    return task.moved_on is not None and task.moved_on >= first_of_period(anchor, occurrence_on)
