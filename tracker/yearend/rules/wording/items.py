"""上年度问题整改情况 item by item: 问题—整改措施—整改成效—状态."""

from collections.abc import Iterable, Iterator

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

_TOLD = 120  # characters of the measures of one task


def items(last: LastYear) -> tuple[Passage, ...]:
    """Answer 逐条: 问题—整改措施—整改成效—状态 for each problem."""
    return tuple(_item(last, problem) for problem in last.problems)


def _item(last: LastYear, problem: ProblemFact) -> Passage:
    measures = {task.id: _measures(task) for task in problem.tasks}
    effects = [(task, _effect(task, last, measures[task.id])) for task in problem.tasks]
    done, going_on = (
        [
            (task.id, text)
            for task, text in effects
            if (last.results[task.id] in FINISHED) is is_done
        ]
        for is_done in (True, False)
    )
    sentences = [
        *_listed("整改措施：", measures.items()),
        *_listed("整改成效：", done),
        *_listed("整改进展：", going_on),
        _state(last, problem, last.standing[problem.id]),
    ]
    lead = f"关于{quoted(title_of(problem))}问题。"
    return Passage(tuple(sentences), lead, key_of("last_year", [problem.id]))


def _listed(label: str, told: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    """Tell what several tasks have to say under one label, each as a sentence; what two say alike is said once."""
    said: dict[str, list[int]] = {}
    for id_, text in told:
        if text:
            said.setdefault(text, []).append(id_)
    for number, (text, ids) in enumerate(said.items(), start=1):
        end = "。" if number == len(said) else "；"
        yield Sentence(f"{label if number == 1 else ''}{text}{end}", tuple(ids))


def _measures(task: TaskFact) -> str:
    return "；".join(within((without_heading(as_plan(one.text)) for one in task.measures), _TOLD))


def _effect(task: TaskFact, last: LastYear, said: str) -> str:
    if task.state in {State.JOINED, State.ENDED}:
        return ""
    if last.results[task.id] in FINISHED:
        outcome = without_absolutes(without_repeats(trimmed(task.outcome), said))
        return outcome or words.GAP_OUTCOME.format(who=who_knows(task))
    news = without_repeats(told_this_year(task), said)
    told = without_absolutes(without_effects(without_claims(news)))
    return told or words.GAP_NEWS.format(who=who_knows(task))


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
