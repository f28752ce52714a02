"""Every table of the program, for migrations and tests."""

import tracker.accounts.models
import tracker.ledgers.models
import tracker.reminders.models
import tracker.reports.models
import tracker.tasks.models
import tracker.workdays.models
import tracker.yearend.models  # noqa: F401  imported so that the metadata knows every table
from tracker.core.db import Base

metadata = Base.metadata
