"""What the first page and the year's pictures count; what a word typed anywhere finds."""

from tracker.home.queries.finding import FoundPerson, FoundTask, people_named, tasks_telling
from tracker.home.queries.lights import UnitLights, lights_by_unit
from tracker.home.queries.work import first_ledger, has_work, shut_below
from tracker.home.queries.years import problems_by_year

__all__ = [
    "FoundPerson",
    "FoundTask",
    "UnitLights",
    "first_ledger",
    "has_work",
    "lights_by_unit",
    "people_named",
    "problems_by_year",
    "shut_below",
    "tasks_telling",
]
