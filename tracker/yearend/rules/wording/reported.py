"""Which problems the report lists: whatever is open, told in groups where people, or their number, ask for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.draft import key_of
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.standing import Result
from tracker.yearend.rules.wording.clauses import (
    clauses_of,
    first_sentence,
    quoted,
    topic_of,
    trimmed,
)

# A report lists three to six problems; above that, those of one category are told together.
_MOST = 6
_MANY = 30  # above that those without a category are told together, too
_NAMED = 3
_TOGETHER = 6  # so many problems are told with their facts in one paragraph
_SHORTEST_TITLE, _LONGEST_TITLE = 6, 18
_OPEN = (Result.UNDER_WAY, Result.OVERDUE)


# A problem with those of its tasks that are open.
Member = tuple[ProblemFact, tuple[TaskFact, ...]]


@dataclass(frozen=True, slots=True)
class Reported:
    """A problem of the report: one of the ledger, or several of one category told together."""

    title: str
    members: tuple[Member, ...]

    @property
    def problems(self) -> tuple[ProblemFact, ...]:
        """Answer the problems of the ledger that are told here."""
        return tuple(problem for problem, _ in self.members)

    @property
    def tasks(self) -> tuple[TaskFact, ...]:
        """Answer their open tasks."""
        return tuple(task for _, tasks in self.members for task in tasks)

    @property
    def in_full(self) -> tuple[Member, ...]:
        """Answer the members whose facts the paragraph tells."""
        return self.members[:_TOGETHER]

    @property
    def in_short(self) -> tuple[Member, ...]:
        """Answer those that it only names: a paragraph of a hundred facts is read by nobody."""
        return self.members[_TOGETHER:]

    def key(self, section: str) -> str:
        """Answer the key of the paragraph that tells of it in a section."""
        return key_of(section, (problem.id for problem in self.problems))

    @property
    def is_carried(self) -> bool:
        """Answer whether any of them was in last year's report or an earlier one."""
        return any(one.origin is not Origin.NEW for one in self.problems)


def reported(facts: YearFacts, results: Mapping[int, Result]) -> tuple[Reported, ...]:
    """Answer the problems that the report lists: whatever is open, in the groups that people made.

    Where nobody decided, those of one category are told together as soon as there are many.
    """
    left = open_problems(facts, results)
    groups = _of_people(facts.together) if facts.together is not None else _of_category(left)
    found: dict[str, list[Member]] = {}
    for problem, tasks in left:
        key = groups.get(problem.id, f"p{problem.id}")
        found.setdefault(key, []).append((problem, tasks))
    return tuple(_as_reported(members) for members in found.values())


def open_problems(facts: YearFacts, results: Mapping[int, Result]) -> list[Member]:
    """Answer the problems of which something is open, or which nobody broken down into tasks yet."""
    still = [(one, _open_tasks(one, results)) for one in facts.problems]
    return [(one, tasks) for one, tasks in still if tasks or not one.tasks]


def _of_people(together: Sequence[Sequence[int]]) -> dict[int, str]:
    return {id_: f"g{number}" for number, group in enumerate(together) for id_ in group}


def _of_category(left: Sequence[Member]) -> dict[int, str]:
    names = Counter(one.category for one, _ in left)
    if len(left) <= _MOST:
        return {}
    return {
        one.id: f"c{one.category}"
        for one, _ in left
        if names[one.category] > 1 and (one.category or len(left) > _MANY)
    }


def _open_tasks(problem: ProblemFact, results: Mapping[int, Result]) -> tuple[TaskFact, ...]:
    return tuple(
        one for one in problem.tasks if results[one.id] in _OPEN and one.state is not State.JOINED
    )


def _as_reported(members: Sequence[Member]) -> Reported:
    problems = [problem for problem, _ in members]
    if len(problems) == 1:
        return Reported(title_of(problems[0]), tuple(members))
    if len(members) > _TOGETHER:
        # Those of which somebody told something this year go first; else their order stays.
        members = sorted(members, key=lambda one: not any(task.progress for task in one[1]))
    return Reported(f"{_matter(problems)}仍有不足", tuple(members))


def _matter(problems: Sequence[ProblemFact]) -> str:
    """Name what several problems are about: their one category, else the first topics."""
    categories = {one.category for one in problems}
    if len(categories) == 1 and "" not in categories:
        return f"{problems[0].category}方面"
    topics = list(dict.fromkeys(filter(None, (topic_of(title_of(one)) for one in problems))))
    named = "、".join(topics[:_NAMED]) or quoted(title_of(problems[0]))
    return (
        f"{named}等{len(problems)}个方面"
        if len(topics) != len(problems) or len(topics) > _NAMED
        else f"{named}方面"
    )


def title_of(problem: ProblemFact) -> str:
    """Answer how a problem is named outside: somebody's outward wording goes first.

    A title is one judgement: of a long sentence only its first clause, where that says something.
    """
    sentence = first_sentence(problem.outward_text)
    if len(sentence) <= _LONGEST_TITLE:
        return sentence or trimmed(problem.title)
    clause = clauses_of(sentence)[0]
    return clause if _SHORTEST_TITLE <= len(clause) <= _LONGEST_TITLE else sentence
