"""Figures said within the deed that they count (对报账员集中实训2期), so that nobody hears them added up behind it."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from tracker.tasks.rules.kinds import FigureKind
from tracker.yearend.rules.facts import TaskFact
from tracker.yearend.rules.numbers import plain
from tracker.yearend.rules.wording import words

_PARTS = re.compile(r"([，,；;。])")
_DRAWN_UP = re.compile(
    r"^(?P<verb>修订完善|制定完善|建立健全|修订|制定|新订|建立|出台|完善|健全)"
    r"(?P<names>[^\d]+?)(?P<what>制度|办法|规定|细则)$"
)


def woven(text: str, task: TaskFact) -> str:
    """Put the sums of a task's figures into the clauses that already name what they count, each once."""
    parts = _PARTS.split(text)
    for kind, ends in words.WOVEN:
        _weave_once(parts, partial(_counted, kind=kind, ends=ends, task=task))
    _weave_once(parts, partial(_drawn_up, task=task))
    return "".join(parts)


def _weave_once(parts: list[str], said: Callable[[str], str]) -> None:
    for at in range(0, len(parts), 2):
        told = said(parts[at])
        if told != parts[at]:
            parts[at] = told
            return


def _counted(clause: str, kind: FigureKind, ends: tuple[str, ...], task: TaskFact) -> str:
    amount = _sum(task, kind)
    if not amount or not clause.endswith(ends) or any(one in clause for one in words.OFTEN):
        return clause
    told = f"{clause}{plain(amount)}{kind.unit}"
    taught = _sum(task, FigureKind.TRAINEES) if kind is FigureKind.TRAININGS else Decimal(0)
    return f"{told}、参训{plain(taught)}人次" if taught else told


def _drawn_up(clause: str, task: TaskFact) -> str:
    """Say how many rules a clause names: 修订报账审批、印章使用2项制度."""
    found = _DRAWN_UP.match(clause)
    amount = _sum(task, FigureKind.RULES)
    if found is None or amount < 2 or found["names"].count("、") + 1 != amount:  # noqa: PLR2004  one needs no number
        return clause
    return f"{found['verb']}{found['names']}{plain(amount)}项{found['what']}"


def _sum(task: TaskFact, kind: FigureKind) -> Decimal:
    amounts = (one.amount for report in task.progress for one in report.figures if one.kind is kind)
    return sum(amounts, Decimal(0))
