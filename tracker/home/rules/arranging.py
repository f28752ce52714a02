"""How the first page is arranged: who begins with the year, who with whom to chase, who with the next things."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.accounts.permissions import Role
from tracker.tasks.rules.lifecycle import State

NEXT_THINGS = 3
Thing = TypeVar("Thing")

_DEEDS = {
    State.UNASSIGNED: "交办",
    State.ASSIGNED: "签收",
    State.ACTIVE: "填报进展",
    State.LEADER_REVIEW: "审签",
    State.FIRST_REVIEW: "初审",
    State.FINAL_REVIEW: "审定",
}


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What stands on the first page of a person, and whether the year comes before the work."""

    year: bool
    year_first: bool
    chasing: bool
    deciding_word: str


def arranged_for(roles: Collection[Role], *, reads_a_ledger: bool) -> Arrangement:
    """Answer the first page of somebody with these hats.

    Who only works on tasks is shown the next things and no figures; a clerk begins with the people to chase, who
    decides or oversees with the year.
    """
    clerk = Role.CLERK in roles
    decides = Role.SECRETARY in roles
    year = reads_a_ledger and any(one is not Role.HANDLER for one in roles)
    return Arrangement(
        year=year,
        year_first=year and not clerk,
        chasing=clerk,
        deciding_word="需要您定的事" if decides else "待我审核",
    )


def without_doubles(
    lists: Iterable[Sequence[Thing]], key: Callable[[Thing], int]
) -> list[list[Thing]]:
    """Answer the lists with each thing only in the first that holds it."""
    told: set[int] = set()
    found = []
    for one in lists:
        kept = [thing for thing in one if key(thing) not in told]
        told.update(key(thing) for thing in kept)
        found.append(kept)
    return found


def deed_due(state: State, *, lacks_paper: bool = False) -> str:
    """Answer the word of what is to be done next on a task in a state; empty when nothing is."""
    if state is State.ACTIVE and lacks_paper:
        return "补充材料"
    return _DEEDS.get(state, "")
