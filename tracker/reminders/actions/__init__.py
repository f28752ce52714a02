"""Writing about reminders: planning, sending, the inbox, the pulse of the sender."""

from tracker.reminders.actions.breaker import room
from tracker.reminders.actions.inbox import read_all, read_item
from tracker.reminders.actions.planning import Planned, plan
from tracker.reminders.actions.pulse import PULSE, beat
from tracker.reminders.actions.sending import Letter, begin, claim, finish, release
from tracker.reminders.channels import Handover

__all__ = [
    "PULSE",
    "Handover",
    "Letter",
    "Planned",
    "beat",
    "begin",
    "claim",
    "finish",
    "plan",
    "read_all",
    "read_item",
    "release",
    "room",
]
