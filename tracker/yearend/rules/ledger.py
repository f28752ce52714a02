"""The ledger of a year (整改台账) as rows of words and days, for Word and Excel alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Light, light
from tracker.yearend.rules.facts import ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.numbers import day_in_year, long_day

_NARROW = 12  # characters that stand well below a state


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One task with its problem, column by column; texts as they stand, days as days."""

    position: int
    number: str
    superior_number: str
    source: str
    category: str
    problem: str
    shown_as: str
    standard: str
    measures: str
    kind: str
    leader: str
    lead_unit: str
    helping: str
    handler: str
    due_text: str
    due_on: date | None
    progress: str
    state: str
    evidence: str
    closed_on: date | None
    remarks: str
    why: str

    @property
    def state_and_why(self) -> str:
        """Answer the state for a narrow column of a table without remarks: 已并入（2025-001）."""
        return f"{self.state}（{self.why}）" if self._why_fits else self.state

    @property
    def progress_and_why(self) -> str:
        """Answer the progress, below it a reason that no narrow column holds: the basis on which a task was ended."""
        if self._why_fits or not self.why:
            return self.progress
        return "\n".join(filter(None, (self.progress, f"终止依据：{self.why}")))

    @property
    def _why_fits(self) -> bool:
        return 0 < len(self.why) <= _NARROW


def ledger_of(facts: YearFacts, *, first: int = 1) -> tuple[LedgerRow, ...]:
    """Answer the ledger of a year, one row for each task, in the order of the problems, numbered from ``first``.

    A problem without a task has a row too: nothing is left out.
    """
    pairs = [(problem, task) for problem in facts.problems for task in (problem.tasks or (None,))]
    return tuple(
        _row(position, problem, task, facts)
        for position, (problem, task) in enumerate(pairs, start=first)
    )


def _row(position: int, problem: ProblemFact, task: TaskFact | None, facts: YearFacts) -> LedgerRow:
    return LedgerRow(
        position=position,
        number=task.number if task else "",
        superior_number=problem.superior_number,
        source=problem.source.label,
        category=problem.category,
        problem=problem.text,
        shown_as=problem.outward_text,
        standard=task.standard if task else "",
        measures=_listed([one.text for one in task.measures]) if task else "",
        kind=task.kind.label if task else "",
        leader=task.leader if task else "",
        lead_unit=task.lead_unit if task else "",
        helping=task.helping if task else "",
        handler=task.handler if task else "",
        due_text=_due(task) if task else "",
        due_on=task.due_on if task else None,
        progress=_progress(task, facts) if task else "",
        state=_state(task, facts) if task else "未分解",
        evidence="、".join(task.evidence) if task else "",
        closed_on=task.closed_on if task else None,
        remarks=_remarks(problem, task),
        why=_why(task) if task else "",
    )


def _listed(texts: Sequence[str]) -> str:
    if len(texts) == 1:
        return texts[0]
    return "\n".join(f"{number}.{text}" for number, text in enumerate(texts, start=1))


def _due(task: TaskFact) -> str:
    """Answer the deadline in the paper's own words, else as a day."""
    return task.due_text or (long_day(task.due_on) if task.due_on else "")


def _progress(task: TaskFact, facts: YearFacts) -> str:
    lines = [f"{day_in_year(one.done_on, facts.year)}：{one.text}" for one in task.progress]
    if task.outcome:
        lines.append(f"成效：{task.outcome}")
    return "\n".join(lines)


def _state(task: TaskFact, facts: YearFacts) -> str:
    if light(task.state, task.due_on, facts.as_of) is Light.OVERDUE:
        return f"{task.state.label}（{Light.OVERDUE.label}）"
    return task.state.label


def _why(task: TaskFact) -> str:
    """Answer what took a task over, or on what basis it was ended."""
    if task.state is State.JOINED:
        return task.joined_to
    return task.basis if task.state is State.ENDED else ""


def _remarks(problem: ProblemFact, task: TaskFact | None) -> str:
    found = []
    if problem.repeats_year is not None:
        found.append(f"与{problem.repeats_year}年度报告的问题重复出现")
    if task is not None:
        found += _remarks_on(task)
    return "；".join(found)


def _remarks_on(task: TaskFact) -> list[str]:
    found = []
    if task.round > 1:
        found.append(f"第{task.round}次整改")
    for one in task.extensions:
        how = "补办延期" if one.late else "经批准延期"
        found.append(f"原时限{long_day(one.due_before)}，{how}至{long_day(one.due_after)}")
    if task.state is State.JOINED:
        found.append(f"并入{task.joined_to}号办理")
    if task.state is State.ENDED and task.basis:
        found.append(f"终止依据：{task.basis}")
    return found
