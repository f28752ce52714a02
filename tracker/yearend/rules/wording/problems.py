"""存在问题: what is not closed, in new facts of this year, and what others found (examples 4 to 6, 9, 10)."""

from collections.abc import Sequence
from datetime import date

from tracker.tasks.rules.lifecycle import REVIEWS, State
from tracker.tasks.rules.lights import Light, light
from tracker.yearend.rules.draft import Passage, Sentence
from tracker.yearend.rules.facts import Indicator, Origin, ProblemFact, TaskFact, YearFacts
from tracker.yearend.rules.numbers import day_in_year, han, plain
from tracker.yearend.rules.standing import all_tasks
from tracker.yearend.rules.wording import words
from tracker.yearend.rules.wording.clauses import (
    as_deed,
    as_news,
    as_reason,
    first_sentence,
    quoted,
    trimmed,
)
from tracker.yearend.rules.wording.phrases import (
    figure_phrases,
    newest_reason,
    serial,
    told_this_year,
    who_knows,
)
from tracker.yearend.rules.wording.reported import Member, Reported, title_of
from tracker.yearend.rules.wording.woven import woven

_NAMED = 3
_SENTENCE = 90  # characters of one sentence at the most, by the rules of wording


def problem_passage(one: Reported, facts: YearFacts) -> Passage:
    """Tell a reported problem: its title, then this year's facts, or a gap where there are none."""
    sentences: list[Sentence] = []
    for number, (problem, tasks) in enumerate(one.in_full, start=1):
        if len(one.members) > 1:
            ids = tuple(task.id for task in problem.tasks)
            sentences.append(Sentence(f"{han(number)}是{title_of(problem)}。", ids))
        sentences += _told(problem, tasks, facts, number if len(one.members) > 1 else None)
    if one.in_short:
        sentences.append(_named(one.in_short))
    return Passage(tuple(sentences), f"{one.title}。", one.key("problems"))


def _named(members: Sequence[Member]) -> Sentence:
    """Name some problems of many, and say how many there are and where they stand."""
    titles = [quoted(title_of(problem)) for problem, _ in members]
    named = "".join(dict.fromkeys(titles[:_NAMED]))
    ids = tuple(task.id for problem, _ in members for task in problem.tasks)
    many = f"等{len(titles)}个问题" if len(titles) > 1 else "这一问题"
    return Sentence(f"此外，{named}{many}尚未办结，逐项情况见整改台账。", ids)


def _told(
    problem: ProblemFact, tasks: Sequence[TaskFact], facts: YearFacts, number: int | None
) -> list[Sentence]:
    """Tell a problem; among several of a paragraph its ``number`` turns the expressions, else that of each task."""
    ids = tuple(one.id for one in all_tasks([problem]))
    told = (_found(problem), _repeated(problem, known=any(map(_why_still, tasks))))
    sentences = [Sentence(text, ids) for text in told if text]
    if not tasks:
        sentences.append(Sentence("目前整改任务尚未分解。", ids))
    for at, task in enumerate(tasks):
        turn = serial(task.number) if number is None else number + at
        sentences += [Sentence(f"{text}。", (task.id,)) for text in _facts(task, facts, turn)]
    return sentences


def _found(problem: ProblemFact) -> str:
    """Tell what others found, with the source's verb; a carried-over problem needs no old sentences.

    What was cut off a title that said two things is told in any case.
    """
    if problem.origin is not Origin.NEW:
        rest = first_sentence(problem.outward_text)[len(title_of(problem)) :].lstrip("，,")
        return f"{rest}。" if rest else ""
    whole = problem.outward_text or problem.text
    title = title_of(problem)
    rest = trimmed(" ".join(whole.split())[len(title) :].lstrip("。；;！!，, "))
    if not rest or not whole.strip().startswith(title):
        return f"这一问题由{words.SOURCES[problem.source]}。"
    return f"{words.SOURCES[problem.source]}，{rest}。"


def _repeated(problem: ProblemFact, *, known: bool) -> str:
    """Tell that an earlier report listed it; why it still is there is a gap, unless its tasks tell (``known``)."""
    if problem.repeats_year is None:
        return ""
    listed = f"{problem.repeats_year}年度报告已列出这一问题"
    closed = problem.repeats_closed_on
    if closed is None:
        why = "" if known else f"，{words.GAP_LASTING}"
        return f"{listed}，至今没有解决{why}。"
    done = f"曾于{closed.year}年{closed.month}月整改销号"
    return f"{listed}，{done}，今年有所反复，{words.GAP_RELAPSE}。"


def _facts(task: TaskFact, facts: YearFacts, turn: int) -> list[str]:
    """Answer the facts in their order: what was done, what moved, what is left, why, until when."""
    late = light(task.state, task.due_on, facts.as_of) is Light.OVERDUE
    told = (
        _again(task, facts),
        *(_moved(task) or (words.GAP_NEWS.format(who=who_knows(task)),)),
        _where(task),
        *(
            _late(task, facts, turn)
            if late
            else (_moved_deadline(task, facts), _held_up(task, turn))
        ),
    )
    return [one for one in told if one]


def _moved(task: TaskFact) -> list[str]:
    """Answer what was counted, what moved and how far an indicator went; sums go first, as an office tells them."""
    news = woven(as_news(told_this_year(task)), task)
    figures = figure_phrases(task, news)
    moved = _after_sums(f"年内{'、'.join(figures)}", news) if figures else [news] if news else []
    indicator = _indicator(task.indicator) if task.indicator else ""
    if indicator:
        moved = _joined(moved, indicator)
    carried_out = sum(1 for one in task.measures if one.done_on is not None)
    if carried_out and not moved:
        moved = [f"{len(task.measures)}条措施已落实{carried_out}条"]
    return moved


def _after_sums(sums: str, news: str) -> list[str]:
    """Go on from sums to the news, in the same sentence where it is short and names no time of its own."""
    if not news:
        return [sums]
    told = news.removeprefix("年内")
    close = news.startswith(("年内", "目前")) and len(sums) + len(told) <= _SENTENCE
    return [f"{sums}，{told}"] if close and "；" not in told else [sums, told]


def _joined(moved: list[str], more: str) -> list[str]:
    """Add to the last sentence while it is short, else as one of its own."""
    if moved and "；" not in moved[-1] and len(moved[-1]) + len(more) <= _SENTENCE:
        return [*moved[:-1], f"{moved[-1]}，{more}"]
    return [*moved, more]


def _indicator(indicator: Indicator) -> str:
    """Tell how far an indicator moved; empty when either value is missing."""
    start, now = indicator.at_start, indicator.now
    if start is None or now is None or start == now:
        return ""
    verb = "减为" if now < start else "增为"
    of = indicator.unit
    told = f"{indicator.name}由{plain(start)}{of}{verb}{plain(now)}{of}"
    wanted = indicator.wanted
    reached = wanted is not None and (now <= wanted if wanted <= start else now >= wanted)
    if wanted is None or reached:
        return told
    left = (
        "尚未清零"
        if wanted == 0
        else f"与{plain(wanted)}{of}的目标相差{plain(abs(wanted - now))}{of}"
    )
    return f"{told}，{left}"


def _again(task: TaskFact, facts: YearFacts) -> str:
    if task.round == 1:
        return ""
    day = task.finished_before_on
    year = "" if day and day.year == facts.year else f"{day.year}年" if day else ""
    when = f"{year}{day.month}月" if day else "此前"
    return f"{when}曾予销号，回头看发现有所反复，已启动第{task.round}次整改"


def _why_still(task: TaskFact) -> str:
    """Answer the newest reason that anybody gave for a task's being open."""
    return _reason(task) or next((one.reason for one in task.extensions), "")


def _where(task: TaskFact) -> str:
    if task.state is State.PAUSED:
        return "该项经研究暂缓办理"
    if task.state is State.UNASSIGNED:
        return "目前整改责任单位尚未明确"
    return words.GAP_LEFT.format(who=who_knows(task)) if task.state in REVIEWS else ""


def _late(task: TaskFact, facts: YearFacts, turn: int) -> tuple[str, ...]:
    """Tell that a deadline has passed, and why; the reason is a gap where nobody gave one."""
    reason = _reason(task)
    moved = _moved_deadline(task, facts)
    if moved:
        more = f"未按期完成的主要原因是{reason}" if reason else ""
        return f"{moved}，现已超过调整后的时限", more
    if task.due_on is None:
        return (words.GAP_CAUSE.format(who=who_knows(task)),)
    form = words.MISSED[turn % len(words.MISSED)]
    why = reason or words.GAP_CAUSE.format(who=who_knows(task))
    return (form.format(day=_day(task.due_on, facts), reason=why),)


def _moved_deadline(task: TaskFact, facts: YearFacts) -> str:
    """Tell an agreed extension with its old and new day."""
    if not task.extensions:
        return ""
    last = task.extensions[-1]
    how = "补办延期手续" if last.late else "经批准"
    reason = as_deed(last.reason) or trimmed(last.reason)
    return (
        f"原定{_day(task.extensions[0].due_before, facts)}完成，"
        f"因{as_reason(reason.removeprefix('因'))}，{how}调整为{_day(last.due_after, facts)}"
    )


def _held_up(task: TaskFact, turn: int) -> str:
    reason = _reason(task)
    form = words.HELD_UP[turn % len(words.HELD_UP)]
    return form.format(reason=reason) if reason else ""


def _reason(task: TaskFact) -> str:
    """Answer why a task is still open; empty when nobody said so, or when it is told with the extension."""
    reason = newest_reason(task)
    if not reason:
        return ""
    for lead in ("主要原因是", "由于", "因为", "因"):
        reason = reason.removeprefix(lead)
    asked = [trimmed(one.reason) for one in task.extensions]
    return "" if any(one in reason or reason in one for one in asked) else as_reason(reason)


def _day(day: date, facts: YearFacts) -> str:
    return day_in_year(day, facts.year)
