"""The calendars of many offices: what a unit set wins over its ancestors, and those over the bundled days; pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from tracker.workdays.rules.calendar import SetDay, WorkCalendar, YearDays

# By unit (None: the whole installation) the days that were set there.
SetDays = Mapping[int | None, Mapping[date, SetDay]]


@dataclass(frozen=True)
class Calendars:
    """Every calendar in force: ``base`` for all, ``own`` for units at or below one that set days of its own."""

    base: WorkCalendar
    own: Mapping[int, WorkCalendar] = field(default_factory=dict)

    def of(self, unit_id: int) -> WorkCalendar:
        """Answer the calendar by which a unit works."""
        return self.own.get(unit_id, self.base)

    def different(self) -> list[WorkCalendar]:
        """Answer each calendar once, the installation's own first."""
        found = [self.base]
        for one in self.own.values():
            if all(one is not other for other in found):
                found.append(one)
        return found


def resolve(
    days_of: Callable[[int], YearDays],
    confirmed: frozenset[int],
    set_days: SetDays,
    paths: Iterable[str],
) -> Calendars:
    """Answer the calendars of all units, given their paths (``/1/4/``): the nearest that set a day wins."""
    root = set_days.get(None, {})
    base = WorkCalendar(days_of, root, confirmed)
    own: dict[int, WorkCalendar] = {}
    made: dict[tuple[int, ...], WorkCalendar] = {}
    for path in paths if len(set_days) > (None in set_days) else ():
        way = [int(one) for one in path.strip("/").split("/")]
        setting = tuple(one for one in way if set_days.get(one))
        if not setting:
            continue
        if setting not in made:
            merged = dict(root)
            for one in setting:
                merged.update(set_days[one])
            made[setting] = WorkCalendar(days_of, merged, confirmed)
        own[way[-1]] = made[setting]
    return Calendars(base, own)
