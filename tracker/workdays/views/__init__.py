"""The door to the working days."""

from tracker.workdays.views import changing, year
from tracker.workdays.views.blueprint import bp

__all__ = ["bp", "changing", "year"]
