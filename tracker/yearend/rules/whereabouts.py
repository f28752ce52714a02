"""问题去向对照表: what became of each of last year's problems, and where the new report says so."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.draft import Draft, Passage
from tracker.yearend.rules.facts import Origin, ProblemFact, YearFacts
from tracker.yearend.rules.numbers import han, long_day
from tracker.yearend.rules.standing import result_of_problem, results_of

_WORDS = 36
_LEAD = ":lead"  # the paragraph that opens a section tells of all problems, and so of none


@dataclass(frozen=True, slots=True)
class Place:
    """Where a report tells of a problem: heading and number of the item, and its first words."""

    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One of last year's problems: its tasks (id and number), where it stands, where the report says so."""

    title: str
    origin: str
    tasks: tuple[tuple[int, str], ...]
    standing: str
    places: tuple[Place, ...]

    @property
    def told(self) -> str:
        """Answer the places as a cell of a table."""
        lines = [f"{one.heading}：{one.words}" for one in self.places]
        return "\n".join(lines) or "没有写到"


def whereabouts(facts: YearFacts, draft: Draft) -> tuple[Whereabouts, ...]:
    """Answer a row for every problem of last year and before; none is left out."""
    results = results_of(facts)
    return tuple(
        Whereabouts(
            title=problem.title,
            origin=f"{problem.origin.label}（{problem.source.label}）",
            tasks=tuple((one.id, one.number) for one in problem.tasks),
            standing=f"{result_of_problem(problem, results).label}{_detail(problem)}",
            places=tuple(_places(problem, draft)),
        )
        for problem in facts.problems
        if problem.origin is not Origin.NEW
    )


def _detail(problem: ProblemFact) -> str:
    days = [one.closed_on for one in problem.tasks if one.closed_on]
    open_until = [one.due_on for one in problem.tasks if one.due_on and one.closed_on is None]
    if problem.tasks and len(days) == len(problem.tasks):
        return f"（{long_day(max(days))}销号）"
    joined = [one.joined_to for one in problem.tasks if one.state is State.JOINED]
    if joined:
        return f"（并入{'、'.join(joined)}号办理）"
    return f"（时限{long_day(max(open_until))}）" if open_until else ""


def _places(problem: ProblemFact, draft: Draft) -> Iterator[Place]:
    ids = {one.id for one in problem.tasks}
    for number, section in enumerate(draft.sections, start=1):
        items = 0
        for place, part in enumerate(section.parts, start=1):
            above = f"（{han(place)}）{part.heading}" if part.heading else ""
            for passage in part.passages:
                items += bool(passage.lead)
                if _tells(passage, problem, ids):
                    item = f"（{han(items)}）" if passage.lead else ""
                    yield Place(f"{han(number)}、{section.heading}{above}{item}", _first(passage))


def _tells(passage: Passage, problem: ProblemFact, ids: set[int]) -> bool:
    if passage.key.endswith(_LEAD):
        return False
    return bool(ids.intersection(passage.tasks)) or passage.key == f"problems:{problem.id}"


def _first(passage: Passage) -> str:
    words = f"{passage.lead}{passage.text}"
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}……"
