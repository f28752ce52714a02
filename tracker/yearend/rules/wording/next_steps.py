"""下一步打算: who, with whom, what, until when, how judged; in the same key words (example 11)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tracker.tasks.rules.lifecycle import State
from tracker.tasks.rules.lines import MeasureFact
from tracker.yearend.rules.draft import Passage, Sentence
from tracker.yearend.rules.facts import Indicator, TaskFact, YearFacts
from tracker.yearend.rules.numbers import han, plain, until
from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.clauses import (
    as_plan,
    first_sentence,
    not_past,
    quoted,
    topic_of,
    trimmed,
    within,
    without_heading,
)
from tracker.yearend.rules.wording.phrases import led_by, serial, who_knows
from tracker.yearend.rules.wording.reported import Reported

_MEASURES = 90
_NAMED = 3
_SAID_ALONG = 36  # characters of a standard within a sentence
_NO_DAY = (words.GAP_NEW_DUE, words.GAP_DUE)


def next_steps(listed: Sequence[Reported], facts: YearFacts) -> tuple[Passage, ...]:
    """Answer one passage for each reported problem, in its order, then the work that goes on for good."""
    steps = [Passage(_sentences(one, facts), _title(one), one.key("plan")) for one in listed]
    lasting = _lasting(facts)
    told = (*steps, lasting) if lasting else tuple(steps)
    if told or not facts.problems:
        return told
    return (Passage((Sentence(f"{words.GAP_PLAN}。"),), key="plan:none"),)


def _title(one: Reported) -> str:
    several = len(one.problems) > 1
    topic = one.problems[0].category if several else topic_of(one.title)
    if not topic:
        return f"继续推进{quoted(one.title)}问题的整改。"
    chosen = serial(one.tasks[0].number) if one.tasks else one.problems[0].id
    whole = topic if several else topic_of(one.title, whole=True)
    by_ending = (found for told in (whole, topic) if (found := _by_ending(told, chosen)))
    any_ = words.PLAN_TITLES[chosen % len(words.PLAN_TITLES)].format(topic=topic)
    return f"{next(by_ending, any_)}。"


def _by_ending(topic: str, chosen: int) -> str:
    """Answer the title that fits how a topic ends (作用发挥 → 更好发挥……作用); empty where any title does."""
    for ends, forms in words.PLAN_TITLES_BY_ENDING:
        ending = next((end for end in ends if topic.endswith(end)), "")
        if ending:
            return forms[chosen % len(forms)].format(topic=topic, stem=topic.removesuffix(ending))
    return ""


def _sentences(one: Reported, facts: YearFacts) -> tuple[Sentence, ...]:
    if not one.tasks:
        ids = tuple(task.id for problem in one.problems for task in problem.tasks)
        gap = words.GAP_MEASURES.format(who="责任单位")
        return (Sentence(f"{gap}。", ids),)
    if len(one.tasks) == 1:
        return (
            Sentence(_step(one.tasks[0], facts, serial(one.tasks[0].number)), (one.tasks[0].id,)),
        )
    told = [task for _, tasks in one.in_full for task in tasks]
    rest = [task.id for _, tasks in one.in_short for task in tasks]
    steps = [
        Sentence(f"{han(number)}是{_step(task, facts, number)}", (task.id,))
        for number, task in enumerate(told, start=1)
    ]
    if rest:
        more = f"其余{len(rest)}项任务按整改台账明确的措施和时限推进。"
        steps.append(Sentence(more, tuple(rest)))
    return tuple(steps)


def _step(task: TaskFact, facts: YearFacts, turn: int) -> str:
    """Tell who does what until when, in the order that its turn chooses: the task's number, among several its place."""
    who, what, until_ = _who(task, facts.unit, turn), _what(task, facts), _until(task, facts)
    if words.GAP_MEASURES.format(who=who_knows(task)) == what and until_ in _NO_DAY:
        what, until_ = words.GAP_MEASURES_AND_DUE.format(who=who_knows(task)), ""
    by, done = f"{until_}前", f"{until_}前完成"
    first = turn % 2 and until_ and until_ not in _NO_DAY
    parts = (by, who, what) if first else (who, what, done if until_ else "")
    return f"{'，'.join(part for part in parts if part)}。{_judged(task, turn)}。"


def _who(task: TaskFact, own: str, turn: int) -> str:
    leader, unit, helping = (
        trimmed(one) for one in (task.leader_post, led_by(task, own), task.helping)
    )
    with_whom = f"会同{helping}" if helping else "负责"
    if leader and unit and turn % 3 == 0:
        return f"{unit}{f'会同{helping}办理' if helping else '具体办理'}，{leader}牵头督办"
    by = f"由{leader}牵头" if leader else ""
    lead = "" if leader or not unit else "由"
    working = f"{lead}{unit}{with_whom}" if unit else with_whom if leader and helping else ""
    return "，".join(part for part in (by, working) if part)


def _what(task: TaskFact, facts: YearFacts) -> str:
    owed = [_measure(one, facts) for one in task.measures if one.done_on is None]
    told = within([one for one in owed if one], _MEASURES)
    return "，".join(told) if told else words.GAP_MEASURES.format(who=who_knows(task))


def _measure(measure: MeasureFact, facts: YearFacts) -> str:
    """Answer an owed measure without what the next year has behind it; empty when nothing is left."""
    text = without_heading(as_plan(measure.text))
    if measure.due_on is None or not _lies_ahead(measure.due_on, facts):
        return not_past(text, facts.last_day)
    return f"{until(measure.due_on, facts.year)}前{text}"


def _lies_ahead(day: date, facts: YearFacts) -> bool:
    """Tell whether a deadline is still ahead when the report is read, after the end of its time."""
    return day > facts.last_day


def _until(task: TaskFact, facts: YearFacts) -> str:
    """Answer the deadline as the paper words it while it lies ahead; one within the year needs a new one."""
    if task.due_on is not None and _lies_ahead(task.due_on, facts):
        text = trimmed(task.due_text)
        if text and str(task.due_on.year) in text:
            return text.removesuffix("完成").removesuffix("前")
        return until(task.due_on, facts.year)
    return words.GAP_NEW_DUE if task.due_on else words.GAP_DUE


def _judged(task: TaskFact, turn: int) -> str:
    form = words.JUDGED[turn % len(words.JUDGED)]
    standard = trimmed(first_sentence(task.standard))
    if standard:
        return form.format(standard=_as_object(standard))
    indicator = task.indicator
    if indicator and indicator.wanted is not None:
        return form.format(standard=_reached(indicator, indicator.wanted))
    return form.format(standard=words.GAP_STANDARD)


def _reached(indicator: Indicator, wanted: Decimal) -> str:
    """Say when an indicator is where it should be, downwards as well as upwards."""
    if wanted == 0:
        return f"{indicator.name}清零"
    start = indicator.at_start
    downwards = start is not None and wanted < start
    of = f"{plain(wanted)}{indicator.unit}"
    return f"{indicator.name}{f'降到{of}以内' if downwards else f'达到{of}'}"


def _as_object(standard: str) -> str:
    """Answer a standard as a part of a sentence; a long one, or one that quotes, keeps its commas between marks."""
    plain_one = standard.replace(",", "，")
    if plain_one.count("，") > 1 or len(plain_one) > _SAID_ALONG:
        return quoted(standard)
    return plain_one.replace("，", "、")


def _lasting(facts: YearFacts) -> Passage | None:
    """Promise the quarterly review of what goes on for good; None when nothing does."""
    going_on = [
        (problem, task)
        for problem in facts.problems
        for task in problem.tasks
        if task.state is State.SUSTAINED
    ]
    if not going_on:
        return None
    topics = [topic_of(problem.outward_text or problem.title) for problem, _ in going_on]
    named = list(dict.fromkeys(topic for topic in topics if topic))[:_NAMED]
    number = len(going_on)
    told = f"{'、'.join(named)}{'' if len(named) == number else '等'}"
    of = told if number == 1 else f"{told}{number}项"
    text = f"{of}作为长期坚持事项，每季度复核一次，出现反复的重新列入整改。"
    sentence = Sentence(text, tuple(task.id for _, task in going_on))
    return Passage((sentence,), lead="长期坚持事项按季复核。", key="plan:lasting")
