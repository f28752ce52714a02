"""For each unit the days for which its rules speak, however many units there are; pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.reminders.rules.ladders import Ladders
from tracker.reminders.rules.planner import Windows, windows
from tracker.workdays.rules import Calendars, WorkCalendar


@dataclass(frozen=True, slots=True)
class Outlook:
    """The windows of the units: ``own`` where days or rules differ, else the ``usual`` ones; None is a closed office."""

    usual: Windows | None
    own: Mapping[int, Windows | None]

    def of(self, unit_id: int) -> Windows | None:
        """Answer the windows of a unit; None when its office is closed."""
        return self.own.get(unit_id, self.usual)

    def different(self) -> list[Windows]:
        """Answer the windows of all open offices, each once."""
        found = {id(one): one for one in (self.usual, *self.own.values()) if one is not None}
        return list(found.values())


def outlook(
    calendars: Calendars,
    ladders: Ladders,
    *,
    since: date,
    today: date,
    is_open: Callable[[WorkCalendar], bool],
) -> Outlook:
    """Answer for which days rules speak after ``since``, up to ``today``; worked out once for each calendar and ladder."""
    made: dict[tuple[int, int], Windows | None] = {}

    def looking(unit_id: int | None) -> Windows | None:
        calendar = calendars.base if unit_id is None else calendars.of(unit_id)
        ladder = ladders.usual if unit_id is None else ladders.of(unit_id)
        key = (id(calendar), id(ladder))
        if key not in made:
            open_now = is_open(calendar)
            made[key] = (
                windows(ladder.values(), calendar, since=since, today=today) if open_now else None
            )
        return made[key]

    different = {*calendars.own, *ladders.own}
    return Outlook(looking(None), {one: looking(one) for one in different})
