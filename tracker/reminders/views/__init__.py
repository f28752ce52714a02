"""The door to reminders."""

from tracker.reminders.views import (
    calendar,
    chasing,
    delivery,
    feed,
    health,
    inbox,
    preview,
    robots,
    rules,
    task,
    trial,
    wishes,
)
from tracker.reminders.views.blueprint import bp

__all__ = [
    "bp",
    "calendar",
    "chasing",
    "delivery",
    "feed",
    "health",
    "inbox",
    "preview",
    "robots",
    "rules",
    "task",
    "trial",
    "wishes",
]
