"""Every table of the program, for migrations and tests."""

import tracker.accounts.models
import tracker.reports.models
import tracker.tasks.models  # noqa: F401
from tracker.core.db import Base

metadata = Base.metadata
