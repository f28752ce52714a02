"""Where last year's problems and their tasks stand, in one sentence of numbers (office language, example 8)."""

from collections import Counter

from tracker.tasks.rules.lights import Timeliness
from tracker.yearend.rules.numbers import long_day
from tracker.yearend.rules.standing import FINISHED, Result, timeliness_of
from tracker.yearend.rules.statistics import Tally
from tracker.yearend.rules.wording.brought import LastYear
from tracker.yearend.rules.wording.phrases import all_alike

_STANDS = {
    Result.DONE: "完成整改{n}个",
    Result.SUSTAINED: "达到阶段性目标并长期坚持{n}个",
    Result.UNDER_WAY: "正在推进{n}个",
    Result.OVERDUE: "超过时限尚未完成{n}个",
    Result.ENDED: "经批准终止{n}个",
}
_WAYS = (
    (Timeliness.ON_TIME, "按期"),
    (Timeliness.EXTENDED, "经批准延期"),
    (Timeliness.LATE, "超期"),
)


def by_result(tally: Tally) -> list[tuple[Result, int]]:
    """Answer how many stand at each place, in the order in which an office tells them."""
    return [(result, getattr(tally, result.value)) for result in Result]


def standing(last: LastYear) -> str:
    """Tell where the problems stand and how their tasks kept their deadlines; what is all alike is said in short."""
    tally = last.count.problems
    found = [(result, n) for result, n in by_result(tally) if n]
    told = "，".join(_STANDS[result].format(n=n) for result, n in found)
    alike = len(found) == 1
    stands = f"{tally.total}个问题{all_alike(found)}" if alike else f"{tally.total}个问题中，{told}"
    parts = [stands, last.rate(whole=True)]
    known = "，".join(part for part in parts if part)
    return f"截至{long_day(last.facts.as_of)}，{known}；{_tasks(last)}。"


def _tasks(last: LastYear) -> str:
    tally = last.count.tasks
    finished = tally.done + tally.sustained
    if not finished:
        return f"{tally.total}项任务均未销号"
    ways = _ways(last)
    if tally.total in {tally.done, tally.sustained}:
        where = "销号" if tally.done else "转入长期坚持"
        stands = f"{tally.total}项任务{'全部' if tally.total > 1 else '已'}{where}"
    else:
        told = [f"销号{tally.done}项"] if tally.done else []
        told += [f"长期坚持{tally.sustained}项"] if tally.sustained else []
        stands = f"{tally.total}项任务{'、'.join(told)}"
    if finished == 1:
        return f"{stands}（{''.join(ways)}）" if ways else stands
    if list(ways.values()) == [finished]:
        return f"{stands}，均{''.join(ways)}"
    told = [f"{how}{number}项" for how, number in ways.items()]
    return f"{stands}，其中{'、'.join(told)}" if told else stands


def _ways(last: LastYear) -> dict[str, int]:
    """Count how what is finished kept its deadline: 按期完成 2, 超期完成 1."""
    tally = last.count.tasks
    # Under a rule by which lasting work is not completed, nothing may call it so.
    reached = "达到目标" if tally.sustained and not last.facts.sustained_counts else "完成"
    done = (one for one in last.tasks if last.results[one.id] in FINISHED)
    kept = Counter(timeliness_of(last.targets[one.id], last.facts.as_of) for one in done)
    return {f"{how}{reached}": kept[kind] for kind, how in _WAYS if kept[kind]}
