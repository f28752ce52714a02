"""上年度问题整改情况 item by item: 问题—整改措施—整改成效—状态."""

from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.draft import Passage, Sentence, key_of
from tracker.yearend.rules.facts import ProblemFact, TaskFact
from tracker.yearend.rules.numbers import day_in_year
from tracker.yearend.rules.standing import FINISHED, Result
from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.brought import LastYear
from tracker.yearend.rules.wording.clauses import (
    as_plan,
    quoted,
    trimmed,
    within,
    without_absolutes,
    without_claims,
    without_effects,
    without_heading,
    without_repeats,
)
from tracker.yearend.rules.wording.phrases import told_this_year, who_knows
from tracker.yearend.rules.wording.reported import title_of

_MEASURES_LEAD, _MEASURES_TOLD = "整改措施：", 120


def items(last: LastYear) -> tuple[Passage, ...]:
    """Answer 逐条: 问题—整改措施—整改成效—状态 for each problem."""
    return tuple(_item(last, problem) for problem in last.problems)


def _item(last: LastYear, problem: ProblemFact) -> Passage:
    standing = last.standing[problem.id]
    sentences: list[Sentence] = []
    for task in problem.tasks:
        measures = _measures(task)
        said = "".join(one.text.removeprefix(_MEASURES_LEAD) for one in measures)
        sentences += [*measures, *_effect(task, last.results[task.id], said)]
    sentences.append(_state(last, problem, standing))
    lead = f"关于{quoted(title_of(problem))}问题。"
    return Passage(tuple(sentences), lead, key_of("last_year", [problem.id]))


def _measures(task: TaskFact) -> list[Sentence]:
    plans = [without_heading(as_plan(one.text)) for one in task.measures]
    told = within(plans, _MEASURES_TOLD)
    return [Sentence(f"{_MEASURES_LEAD}{'；'.join(told)}。", (task.id,))] if told else []


def _effect(task: TaskFact, result: Result, said: str) -> list[Sentence]:
    if task.state in {State.JOINED, State.ENDED}:
        return []
    if result in FINISHED:
        outcome = without_absolutes(without_repeats(trimmed(task.outcome), said))
        outcome = outcome or words.GAP_OUTCOME.format(who=who_knows(task))
        return [Sentence(f"整改成效：{outcome}。", (task.id,))]
    news = without_repeats(told_this_year(task), said)
    last = without_absolutes(without_effects(without_claims(news)))
    told = last or words.GAP_NEWS.format(who=who_knows(task))
    return [Sentence(f"整改进展：{told}。", (task.id,))]


def _state(last: LastYear, problem: ProblemFact, standing: Result) -> Sentence:
    days = [one.finished_on for one in problem.tasks if one.finished_on]
    day = f"（{day_in_year(max(days), last.facts.year)}）" if days else ""
    text = {
        Result.DONE: f"已销号{day}",
        Result.SUSTAINED: "达到阶段性目标，长期坚持",
        Result.UNDER_WAY: "正在推进",
        Result.OVERDUE: "超过时限，尚未完成",
        Result.ENDED: f"经批准终止，不再作为整改任务统计（{_basis(problem)}）",
    }[standing]
    joined = [one for one in problem.tasks if one.state is State.JOINED and one.joined_to]
    if joined:
        titles = (
            quoted(last.titles[one.joined_to]) for one in joined if one.joined_to in last.titles
        )
        text += f"（并入{'、'.join(dict.fromkeys(titles)) or '其他事项'}一并办理）"
    return Sentence(f"整改状态：{text}。", tuple(one.id for one in problem.tasks))


def _basis(problem: ProblemFact) -> str:
    found = [trimmed(one.basis) for one in problem.tasks if one.state is State.ENDED and one.basis]
    return "；".join(dict.fromkeys(found)) or words.GAP_BASIS
