"""Reading about reminders: for planning, for sending, for the inbox, for the delivery log."""

from tracker.reminders.queries.failing import any_failing
from tracker.reminders.queries.inbox import Bell, bell, unread_count

__all__ = ["Bell", "any_failing", "bell", "unread_count"]
