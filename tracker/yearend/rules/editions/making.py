"""Making another paper from the report of a year: its own opening, and those sentences that belong in it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State
from tracker.yearend.rules.composing import draft_of
from tracker.yearend.rules.draft import Draft, NotUsed, Part, Passage, Section, Sentence
from tracker.yearend.rules.editions.choosing import only, renamed
from tracker.yearend.rules.editions.offering import Edition, Kind
from tracker.yearend.rules.editions.softening import Names, named_in, softened
from tracker.yearend.rules.facts import ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.numbers import day_in_year, long_day
from tracker.yearend.rules.standing import Result, results_of
from tracker.yearend.rules.statistics import tally
from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.brought import LastYear
from tracker.yearend.rules.wording.clauses import clauses_of
from tracker.yearend.rules.wording.items import items
from tracker.yearend.rules.wording.phrases import all_alike, sum_phrases
from tracker.yearend.rules.wording.speaker import party_committee
from tracker.yearend.rules.year import YearReport

_REASONS = 2
_LONGEST_REASON = 24
_GAP_SLOW = "【待补：进度慢的原因】"
_GAP_NOTICE = "【待补：公示起止日期、受理电话和邮箱】"


def half_of(facts: YearFacts) -> YearFacts:
    """Answer facts that were read as of half a year as those of a paper about it: the second half still lies ahead."""
    return replace(facts, ends_on=date(facts.year, 6, 30))


def edition_of(report: YearReport, edition: Edition, names: Names) -> Draft:
    """Answer another paper from the report on a year; for half a year the report is that of ``half_of``."""
    match edition.kind:
        case Kind.HALF_YEAR:
            return _half_year(report)
        case Kind.LEADER:
            return _leader(report, edition.of)
        case Kind.SOURCE:
            return _source(report, Source(edition.of))
        case Kind.PUBLIC:
            return _public(report, names)


def _half_year(report: YearReport) -> Draft:
    facts = report.facts
    draft = draft_of(facts, report.length)
    told = Sentence(_so_far(facts), tuple(one.id for one in facts.tasks))
    titles = {"work": "已经办结的事项", "problems": "正在推进的事项", "plan": "下半年打算"}
    title = f"{draft.signature}{facts.year}年上半年问题整改工作小结"
    sections = renamed(only(draft, titles.keys(), lambda _: True), titles)
    return replace(draft, title=title, opening=Passage((told,), key="opening"), sections=sections)


def _so_far(facts: YearFacts) -> str:
    results = results_of(facts)
    stand = tally(results.values())
    begun = f"截至{day_in_year(facts.as_of, facts.year)}，全年{stand.total}项整改任务"
    if stand.open == stand.total:
        parts = [f"{begun}均在推进"]
    else:
        done = f"销号{stand.done}项" if stand.done else ""
        sustained = f"达到阶段性目标并长期坚持{stand.sustained}项" if stand.sustained else ""
        going_on = f"正在推进{stand.open}项" if stand.open else ""
        told = [one for one in (done, sustained, going_on) if one]
        parts = [f"{begun}{'，'.join(told)}"]
    if not stand.overdue:
        return f"{'，'.join(parts)}。"
    late = [one for one in facts.tasks if results[one.id] is Result.OVERDUE]
    reasons = "、".join(_reasons(late)) or _GAP_SLOW
    return f"{'，'.join(parts)}，其中{stand.overdue}项超过时限。慢的原因主要是{reasons}。"


def _reasons(tasks: Iterable[TaskFact]) -> list[str]:
    told = (
        clauses_of(report.difficulties)[0].removeprefix("因")
        for task in tasks
        for report in task.progress[-1:]
        if clauses_of(report.difficulties)
    )
    return list(dict.fromkeys(one for one in told if len(one) <= _LONGEST_REASON))[:_REASONS]


def _leader(report: YearReport, name: str) -> Draft:
    facts, draft = report.facts, report.draft
    mine = [one for one in facts.tasks if one.leader == name and one.state is not State.JOINED]
    post = next((one.leader_post for one in mine if one.leader_post), "")
    ids = frozenset(one.id for one in mine)
    opening = Passage((Sentence(_led(mine, results_of(facts)), tuple(ids)),), key="opening")
    titles = {"work": "牵头办成的事项", "problems": "还没有解决的问题", "plan": "下一步打算"}
    sections = renamed(only(draft, titles.keys(), ids.__contains__), titles)
    title = f"{post}{name}{facts.year}年度履行“一岗双责”抓整改情况"
    told = _of_part(draft, title, opening, _in_first_person(sections, post), mine)
    return replace(told, addressee=party_committee(facts.unit), signature=name)


def _in_first_person(sections: Iterable[Section], post: str) -> tuple[Section, ...]:
    """Let a leader speak of what they lead as their own."""
    led = ((f"由{post}牵头", "由本人牵头"), (f"{post}牵头督办", "本人牵头督办")) if post else ()

    def own(text: str) -> str:
        for said, mine in led:
            text = text.replace(said, mine)
        return text

    return tuple(one.reworded(lambda passage: passage.said(own)) for one in sections)


def _led(tasks: list[TaskFact], results: dict[int, Result]) -> str:
    stand = tally(results[one.id] for one in tasks)
    forms = (
        (stand.done, "{n}项已经销号"),
        (stand.sustained, "{n}项达到阶段性目标并长期坚持"),
        (stand.under_way, "{n}项正在推进"),
        (stand.overdue, "{n}项超过时限尚未完成"),
        (stand.ended, "{n}项经批准终止"),
    )
    stands = "，".join(form.format(n=number) for number, form in forms if number)
    all_done = stand.done == stand.total > 1
    told = "均已销号" if all_done else f"，{stands}"
    return f"本人牵头的{stand.total}项整改任务{told}。{_sums(tasks)}"


def _sums(tasks: Iterable[TaskFact]) -> str:
    """Tell the sums of some tasks' figures; empty where nobody counted anything."""
    figures = sum_phrases(
        replace(one, name="") for task in tasks for done in task.progress for one in done.figures
    )
    return f"其间，{'，'.join(figures)}。" if figures else ""


def _source(report: YearReport, source: Source) -> Draft:
    facts, draft = report.facts, report.draft
    problems = [one for one in facts.problems if one.source is source]
    tasks = [task for one in problems for task in one.tasks]
    ids = frozenset(one.id for one in tasks)
    last = LastYear(facts, problems)
    told = words.SOURCES[source]
    stands = all_alike((one, getattr(last.count.problems, one.value)) for one in Result)
    text = (
        f"{told}的{len(problems)}个问题，分解为{len(tasks)}项任务。"
        f"截至{long_day(facts.as_of)}，{stands}。{_sums(tasks)}"
    )
    laid = report.edited.laid
    each = tuple(laid[one.key].passage if one.key in laid else one for one in items(last))
    titles = {"plan": "下一步打算"}
    sections = (
        Section("items", "逐项整改情况", (Part(each),)),
        *renamed(only(draft, titles.keys(), ids.__contains__), titles),
    )
    title = f"{draft.signature}关于{told}问题整改情况的报告"
    opening = Passage((Sentence(text, tuple(ids)),), key="opening")
    return _of_part(draft, title, opening, sections, tasks)


def _public(report: YearReport, names: Names) -> Draft:
    """Answer the report for the public: to nobody by name, and what others found only in its outward wording."""
    facts, draft = report.facts, report.draft
    unsaid = [one for one in facts.problems if not _has_outward(one)]
    kept_back = frozenset(task.id for one in unsaid for task in one.tasks)
    sections = only(
        draft,
        {one.key for one in draft.sections},
        lambda id_: id_ not in kept_back,
        whole=True,
    )
    notice = Section(
        "notice", "公示事项", (Part((Passage((Sentence(_GAP_NOTICE),), key="gap:notice"),)),)
    )
    left = tuple(
        NotUsed(task.id, task.number, task.title, "问题没有对外表述，不写入公开稿")
        for one in unsaid
        for task in one.tasks
    )
    told = (*sections, notice)
    public = replace(draft, addressee="", sections=told, not_used=(*draft.not_used, *left))
    # Who worked on a task may have left the office since.
    worked = named_in(name for one in facts.tasks for name in (one.handler, one.leader))
    return softened(public, replace(names, people=names.people | worked))


def _has_outward(problem: ProblemFact) -> bool:
    return bool(problem.outward_text) or problem.source is Source.SELF_CHECK


def _of_part(
    draft: Draft,
    title: str,
    opening: Passage,
    sections: tuple[Section, ...],
    tasks: Iterable[TaskFact],
) -> Draft:
    """Answer a paper about some tasks; those that no sentence of it tells of are named."""
    told = {id_ for section in sections for one in section.passages for id_ in one.tasks}
    left = tuple(
        NotUsed(one.id, one.number, one.title, "在年度报告里和别的事项写在同一句，或没有写")
        for one in tasks
        if one.id not in told
    )
    return replace(
        draft, title=title, opening=opening, sections=sections, not_used=left, warnings=()
    )
