"""Putting the sections of the report on a year together, and saying what was left out and why."""

import re
from collections.abc import Iterator, Sequence

from tracker.reports.rules.sources import Source
from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lights import Timeliness
from tracker.yearend.rules.arranging import (
    arranged,
    not_asked_for,
    places_for_work,
    skeleton_of,
)
from tracker.yearend.rules.draft import Draft, NotUsed, Passage, Section, Sentence, key_of
from tracker.yearend.rules.facts import ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.house import in_house_words
from tracker.yearend.rules.lengths import Length
from tracker.yearend.rules.outline import Role
from tracker.yearend.rules.standing import FINISHED, Result, results_of, timeliness_of
from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.achievements import (
    MOST_WORK,
    Finished,
    achievements,
    most_telling,
)
from tracker.yearend.rules.wording.brought import LastYear
from tracker.yearend.rules.wording.clauses import quoted
from tracker.yearend.rules.wording.items import items
from tracker.yearend.rules.wording.last_year import by_theme, clause, lead, new_this_year
from tracker.yearend.rules.wording.next_steps import next_steps
from tracker.yearend.rules.wording.pledges import pledges
from tracker.yearend.rules.wording.problems import problem_passage
from tracker.yearend.rules.wording.reported import Reported, reported

_YEAR = re.compile(r"(?<!\d)20\d\d(?=年)")
# A report has 3,000 to 4,000 characters for everything; a longer list stands in the annex alone.
_MOST_ITEMS = 30
_TOO_MUCH_WORK = f"办结事项超过{MOST_WORK}项，工作成效只写内容最实的{MOST_WORK}项，其余见整改台账；需要的可以自拟一段。"
_TOO_MANY = f"上年度问题超过{_MOST_ITEMS}个，正文用一段话，逐条情况见整改台账。"


def draft_of(facts: YearFacts, length: Length = Length.ITEMS) -> Draft:
    """Draft the report on a year from its facts; the same facts always give the same words."""
    results = results_of(facts)
    last = LastYear(facts)
    listed = reported(facts, results)
    too_many = length is Length.ITEMS and len(last.problems) > _MOST_ITEMS
    length = Length.PARAGRAPH if too_many else length
    every = list(_finished(facts, results))
    work = achievements(most_telling(every), facts.house.lasting, facts.unit)
    skeleton = skeleton_of(facts, length)
    matter = {
        Role.LAST_YEAR: _last_year(facts, results, last, length),
        Role.PLEDGES: pledges(facts.pledges),
        Role.PROBLEMS: _problems(listed, facts),
        Role.PLAN: next_steps(listed, facts),
    }
    if length is Length.CLAUSE and not facts.outline and last.problems:
        matter[Role.WORK] = (clause(last),)
    sections = arranged(skeleton, matter, work, facts)
    return in_house_words(
        Draft(
            title=_title(facts),
            addressee=_addressee(facts.superior),
            signature=_signature(facts.unit),
            opening=_opening(facts),
            sections=sections,
            clause=clause(last),
            paragraph=by_theme(last),
            items=items(last),
            not_used=tuple(_not_used(facts, sections)),
            warnings=(
                *([_TOO_MANY] if too_many else []),
                *([_TOO_MUCH_WORK] if len(work) < len(every) else []),
                *_warnings(facts, listed),
            ),
            headings=tuple(one.heading for one in places_for_work(skeleton)),
            about={key_of("work", [one.task.id]): one.about for one in work},
        ),
        facts.house,
    )


def _title(facts: YearFacts) -> str:
    """Answer last year's title with the year moved on, else the usual one."""
    if _YEAR.search(facts.report_title):
        return _YEAR.sub(str(facts.year), facts.report_title)
    return f"{_signature(facts.unit)}关于{facts.year}年度落实全面从严治党主体责任情况的报告"


def _signature(unit: str) -> str:
    if unit.endswith(("镇", "乡")):
        return f"中共{unit}委员会"
    return f"中共{unit}工作委员会" if unit.endswith("街道") else unit


def _addressee(superior: str) -> str:
    if not superior:
        return words.GAP_ADDRESSEE
    return f"{superior}委" if superior.endswith(("县", "市", "区", "旗", "镇", "乡")) else superior


def _opening(facts: YearFacts) -> Passage:
    text = f"{words.GAP_OPENING}现将{facts.year}年度有关情况报告如下："
    return Passage((Sentence(text),), key="opening")


def _finished(facts: YearFacts, results: dict[int, Result]) -> Iterator[Finished]:
    for problem in facts.problems:
        for task in problem.tasks:
            if results[task.id] in FINISHED and task.state is not State.JOINED:
                yield problem, task


def _last_year(
    facts: YearFacts, results: dict[int, Result], last: LastYear, length: Length
) -> tuple[Passage, ...]:
    new = new_this_year(facts, results)
    told: tuple[Passage | None, ...]
    if length is Length.CLAUSE:
        told = (clause(last), new) if facts.outline else (new,)
    else:
        first = by_theme(last) if length is Length.PARAGRAPH else lead(last)
        told = (first, *(items(last) if length is Length.ITEMS else ()), new)
    return tuple(one for one in told if one and one.sentences)


def _problems(listed: tuple[Reported, ...], facts: YearFacts) -> tuple[Passage, ...]:
    passages = tuple(problem_passage(one, facts) for one in listed)
    nothing = Passage((Sentence(_nothing_left(facts)),), key="problems:none")
    return passages or (nothing,)


def _nothing_left(facts: YearFacts) -> str:
    if not facts.problems:
        return words.GAP_PROBLEMS
    states = {one.state for one in facts.tasks}
    lasting = "转入长期坚持" if State.CLOSED not in states else "已销号或转入长期坚持"
    all_ = "均" if len(facts.problems) > 1 else ""
    stand = f"{all_}{lasting if State.SUSTAINED in states else '已办结'}"
    return f"列入台账的{len(facts.problems)}个问题{stand}，没有转入下年度的未办结事项。{words.GAP_NEW_PROBLEMS}"


def _not_used(facts: YearFacts, sections: Sequence[Section]) -> Iterator[NotUsed]:
    """Answer every task of the year that no sentence tells of, with the reason."""
    told = {task for section in sections for passage in section.passages for task in passage.tasks}
    for task in facts.tasks:
        if task.id not in told:
            yield NotUsed(task.id, task.number, task.title, _reason(task))


def _reason(task: TaskFact) -> str:
    if task.state is State.JOINED:
        return f"已并入{task.joined_to}号办理，随该号反映"
    if task.state is State.ENDED:
        return "已经批准终止，不再作为整改任务统计"
    if task.state in {State.CLOSED, State.SUSTAINED}:
        return f"工作成效已写满{MOST_WORK}项，见整改台账"
    return "所在问题已在其他任务中反映"


def _warnings(facts: YearFacts, listed: tuple[Reported, ...]) -> Iterator[str]:
    yield from _about_wording(facts, listed)
    yield from not_asked_for(facts)
    if not facts.headings and not facts.outline:
        yield f"没有从{facts.year - 1}年度报告读到可用的工作标题，工作成效未分标题。"
    numbers = [one.number for one in facts.tasks if one.extended_late]
    if numbers:
        yield f"{'、'.join(numbers)}为补办延期，按超期统计。"
    undated = [
        one.number
        for one in facts.tasks
        if one.due_on is None and timeliness_of(one, facts.as_of) is Timeliness.RUNNING
    ]
    if undated:
        yield f"{'、'.join(undated)}没有整改时限。"


def _about_wording(facts: YearFacts, listed: tuple[Reported, ...]) -> Iterator[str]:
    same = [one.title for one in listed if one.is_carried and len(one.problems) == 1]
    for title in same:
        yield f"{quoted(title)}的标题与上年度相同，请按今年的情况改写。"
    for one in listed:
        if one.in_short:
            yield (
                f"{quoted(one.title.removesuffix('仍有不足'))}有{len(one.members)}个问题，正文详写{len(one.in_full)}个，"
                "其余只点题；要另行分组，到“提纲与写法”里调整。"
            )
    for task in facts.tasks:
        used = [word for word in words.NEVER if word in task.outcome]
        if used:
            yield f"{task.number}成效中的“{'、'.join(used)}”没有采用。"
    unwritten = _without_outward(facts.problems)
    if unwritten:
        yield f"{unwritten}个非自查问题没有对外表述，草稿用了原文，请核对是否涉及具体村和人员。"


def _without_outward(problems: tuple[ProblemFact, ...]) -> int:
    return sum(
        1 for one in problems if one.source is not Source.SELF_CHECK and not one.outward_text
    )
