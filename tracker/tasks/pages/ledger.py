"""What lists of tasks are given: rows, and filters in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.tasks.queries.listed import LatestProgress, ListedTask
from tracker.tasks.rules.lifecycle import OWED, State
from tracker.tasks.rules.lights import days_without_movement, light
from tracker.tasks.rules.looks import Look, light_look, state_look, stillness_look

Option = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A task as one row: how it stands, how it stands against its deadline, what moved last."""

    task: ListedTask
    url: str
    state: Look
    light: Look | None
    still: Look | None
    due_note: str
    rest: str
    progress: LatestProgress | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A list to narrow the ledger by; ``chosen`` is the value in force."""

    name: str
    label: str
    options: Sequence[Option]
    chosen: str


def ledger_row(
    task: ListedTask, url: str, progress: LatestProgress | None, today: date
) -> LedgerRow:
    """Lay out a task as a row."""
    days = days_without_movement(task.state, task.moved_on, today)
    return LedgerRow(
        task=task,
        url=url,
        state=state_look(task.state),
        light=light_of(task.state, task.due_on, today),
        still=stillness_look(days) if days is not None else None,
        due_note=due_note(task.state, task.due_on, today),
        rest=_rest(task.title, task.text),
        progress=progress,
    )


def _rest(title: str, text: str) -> str:
    """Answer what a problem says beyond its title."""
    return text.removeprefix(title).lstrip("。；，：;,:　 \n")


def light_of(state: State, due_on: date | None, today: date) -> Look | None:
    """Answer the light of a task in somebody's hands; before 交办, and in a state that says it all, none."""
    if state is State.UNASSIGNED or state not in OWED:
        return None
    return light_look(light(state, due_on, today))


def due_note(state: State, due_on: date | None, today: date) -> str:
    """Answer how far the deadline of a task that is owed is away."""
    if due_on is None or state not in OWED:
        return ""
    days = (due_on - today).days
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"超期{-days}天"
