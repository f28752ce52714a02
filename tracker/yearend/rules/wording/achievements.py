"""工作成效: what was finished, told as work done, without fault-finding (office language, examples 1 to 3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.draft import Sentence
from tracker.yearend.rules.facts import ProblemFact, TaskFact
from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.clauses import (
    as_deed,
    clauses_of,
    keep,
    topic_of,
    trimmed,
    within,
    without_absolutes,
    without_effects,
)
from tracker.yearend.rules.wording.phrases import figure_phrases, who_knows

_ITEM = 140  # characters of one item at the most, by the rules of wording
_DEEDS = 60
_SUSTAINED = "阶段性目标已经达到，转入长期坚持，每季度复核一次。"


@dataclass(frozen=True, slots=True)
class Achievement:
    """A finished task as sentences, with the words by which its heading is chosen."""

    task: TaskFact
    sentences: tuple[Sentence, ...]
    about: str


def achievements(finished: Iterable[tuple[ProblemFact, TaskFact]]) -> tuple[Achievement, ...]:
    """Tell every finished task; openings take turns, so that no three in a row begin alike."""
    told: list[Achievement] = []
    turn = 0
    for problem, task in finished:
        turn, opening = _opening(problem, task, turn)
        sentences = tuple(Sentence(text, (task.id,)) for text in _texts(task, opening))
        about = " ".join(
            (problem.title, problem.category, task.title, *(one.text for one in task.measures))
        )
        told.append(Achievement(task, sentences, f"{about} {task.outcome}"))
    return tuple(told)


def _texts(task: TaskFact, opening: str) -> list[str]:
    outcome = _outcome(task)
    deeds = _deeds(task, max(_DEEDS, _ITEM - len(outcome) - len(opening)))
    figures = figure_phrases(task, f"{''.join(deeds)}{outcome}")
    if not deeds and not figures:
        deeds = [words.GAP_DEEDS.format(who=who_knows(task))]
    result = outcome or words.GAP_OUTCOME.format(who=who_knows(task))
    texts = [f"{opening}{'，'.join((*deeds, *figures))}。", f"{result}。"]
    return [*texts, _SUSTAINED] if task.state is State.SUSTAINED else texts


def _opening(problem: ProblemFact, task: TaskFact, turn: int) -> tuple[int, str]:
    """Answer the next opening for which the facts are there, and whose turn comes after it."""
    facts = {
        "topic": topic_of(problem.outward_text or problem.title),
        "leader": trimmed(task.leader_post),
        "unit": trimmed(task.lead_unit),
        "helping": trimmed(task.helping),
        "months": _months(task),
    }
    for step in range(len(words.OPENINGS)):
        place = (turn + step) % len(words.OPENINGS)
        form = words.OPENINGS[place]
        if all(value for name, value in facts.items() if f"{{{name}}}" in form):
            return place + 1, form.format(**facts)
    return turn, ""


def _months(task: TaskFact) -> str:
    begun = task.assigned_on or (task.progress[0].done_on if task.progress else None)
    ended = task.finished_on
    if begun is None or ended is None or begun.year != ended.year or begun.month == ended.month:
        return ""
    return f"{begun.month}月至{ended.month}月"


def _deeds(task: TaskFact, limit: int) -> list[str]:
    """Answer what was done: measures noted as carried out, else progress, else the measures.

    A task that was closed has its measures behind it, also where nobody noted the day of each.
    """
    noted = [as_deed(one.text) for one in task.measures if one.done_on is not None]
    told = [_reported(one.text) for one in reversed(task.progress)]
    planned = [as_deed(one.text) for one in task.measures]
    deeds = next((some for some in (noted, told, planned) if any(some)), [])
    proven = [without_absolutes(without_effects(one, task.outcome)) for one in deeds]
    return within([one for one in proven if one], limit)


def _reported(progress: str) -> str:
    text = _without_rectification(progress)
    for opening in ("目前", "截至目前", "年内", "已经", "已"):
        text = text.removeprefix(opening)
    return trimmed(text)


def _outcome(task: TaskFact) -> str:
    """Answer the person's 成效 as an achievement takes it; empty when nobody wrote one."""
    return without_absolutes(_without_rectification(task.outcome))


def _without_rectification(text: str) -> str:
    """Leave out clauses about rectification, unless nothing else is there."""
    kept = keep(text, lambda clause: not any(word in clause for word in words.OF_RECTIFICATION))
    return kept or "，".join(clauses_of(text))
