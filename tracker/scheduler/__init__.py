"""The timetable, and the one process that keeps it: exactly one leader by lock, ticks from memory."""

from tracker.scheduler.commands import jobs, scheduler
from tracker.scheduler.election import stand_for_election, start_in_web
from tracker.scheduler.timetable import JOBS

__all__ = ["JOBS", "jobs", "scheduler", "stand_for_election", "start_in_web"]
