"""How a task stood at the end of a day: as it stands now, with every step undone that was done later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import State

Values = Mapping[str, Any]
_RESULTS = {State.CLOSED: ResultWord.DONE, State.SUSTAINED: ResultWord.SUSTAINED}
_PARTS = ("handler", "leader")
# The fields of a task whose changes a trail tells as [before, after].
_KEPT = frozenset(
    {
        *(f"{part}_{what}" for part in _PARTS for what in ("id", "text", "post")),
        "lead_unit_id",
        "lead_unit_text",
        "helping_text",
        "title",
        "standard",
        "kind",
        "basis",
        "measures",
    }
)


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step of a trail; ``moved`` tells whether the state changed, ``facts`` what else did."""

    done_on: date
    from_state: State
    facts: Values
    moved: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stood at the end of a day, by the days on which its steps were done; names are those of the day.

    ``was`` holds the other fields that have changed since, as they stood on the day; ``joined_to`` is a number.
    """

    state: State
    due_on: date | None
    due_text: str = ""
    handler_text: str = ""
    leader_text: str = ""
    lead_unit_text: str = ""
    joined_to: str = ""
    result_word: ResultWord | None = None
    was: Values = field(default_factory=dict)

    def named(self, part: str, name: str | None) -> str:
        """Answer who held a part (handler, leader, lead_unit): by the wording, else by the name of who holds it now."""
        told = str(getattr(self, f"{part}_text"))
        return told or ("" if f"{part}_id" in self.was else name or "")


def state_before(later: Iterable[TakenStep], now: State) -> State:
    """Answer the state before steps; a note typed later for an earlier day moves nothing."""
    return next((one.from_state for one in later if one.moved), now)


def result_before(
    later: Sequence[TakenStep], state: State, now: ResultWord | None
) -> ResultWord | None:
    """Answer the result wording before steps: that of the state, else what a person set."""
    if not later:
        return now
    told = next((one.facts["result_word"][0] for one in later if "result_word" in one.facts), now)
    if told is not now:
        return ResultWord(told) if told else None
    return _RESULTS.get(state, now if now not in _RESULTS.values() else None)


def due_before(later: Iterable[TakenStep], now: date | None, of_round: date | None) -> date | None:
    """Answer the deadline before steps; ``of_round`` is the last one of the round that ran before them."""
    for one in later:
        if "round" in one.facts:
            return of_round
        if "due_on" in one.facts:
            told = one.facts["due_on"][0]
            return date.fromisoformat(told) if told else None
    return now


def values_before(later: Sequence[TakenStep]) -> dict[str, Any]:
    """Answer what fields held before steps that changed them, by name."""
    found: dict[str, Any] = {}
    for one in reversed(later):
        changed = {name: told[0] for name, told in one.facts.items() if _tells_change(name, told)}
        # Older trails tell of another person without the post of the one before.
        posts = {f"{part}_post": "" for part in _PARTS if f"{part}_id" in changed}
        found |= posts | changed
    return found


def _tells_change(name: str, told: Any) -> bool:
    return name in _KEPT and isinstance(told, list)


def joined_by(earlier: Sequence[TakenStep]) -> str:
    """Answer the number of the task that a task was last joined to, also when it was taken out again later."""
    return next((str(one.facts["joined_to"]) for one in reversed(earlier)), "")


def written_after(later: Iterable[TakenStep]) -> bool:
    """Answer whether the outcome of a round was first or newly written by steps, while it was being worked on."""
    for one in later:
        if "round" in one.facts:
            return False
        if "outcome" in one.facts:
            return True
    return False
