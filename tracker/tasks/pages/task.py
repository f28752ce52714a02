"""What the page of one task is given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from tracker.tasks.models import Measure, Progress, Task, TaskRound, Trace
from tracker.tasks.pages.evidence import EvidenceBoard
from tracker.tasks.pages.timeline import Event, who_did
from tracker.tasks.rules.corrections import corrections_in, note_now
from tracker.tasks.rules.lifecycle import State, Step, chain_states
from tracker.tasks.rules.lights import RoundDates, Timeliness, timeliness
from tracker.tasks.rules.looks import Look

_DONE = (State.CLOSED, State.SUSTAINED)
# What needs no more time lets a request that nobody answered lapse.
_LAPSING = (*_DONE, State.JOINED, State.ENDED)
_CHAIN_STEPS = {
    State.LEADER_REVIEW: Step.COUNTERSIGN,
    State.FIRST_REVIEW: Step.REVIEW,
    State.FINAL_REVIEW: Step.ACCEPT,
}


@dataclass(frozen=True, slots=True)
class StepLink:
    """A step that the viewer can take now, in their own name or recorded for another."""

    look: Look
    url: str
    recorded: bool
    first: bool
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Others:
    """A step and the names of those who can take it; ``viewer`` is the reader's own among them, or empty."""

    word: str
    names: tuple[str, ...]
    viewer: str = ""

    @property
    def who(self) -> str:
        """Answer who can take the step, as a sentence for people; readers find themselves as 您, and first."""
        others = [one for one in self.names if one != self.viewer]
        names = ["您", *others] if len(others) < len(self.names) else others
        if len(names) == 1:
            return f"由{names[0]}办理"
        if names:
            return f"可由{'、'.join(names)}办理"
        return "目前没有能办的人，请系统管理员补充人员或角色"


@dataclass(frozen=True, slots=True)
class NextBox:
    """现在该谁办、下一步是什么: ``due`` is the step that is waited for, ``aside`` steps beside the straight way.

    ``returned`` is the return or objection that nobody has answered yet, with what is missing; ``asked`` the
    request for more time that waits; ``quarterly_url`` leads clerks to the page of all sustained tasks.
    """

    due: Others | None
    steps: tuple[StepLink, ...]
    aside: tuple[StepLink, ...]
    others: tuple[Others, ...]
    returned: Event | None = None
    quarterly_url: str | None = None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class ExtensionLine:
    """A request for more time, as the trail tells it; ``answer`` is empty while it waits."""

    asked_on: date
    proposed_on: date
    late: bool
    reason: str
    answer: str
    decided_by: str
    granted_on: date | None = None


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of work, with how it kept its deadline."""

    round: TaskRound
    timeliness: Timeliness


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure, with how far it is in the villages, in words; empty where none are named."""

    measure: Measure
    by_place: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Another task, with where it comes from, or how it belongs to this one."""

    number: str
    title: str
    url: str
    source: str
    state: Look


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """A report of progress; ``linked`` is the number of the linked task on which it was entered.

    ``old`` holds what fields said before they were put right; ``correct_url`` is None where the viewer may not.
    """

    progress: Progress
    linked: str
    old: Mapping[str, str]
    correct_url: str | None


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task whole."""

    template: ClassVar[str] = "tasks/show.html"

    task: Task
    state: Look
    light: Look | None
    still: Look | None
    due_note: str
    marks: tuple[str, ...]
    ledger_url: str
    joined_url: str | None
    joined_to: str
    joined: tuple[LinkLine, ...]
    chain: tuple[dict[str, str], ...]
    next: NextBox
    progress: tuple[ProgressLine, ...]
    measures: tuple[MeasureLine, ...]
    measures_url: str | None
    old_outcome: str
    outcome_url: str | None
    note_urls: Mapping[int, str]
    day_urls: Mapping[int, str]
    links: tuple[LinkLine, ...]
    siblings: tuple[LinkLine, ...]
    evidence: EvidenceBoard
    extensions: tuple[ExtensionLine, ...]
    rounds: tuple[RoundLine, ...]
    events: tuple[Event, ...]
    slots: tuple[tuple[str, str], ...]


def extension_lines(trail: Sequence[Trace]) -> tuple[ExtensionLine, ...]:
    """Answer the requests for more time in a trail, newest first; each is answered by the next decision."""
    lines: list[ExtensionLine] = []
    put_right = corrections_in(one.facts for one in trail)
    for trace in trail:
        if trace.step is Step.ASK_EXTENSION:
            lines.append(_asked(trace, note_now(put_right, trace.id, trace.note)))
        elif trace.step in {Step.GRANT_EXTENSION, Step.REFUSE_EXTENSION} and lines:
            lines[-1] = _answered(lines[-1], trace)
        elif trace.to_state in _LAPSING and lines and not lines[-1].answer:
            lines[-1] = replace(lines[-1], answer="未批复，已随办结失效")
    return tuple(reversed(lines))


def round_lines(task: Task, today: date) -> tuple[RoundLine, ...]:
    """Answer the rounds of a task, each judged by its own days."""
    return tuple(RoundLine(one, timeliness(_dates(one), today)) for one in task.rounds)


def chain_stages(task: Task, trail: Sequence[Trace]) -> tuple[dict[str, str], ...]:
    """Answer the approval chain as steps: done, now, back or still to come."""
    chain = chain_states(task.unit.chain)
    given = _since_submission(trail)
    stages = []
    for state in chain:
        trace = next((one for one in given if one.from_state is state), None)
        stages.append(
            {
                "word": _CHAIN_STEPS[state].label,
                "stage": _stage(task.state, state, trace),
                "note": _note(trace),
            }
        )
    return tuple(stages)


def _since_submission(trail: Sequence[Trace]) -> list[Trace]:
    """Answer what was decided on the last submission."""
    found: list[Trace] = []
    for trace in trail:
        if trace.step in {Step.SUBMIT, Step.WITHDRAW, Step.REOPEN, Step.RELAPSE}:
            found = []
        elif trace.step is Step.RETURN or trace.step in _CHAIN_STEPS.values():
            found.append(trace)
    return found


def _stage(now: State, state: State, trace: Trace | None) -> str:
    if trace is not None:
        return "back" if trace.step is Step.RETURN else "done"
    if now is state:
        return "now"
    return "done" if now in _DONE else "todo"


def _note(trace: Trace | None) -> str:
    if trace is None:
        return ""
    day = trace.day
    return f"{who_did(trace)}　{day.month}月{day.day}日"


def _asked(trace: Trace, reason: str) -> ExtensionLine:
    return ExtensionLine(
        asked_on=trace.day,
        proposed_on=date.fromisoformat(trace.facts["proposed_on"]),
        late=bool(trace.facts.get("late")),
        reason=reason,
        answer="",
        decided_by="",
    )


def _answered(line: ExtensionLine, trace: Trace) -> ExtensionLine:
    granted = trace.facts["due_on"][1] if trace.step is Step.GRANT_EXTENSION else None
    return replace(
        line,
        answer=trace.step.label,
        decided_by=who_did(trace),
        granted_on=date.fromisoformat(granted) if granted else None,
    )


def _dates(one: TaskRound) -> RoundDates:
    return RoundDates(
        original_due_on=one.original_due_on,
        due_on=one.due_on,
        done_on=one.closed_on or one.sustained_on,
        extended_late=one.extended_late,
    )
