"""上年度问题整改情况 as a clause, a paragraph and the opening of a section (examples 7 and 8, 4.2)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.tasks.rules.kinds import FigureKind
from tracker.yearend.rules.draft import Passage, Sentence
from tracker.yearend.rules.facts import Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.numbers import long_day, plain, some
from tracker.yearend.rules.standing import FINISHED, Result, all_tasks
from tracker.yearend.rules.statistics import achieved, count
from tracker.yearend.rules.wording.brought import LastYear
from tracker.yearend.rules.wording.clauses import as_deed, clauses_of, trimmed
from tracker.yearend.rules.wording.phrases import (
    all_alike,
    counted,
    newest_reason,
    sources_of,
    sum_phrases,
)
from tracker.yearend.rules.wording.speaker import party_committee
from tracker.yearend.rules.wording.tallied import by_result, standing

_LEVER = 18
_LEVERS = 3
_THEMES, _OTHER = 4, "其他"
_NAMED_ALONE = 2  # so many themes are told without their number
# Told together at the end; meetings and checks have a sentence of their own.
_TOLD_TOGETHER = frozenset(FigureKind) - {
    FigureKind.MEETINGS,
    FigureKind.CHECKS,
    FigureKind.TRAINEES,
}


def clause(last: LastYear) -> Passage:
    """Answer 一句话, to be dropped into an achievements section."""
    if not last.problems:
        return Passage(())
    return Passage((Sentence(_clause(last, last.named()), last.ids),), key="clause")


def _clause(last: LastYear, named: str) -> str:
    tally = last.count.problems
    if tally.done == tally.total:
        return f"{named}已全部销号。"
    if tally.open == 1 and tally.done == tally.total - 1:
        (left,) = last.where(Result.UNDER_WAY) + last.where(Result.OVERDUE)
        return f"{named}，除1个{_because(left)}转入下年度继续整改外，其余均已销号。"
    found = [(result, number) for result, number in by_result(tally) if number]
    stands = all_alike(found) if len(found) == 1 else counted(found, since="年内")
    parts = [f"对{named}逐项建账", stands, last.rate()]
    return "，".join(part for part in parts if part) + "。"


def _because(problem: ProblemFact) -> str:
    told = [one for one in map(newest_reason, problem.tasks) if one]
    reason = clauses_of(told[-1])[0] if told else ""
    return f"因{reason.removeprefix('因')}" if 0 < len(reason) <= _LEVER else ""


def lead(last: LastYear) -> Passage:
    """Answer the opening of a section of its own; each half-sentence without data is left out."""
    if not last.problems:
        return Passage(())
    begun = "，".join(part for part in (_broken_down(last), _shared_out(last)) if part)
    texts = [f"{begun}。", _activity(last), standing(last), _results(last)]
    told = tuple(Sentence(text, last.ids) for text in texts if text)
    return Passage(told, key="last_year:lead")


def _broken_down(last: LastYear) -> str:
    tally = last.count
    measures = f"、{tally.measures}条措施" if tally.measures else ""
    return (
        f"{party_committee(last.facts.unit)}对{last.named()}逐项建账，"
        f"分解为{tally.tasks.total}项任务{measures}"
    )


def _shared_out(last: LastYear) -> str:
    leaders = {trimmed(one.leader) for one in last.tasks if trimmed(one.leader)}
    settled = [
        word
        for word, there in (
            ("牵头单位", all(one.lead_unit for one in last.tasks)),
            ("完成标准", all(one.standard for one in last.tasks)),
            ("完成时限", all(one.due_on or one.due_text for one in last.tasks)),
        )
        if there
    ]
    parts = [f"由{len(leaders)}名班子成员分别牵头" if len(leaders) > 1 else ""]
    parts.append(f"逐一明确{'、'.join(settled)}" if settled else "")
    return "，".join(part for part in parts if part)


def _activity(last: LastYear) -> str:
    """Tell how often the ledger was gone through, meetings and checks, as far as they were counted."""
    sums = {kind.value: amount for kind, amount in achieved(last.tasks).items()}
    parts = [f"集中调度{last.facts.meetings}次"] if last.facts.meetings else []
    parts += [
        f"{what}{plain(sums[kind])}次"
        for kind, what in (("meetings", "召开专题会议"), ("checks", "开展检查"))
        if kind in sums
    ]
    return f"全年{'、'.join(parts)}。" if parts else ""


def _results(last: LastYear) -> str:
    figures = (
        replace(figure, name="")
        for task in last.tasks
        for report in task.progress
        for figure in report.figures
        if figure.kind in _TOLD_TOGETHER
    )
    parts = sum_phrases(figures)
    return f"其间，{'，'.join(parts)}。" if parts else ""


def by_theme(last: LastYear) -> Passage:
    """Answer 一段话: the problems by category, with the levers that moved them and what is left."""
    groups: dict[str, list[ProblemFact]] = {}
    for problem in last.problems:
        groups.setdefault(problem.category, []).append(problem)
    if len(groups) < 2 or "" in groups:  # noqa: PLR2004  one theme is none
        return lead(last)
    groups = _largest(groups)
    named = [name for name in groups if name != _OTHER]
    all_named = len(named) == len(groups)
    where = f"集中在{'、'.join(named)}" if all_named else f"主要集中在{'、'.join(named)}等"
    how_many = some(len(groups)) if all_named else ""
    opening = f"{last.named()}，{where}{how_many}方面。"
    if len(set(last.standing.values())) == 1:
        told = _together(last)
    else:
        told = [_theme(last, *one) for one in _alike(last, groups)]
    rate = last.rate()
    closing = [Sentence(f"截至{long_day(last.facts.as_of)}，{rate}。", last.ids)] if rate else []
    return Passage((Sentence(opening, last.ids), *told, *closing), key="last_year:paragraph")


def _largest(groups: dict[str, list[ProblemFact]]) -> dict[str, list[ProblemFact]]:
    """Keep the largest themes by name, in their order, and put the problems of the rest together."""
    if len(groups) <= _THEMES:
        return groups
    kept = sorted(groups, key=lambda name: -len(groups[name]))[:_THEMES]
    found = {name: members for name, members in groups.items() if name in kept}
    rest = [one for name, members in groups.items() if name not in kept for one in members]
    return {**found, _OTHER: rest}


def _alike(
    last: LastYear, groups: Mapping[str, list[ProblemFact]]
) -> Iterator[tuple[str, list[ProblemFact]]]:
    """Put themes together all of whose problems stand at the same place; 其他 and mixed ones stay by themselves."""
    found: dict[str, tuple[list[str], list[ProblemFact]]] = {}
    for name, members in groups.items():
        stands = {last.standing[one.id] for one in members}
        alone = len(stands) > 1 or name == _OTHER
        names, problems = found.setdefault(name if alone else min(stands).value, ([], []))
        names.append(name)
        problems += members
    for names, problems in found.values():
        how_many = some(len(names)) if len(names) > _NAMED_ALONE else ""
        yield f"{'、'.join(names)}{how_many}", problems


def _theme(last: LastYear, name: str, members: Sequence[ProblemFact]) -> Sentence:
    tasks = all_tasks(members)
    tally = count(members, last.results).problems
    text = f"{name}方面{tally.total}个问题，{_through(last, tasks)}{all_alike(by_result(tally))}。"
    return Sentence(text, tuple(one.id for one in tasks))


def _together(last: LastYear) -> list[Sentence]:
    """Tell themes all of whose problems stand at the same place without naming them once more."""
    stands = all_alike(by_result(last.count.problems))
    return [
        Sentence(
            f"{_through(last, last.tasks)}{last.count.problems.total}个问题{stands}。", last.ids
        )
    ]


def _through(last: LastYear, tasks: Sequence[TaskFact]) -> str:
    levers = _levers([one for one in tasks if last.results[one.id] in FINISHED])
    return f"通过{'、'.join(levers)}等做法，" if levers else ""


def _levers(tasks: Sequence[TaskFact]) -> list[str]:
    """Answer the short deeds of finished tasks: measures noted as carried out, else all of a task."""
    measures = [[one for one in task.measures if one.done_on] or task.measures for task in tasks]
    deeds = [as_deed(one.text) for some in measures for one in some]
    heads = [clauses_of(deed)[0] for deed in deeds if deed]
    return list(dict.fromkeys(one for one in heads if len(one) <= _LEVER))[:_LEVERS]


def new_this_year(facts: YearFacts, results: Mapping[int, Result]) -> Passage | None:
    """Tell the problems found during the year by others; None when there are none."""
    new = [one for one in facts.problems if one.origin is Origin.NEW]
    if not new:
        return None
    tally = count(new, results).problems
    stands = all_alike(by_result(tally))
    ids = tuple(task.id for task in all_tasks(new))
    text = f"年内{sources_of(new)}的{tally.total}个问题，{stands}。"
    return Passage((Sentence(text, ids),), key="last_year:new")
