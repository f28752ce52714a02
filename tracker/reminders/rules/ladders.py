"""The ladders of many units: what a unit changed wins over its ancestors' and over the one that comes; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tracker.reminders.rules.default import LADDER
from tracker.reminders.rules.ladder import Rule

Ladder = Mapping[str, Rule]
DEFAULT: Ladder = {rule.code: rule for rule in LADDER}


@dataclass(frozen=True)
class Ladders:
    """Every ladder in force: ``own`` for units at or below one that changed something, else the default."""

    own: Mapping[int, Ladder] = field(default_factory=dict)
    usual: Ladder = field(default_factory=lambda: DEFAULT)

    def of(self, unit_id: int) -> Ladder:
        """Answer the rules of a unit by code, switched-off ones too."""
        return self.own.get(unit_id, self.usual)

    def rule(self, unit_id: int, code: str) -> Rule | None:
        """Answer a rule of a unit; None when it was taken away."""
        return self.of(unit_id).get(code)


def resolve(changed: Mapping[int, Iterable[Rule]], paths: Iterable[str]) -> Ladders:
    """Answer the ladders of all units, given their paths (``/1/4/``): the nearest that changed a rule wins."""
    rows = {unit_id: {one.code: one for one in rules} for unit_id, rules in changed.items()}
    own: dict[int, Ladder] = {}
    made: dict[tuple[int, ...], Ladder] = {}
    for path in paths if rows else ():
        way = [int(one) for one in path.strip("/").split("/")]
        changing = tuple(one for one in way if rows.get(one))
        if not changing:
            continue
        if changing not in made:
            merged = dict(DEFAULT)
            for one in changing:
                merged.update(rows[one])
            made[changing] = merged
        own[way[-1]] = made[changing]
    return Ladders(own)
