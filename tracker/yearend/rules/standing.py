"""Where a task and a problem stand in a year: result, timeliness, what counts and what does not."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import ResultWord
from tracker.tasks.rules.lifecycle import OPEN, State
from tracker.tasks.rules.lights import Light, RoundDates, Timeliness, light, timeliness
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts


class Result(StrEnum):
    """What has become of a task or problem, as figures and sentences tell it."""

    DONE = "done"
    SUSTAINED = "sustained"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Answer the word in tables."""
        return _RESULT_WORDS[self]


_RESULT_WORDS = {
    Result.DONE: "已完成",
    Result.SUSTAINED: "长期坚持",
    Result.UNDER_WAY: "正在推进",
    Result.OVERDUE: "超期未完成",
    Result.ENDED: "已终止",
}
# How much is missing: a problem stands where its least advanced task stands.
_BY_NEED = (Result.OVERDUE, Result.UNDER_WAY, Result.SUSTAINED, Result.DONE)
FINISHED = (Result.DONE, Result.SUSTAINED)


def work_year_of(source: Source, *, of_report: bool, year: int, registered_on: date) -> int:
    """Answer the year in which a problem is worked off (整改年度).

    The problems of a unit's own report on a year are worked off in the next one; what another source
    found is worked off in the year in which it was registered. A problem that somebody noted later
    (an old ledger) keeps to its own year.
    """
    if source is Source.SELF_CHECK and of_report:
        return year + 1
    return min(registered_on.year, year + 1)


def origin_in(year: int, *, work_year: int, source: Source, of_report: bool) -> Origin:
    """Answer whence a problem came into a year, once it is known to belong there."""
    if work_year < year:
        return Origin.EARLIER
    return Origin.LAST_YEAR if source is Source.SELF_CHECK and of_report else Origin.NEW


def targets_of(facts: YearFacts) -> dict[int, TaskFact]:
    """Answer for every task the one that it counts as: itself, or the one that took it over (已并入)."""
    by_number = {task.number: task for task in (*facts.beside, *facts.tasks)}
    return {task.id: _target(task, by_number) for task in facts.tasks}


def _target(task: TaskFact, by_number: Mapping[str, TaskFact]) -> TaskFact:
    seen = {task.number}
    while task.state is State.JOINED and task.joined_to in by_number and task.joined_to not in seen:
        task = by_number[task.joined_to]
        seen.add(task.number)
    return task


def result_of(task: TaskFact, as_of: date) -> Result:
    """Answer what has become of a task that was not joined to another."""
    if task.state is State.CLOSED:
        return Result.DONE
    if task.state is State.SUSTAINED:
        return Result.SUSTAINED
    if task.state is State.ENDED:
        return Result.ENDED
    late = light(task.state, task.due_on, as_of) is Light.OVERDUE
    return Result.OVERDUE if late else Result.UNDER_WAY


def results_of(facts: YearFacts) -> dict[int, Result]:
    """Answer the result of every task of a year, by id."""
    return {id_: result_of(target, facts.as_of) for id_, target in targets_of(facts).items()}


def result_of_problem(problem: ProblemFact, results: Mapping[int, Result]) -> Result:
    """Answer where a problem stands: done when all its tasks are, without those that were ended.

    A problem of which every task was ended is ended; one without any task is under way.
    """
    found = [results[task.id] for task in problem.tasks]
    counted = {one for one in found if one is not Result.ENDED}
    if found and not counted:
        return Result.ENDED
    return next((one for one in _BY_NEED if one in counted), Result.UNDER_WAY)


def word_for(task: TaskFact, result: Result) -> ResultWord | None:
    """Answer the wording for superiors; what a person set counts, but never makes open work done.

    基本完成 only ever comes from a person. None for a task that was ended.
    """
    by_result = {
        Result.DONE: ResultWord.DONE,
        Result.SUSTAINED: ResultWord.SUSTAINED,
        Result.UNDER_WAY: ResultWord.UNDER_WAY,
        Result.OVERDUE: ResultWord.NOT_DONE,
    }.get(result)
    if by_result is None or task.result_word is None:
        return by_result
    claims_more = task.result_word in {ResultWord.DONE, ResultWord.SUSTAINED}
    if claims_more and result not in FINISHED:
        return by_result
    return task.result_word


def timeliness_of(task: TaskFact, as_of: date) -> Timeliness | None:
    """Answer how a task kept its deadline in its current round; None when it was ended."""
    if task.state is State.ENDED:
        return None
    if task.state in OPEN and light(task.state, task.due_on, as_of) is Light.RESTING:
        return Timeliness.RUNNING
    dates = RoundDates(
        original_due_on=task.original_due_on,
        due_on=task.due_on,
        done_on=task.finished_on,
        extended_late=task.extended_late,
    )
    return timeliness(dates, as_of)


def all_tasks(problems: Iterable[ProblemFact]) -> tuple[TaskFact, ...]:
    """Answer the tasks of several problems, in order."""
    return tuple(task for problem in problems for task in problem.tasks)
