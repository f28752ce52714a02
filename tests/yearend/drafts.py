"""Small years written by hand, and the paragraphs that a draft makes from them."""

from collections.abc import Sequence
from datetime import date

from tests.factories.yearend import AS_OF
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.draft import Passage
from tracker.yearend.rules.facts import Origin, ProblemFact, ProgressFact, TaskFact, YearFacts
from tracker.yearend.rules.lengths import Length


def problem(number: int, title: str, *tasks: TaskFact, category: str = "") -> ProblemFact:
    """Answer a problem of last year's report."""
    return ProblemFact(
        number,
        Origin.LAST_YEAR,
        Source.SELF_CHECK,
        title,
        f"{title}。",
        tasks,
        category=category,
    )


def task(number: int, state: State = State.ACTIVE) -> TaskFact:
    """Answer a task of last year's report without anything done."""
    return TaskFact(number, f"2025-{number:03d}", "账目不全", state)


def progress(*texts: str) -> tuple[ProgressFact, ...]:
    """Answer one report of progress a month."""
    return tuple(ProgressFact(date(2026, month, 5), one) for month, one in enumerate(texts, 1))


def year(*problems: ProblemFact) -> YearFacts:
    """Answer a year of those problems."""
    return YearFacts("青禾镇", "qinghe", 2026, AS_OF, problems)


def told(facts: YearFacts, key: str, length: Length = Length.ITEMS) -> Sequence[Passage]:
    """Answer the paragraphs of one section of the draft."""
    draft = draft_of(facts, length)
    return next((one.passages for one in draft.sections if one.key == key), ())


def plan_of(one: TaskFact, title: str = "村级财务管理不规范") -> Passage:
    """Answer the next step for one task."""
    return told(year(problem(1, title, one)), "plan")[0]
