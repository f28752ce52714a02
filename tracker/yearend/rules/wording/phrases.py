"""Half-sentences that several sections share: figures, people, sources, deadlines."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.kinds import FigureKind, FigureSort
from tracker.yearend.rules.facts import FigureFact, ProblemFact, TaskFact
from tracker.yearend.rules.numbers import plain
from tracker.yearend.rules.standing import Result
from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.clauses import keep, trimmed, within

_TOLD = 120  # characters of a year's progress
_TAIL = 4  # characters by which a rule is known again within a sentence
_NAMES = 2  # so many names of figures are told; the rest is 等


def who_knows(task: TaskFact) -> str:
    """Answer who can fill a gap about a task: the post, else the unit, else the name."""
    return trimmed(task.handler_post or task.lead_unit or task.handler) or "责任单位"


def led_by(task: TaskFact, own: str) -> str:
    """Answer the unit that has the lead, unless it is the one (``own``) whose report this is."""
    unit = trimmed(task.lead_unit)
    return "" if unit == own else unit


def serial(number: str) -> int:
    """Answer the running number in a task's number (2025-003 and 2025-003-2 → 3), else 0."""
    digits = number.partition("-")[2].partition("-")[0]
    return int(digits) if digits.isdecimal() else 0


def newest_reason(task: TaskFact) -> str:
    """Answer why a task is open: the reason with which it goes on beyond the year, else the newest difficulty told."""
    told = [one for one in (trimmed(report.difficulties) for report in task.progress) if one]
    return trimmed(task.goes_on_because) or (told[-1] if told else "")


def told_this_year(task: TaskFact) -> str:
    """Join the year's reports of progress in their order, the newest in any case, as far as they fit.

    Those from before a second round are told by its sentence; what was only passing in an older one is left out.
    """
    since = task.finished_before_on
    reports = [one.text for one in task.progress if since is None or one.done_on > since]
    if not reports:
        return ""
    *older, newest = reports
    lasting = [keep(one, lambda clause: not _is_passing(clause)) for one in reversed(older)]
    told = within([trimmed(newest), *(one for one in lasting if one)], _TOLD)
    if len(told) > 1:
        return "；".join(reversed(told))
    return _upright(told[0])


def _is_passing(clause: str) -> bool:
    return any(word in clause for word in words.PASSING)


def _upright(text: str) -> str:
    """Take off the word with which a text leans on another one."""
    lead = next((one for one in words.LEANING if text.startswith(one)), "")
    return text.removeprefix(lead).lstrip("，,")


def sources_of(problems: Iterable[ProblemFact]) -> str:
    """Name the sources of some problems, each with its verb, in the order of the table of sources."""
    found = {one.source for one in problems}
    return "、".join(words.SOURCES[source] for source in Source if source in found)


def figure_phrases(task: TaskFact, said: str) -> list[str]:
    """Tell the figures of a task's progress that the text does not tell already, by kind and sort."""
    figures = [one for report in task.progress for one in report.figures]
    return sum_phrases(figures, said)


def sum_phrases(figures: Iterable[FigureFact], said: str = "") -> list[str]:
    """Tell sums of figures that a text does not tell already, in the order of the office; none is told of nothing."""
    groups: dict[tuple[FigureKind, FigureSort | None], list[FigureFact]] = defaultdict(list)
    for one in figures:
        groups[one.kind, one.sort].append(one)
    amounts = {
        group: sum((one.amount for one in ones), Decimal(0)) for group, ones in groups.items()
    }
    return [
        _measured(group, amounts) or _figure(group, amount, groups[group])
        for group in words.FIGURES
        if (amount := amounts.get(group))
        and not _is_said(group, groups[group], said)
        and not _is_told_before(group, amounts)
    ]


Group = tuple[FigureKind, FigureSort | None]
_PUT_RIGHT, _INVOLVED = (FigureKind.MONEY, None), (FigureKind.MONEY_INVOLVED, None)
_OWED = (FigureKind.MONEY_OWED, None)
_FOUND, _MENDED = (FigureKind.FOUND, None), (FigureKind.MENDED, None)
_TRAINED, _TAUGHT = (FigureKind.TRAININGS, None), (FigureKind.TRAINEES, None)


def _is_said(group: Group, figures: Sequence[FigureFact], said: str) -> bool:
    kind = group[0]
    amount = sum((one.amount for one in figures), Decimal(0))
    if kind is FigureKind.RULES:
        names = _names_of(figures)
        if amount == len(names) and all(name[-_TAIL:] in said for name in names):
            return True
        if amount == 1 and any(word in said for word in words.RULES):
            return True
    return f"{plain(amount)}{kind.unit}" in said


def _is_told_before(group: Group, amounts: Mapping[Group, Decimal]) -> bool:
    """Tell whether the money to be put right is all that was involved, which was told just before."""
    return group == _OWED and amounts[group] == amounts.get(_INVOLVED)


def _measured(group: Group, amounts: Mapping[Group, Decimal]) -> str:
    """Tell a figure by the one that it is a part of, or goes with; empty for one that stands by itself."""
    amount = amounts[group]
    wanted = amounts.get(_OWED) or amounts.get(_INVOLVED)
    if group == _MENDED and amount == amounts.get(_FOUND):
        return words.ALL_MENDED
    if group == _PUT_RIGHT and wanted:
        all_ = amount == wanted
        return words.ALL_PUT_RIGHT if all_ else words.PUT_RIGHT.format(n=plain(amount))
    if group == _TAUGHT and _TRAINED not in amounts:
        return words.TAUGHT.format(n=plain(amount))
    return ""


def _names_of(figures: Iterable[FigureFact]) -> list[str]:
    return list(dict.fromkeys(trimmed(one.name) for one in figures if trimmed(one.name)))


def _figure(group: Group, amount: Decimal, figures: Sequence[FigureFact]) -> str:
    bare, named = words.FIGURES[group]
    kind, sort = group
    names = _names_of(figures)
    if not names:
        return bare.format(n=plain(amount))
    if kind is FigureKind.RULES and amount == len(names):
        return f"{sort.label if sort else '制定完善'}{'、'.join(names)}"
    return named.format(of="、".join(names[:_NAMES]), n=plain(amount))


def all_alike(results: Iterable[tuple[Result, int]]) -> str:
    """Tell where some things stand, in short when all stand alike: 均已销号, 正在推进; else each with its number."""
    found = [(result, number) for result, number in results if number]
    if len(found) != 1:
        return "、".join(f"{_STANDS[result]}{number}个" for result, number in found)
    ((result, number),) = found
    all_ = "均" if number > 1 else ""
    return {
        Result.DONE: f"{all_}已销号",
        Result.SUSTAINED: f"{all_}达到阶段性目标并长期坚持",
        Result.UNDER_WAY: f"{all_}在推进" if all_ else "正在推进",
        Result.OVERDUE: f"{all_}超过时限尚未完成",
        Result.ENDED: f"{all_}经批准终止",
    }[result]


_STANDS = {
    Result.DONE: "已销号",
    Result.SUSTAINED: "达到阶段性目标并长期坚持",
    Result.UNDER_WAY: "正在推进",
    Result.OVERDUE: "超过时限尚未完成",
    Result.ENDED: "经批准终止",
}


def counted(results: Iterable[tuple[Result, int]], *, since: str = "") -> str:
    """Tell how many of something stand where: 年内销号9个，1个达到…，2个正在推进."""
    forms = {
        Result.DONE: f"{since}销号{{n}}个",
        Result.SUSTAINED: "{n}个达到阶段性目标并长期坚持",
        Result.UNDER_WAY: "{n}个正在推进",
        Result.OVERDUE: "{n}个超过时限尚未完成",
        Result.ENDED: "{n}个经批准终止",
    }
    return "，".join(forms[result].format(n=number) for result, number in results if number)
