"""Reading about reminders: for planning, for sending, for the inbox, for the delivery log."""

from tracker.reminders.queries.inbox import unread_count

__all__ = ["unread_count"]
