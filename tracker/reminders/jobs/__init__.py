"""The job of reminders: a sweep that finds what is due by its moment."""

from tracker.reminders.jobs.handing_over import holder
from tracker.reminders.jobs.sweeping import Swept, sweep

__all__ = ["Swept", "holder", "sweep"]
