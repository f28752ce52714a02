"""工作成效: what was finished, told as work done, without fault-finding (office language, examples 1 to 3)."""

import re
from collections.abc import Iterable, Sequence
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
    without_repeats,
)
from tracker.yearend.rules.wording.phrases import figure_phrases, led_by, serial, who_knows
from tracker.yearend.rules.wording.woven import woven

# A report of 3,000 to 4,000 characters cannot hold the work of a county; the ledger in the annex tells the rest.
MOST_WORK = 60
_ITEM = 140  # characters of one item at the most, by the rules of wording
_DEEDS = 60
_NEAR = (
    0.6  # of the pairs of characters of the shorter clause, from which two clauses count the same
)
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_OF_ALL = re.compile(r"(?P<all>\d+)(?P<unit>[个件名户项])\D*?(?P<some>\d+)(?P=unit)")
_SPEAKS_OF = re.compile(r"[^，对把将]{2,14}?(?:已|均|都|全部)")
_SUSTAINED = (
    "目前已达到阶段性目标，作为长期坚持事项按季复核",
    "阶段性目标已经达到，转入长期坚持，每季度复核一次",
    "阶段性目标虽已达到，仍作为长期坚持事项抓下去，按季复核",
    "现已转入长期坚持，按季复核",
)


# A finished task with its problem.
Finished = tuple[ProblemFact, TaskFact]


@dataclass(frozen=True, slots=True)
class Achievement:
    """A finished task as sentences, with the words by which its heading is chosen."""

    task: TaskFact
    sentences: tuple[Sentence, ...]
    about: str


def achievements(
    finished: Iterable[Finished], lasting: str = "", own: str = ""
) -> tuple[Achievement, ...]:
    """Tell every finished task, opened by its number, and so that no two in a row open in one form.

    ``lasting`` is what a unit says of work that goes on for good; empty: the program's own words. ``own`` is the unit
    itself, which no sentence of its own report names.
    """
    told: list[Achievement] = []
    used: list[tuple[str, str]] = []
    going_on = -1
    for problem, task in finished:
        used.append(_opening(problem, task, used, own))
        going_on += task.state is State.SUSTAINED
        usual = lasting or _SUSTAINED[going_on % len(_SUSTAINED)]
        texts = _texts(task, used[-1][1], usual)
        sentences = tuple(Sentence(text, (task.id,)) for text in texts)
        about = " ".join(
            (problem.title, problem.category, task.title, *(one.text for one in task.measures))
        )
        told.append(Achievement(task, sentences, f"{about} {task.outcome}"))
    return tuple(told)


def most_telling(finished: Sequence[Finished]) -> Sequence[Finished]:
    """Answer as many as a report can hold, in their order: those with a result and the most figures go first."""
    if len(finished) <= MOST_WORK:
        return finished
    ranked = sorted(range(len(finished)), key=lambda at: _said_by(finished[at][1]), reverse=True)
    return [finished[at] for at in sorted(ranked[:MOST_WORK])]


def _said_by(task: TaskFact) -> tuple[bool, int, int]:
    figures = sum(len(one.figures) for one in task.progress)
    return bool(task.outcome), figures, len(task.measures)


def _texts(task: TaskFact, opening: str, going_on: str) -> list[str]:
    outcome = _outcome(task)
    deeds = _deeds(task, max(_DEEDS, _ITEM - len(outcome) - len(opening)))
    deeds = [woven("，".join(deeds), task)] if deeds else []
    outcome = without_repeats(outcome, "，".join(deeds))
    figures = figure_phrases(task, f"{''.join(deeds)}{outcome}")
    if not deeds and not figures:
        deeds = [words.GAP_DEEDS.format(who=who_knows(task))]
    result = outcome or words.GAP_OUTCOME.format(who=who_knows(task))
    texts = [f"{opening}{'，'.join((*deeds, *figures))}。", f"{result}。"]
    return [*texts, f"{going_on}。"] if task.state is State.SUSTAINED else texts


def _opening(
    problem: ProblemFact, task: TaskFact, used: list[tuple[str, str]], own: str
) -> tuple[str, str]:
    """Answer the form at the task's number and what it says, or the next one for which the facts are there.

    None is said twice, none opens two achievements in a row, nor one that says itself who or what it speaks of
    (固定党日已开展5次); the bare one is always there.
    """
    if _SPEAKS_OF.match("".join(_deeds(task, 1)[:1])):
        return "", ""
    known = _known(problem, task, own)
    begin = serial(task.number) % len(words.OPENINGS)
    for form in (*words.OPENINGS[begin:], *words.OPENINGS[:begin]):
        there = all(value for name, value in known.items() if f"{{{name}}}" in form)
        opening = form.format(**known)
        fresh = (form, opening) not in used and form not in [one for one, _ in used[-1:]]
        if there and fresh:
            return form, opening
    return "", ""


def _known(problem: ProblemFact, task: TaskFact, own: str) -> dict[str, str]:
    topic = topic_of(problem.outward_text or problem.title, whole=True)
    unit = led_by(task, own)
    begins = "".join(_deeds(task, 1)[:1])
    return {
        "topic": "" if _names(begins, topic) else topic,
        "leader": trimmed(task.leader_post),
        "unit": "" if unit and begins.startswith(unit) else unit,
        "helping": trimmed(task.helping),
    }


def _names(deed: str, topic: str) -> bool:
    """Tell whether a deed names the topic itself, by any two characters that are not broad words."""
    pairs = {topic[at : at + 2] for at in range(len(topic) - 1)}
    return any(pair in deed for pair in pairs.difference(words.BROAD))


def _deeds(task: TaskFact, limit: int) -> list[str]:
    """Answer what was done: measures noted as carried out, else progress, else the measures.

    A task that was closed has its measures behind it, also where nobody noted the day of each.
    """
    noted = [as_deed(one.text) for one in task.measures if one.done_on is not None]
    told = [_unsurpassed(_reported(one.text), task.outcome) for one in reversed(task.progress)]
    planned = [as_deed(one.text) for one in task.measures]
    deeds = next((some for some in (noted, told, planned) if any(some)), [])
    proven = [without_absolutes(without_effects(one, task.outcome)) for one in deeds]
    return within([one for one in proven if one], limit)


def _unsurpassed(progress: str, outcome: str) -> str:
    """Leave out figures of the way that the result has overtaken (组织演练19场 before 组织演练30场), and part counts."""
    ends = [_pairs(one) for one in clauses_of(outcome)]
    return keep(
        progress,
        lambda clause: (
            not (
                _is_part_count(clause)
                or (_DIGITS.search(clause) and _is_near(_pairs(clause), ends))
            )
        ),
    )


def _is_part_count(clause: str) -> bool:
    """Tell whether a clause counts only some of all (27件事项办结21件)."""
    found = _OF_ALL.search(clause)
    return found is not None and int(found["some"]) < int(found["all"])


def _is_near(pairs: frozenset[str], others: Iterable[frozenset[str]]) -> bool:
    return any(len(pairs & one) >= _NEAR * min(len(pairs), len(one)) > 0 for one in others)


def _pairs(clause: str) -> frozenset[str]:
    bare = _DIGITS.sub("", clause)
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))


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
