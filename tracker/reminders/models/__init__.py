"""Tables of reminders: what was due, what was sent how, what people decided about it, and the sender's pulse."""

from tracker.reminders.models.messages import (
    Attempt,
    InboxItem,
    InboxLine,
    Message,
    MessageFact,
    ReminderFact,
)
from tracker.reminders.models.pulse import ChannelState, Cursor, Heartbeat, Hold, PlannedDay
from tracker.reminders.models.robots import GroupPost, Robot
from tracker.reminders.models.wishes import Chase, FeedLink, Preference, RuleRow

__all__ = [
    "Attempt",
    "ChannelState",
    "Chase",
    "Cursor",
    "FeedLink",
    "GroupPost",
    "Heartbeat",
    "Hold",
    "InboxItem",
    "InboxLine",
    "Message",
    "MessageFact",
    "PlannedDay",
    "Preference",
    "ReminderFact",
    "Robot",
    "RuleRow",
]
