"""书记一页纸: totals, what needs a decision, the nearest deadlines, what changed in a month — on one page, no charts."""

from collections.abc import Sequence
from datetime import date, timedelta

from tracker.documents.rules.boxes import Ends
from tracker.documents.rules.paper import Block, Column, Heading, Paragraph, Table, Title
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.prints.facts import PrintTask, Request, Run
from tracker.ledgers.rules.words import due_words
from tracker.tasks.rules.kinds import ExtensionState
from tracker.tasks.rules.lifecycle import OWED, State

_DECISIONS, _DEADLINES = 3, 5
_MONTH = timedelta(days=30)
_MATTER, _NOTE = 24, 34


def one_page_blocks(tasks: Sequence[PrintTask], run: Run) -> tuple[Block, ...]:
    """Answer the page, as things stand on the day of printing."""
    return (
        Title(f"{run.unit_name}整改工作情况"),
        Ends(("呈书记阅", shown(run.on))),
        Heading(1, "一、总体情况"),
        Paragraph(_totals(tasks)),
        Heading(1, "二、需要决定的事项"),
        *_decisions(tasks, run.on),
        Heading(1, "三、临近时限"),
        *_deadlines(tasks, run.on),
        Heading(1, "四、近一个月的变化"),
        Paragraph(_changes(tasks, run.on)),
    )


def _totals(tasks: Sequence[PrintTask]) -> str:
    problems = len({one.line.problem_id for one in tasks})
    counts = (
        ("已销号", sum(one.line.state is State.CLOSED for one in tasks)),
        ("长期坚持", sum(one.line.state is State.SUSTAINED for one in tasks)),
        ("正在推进", sum(one.line.state in OWED for one in tasks)),
        ("暂缓", sum(one.line.state is State.PAUSED for one in tasks)),
        ("已终止", sum(one.line.state is State.ENDED for one in tasks)),
        ("已并入", sum(one.line.state is State.JOINED for one in tasks)),
    )
    told = "、".join(f"{word}{count}项" for word, count in counts if count)
    late = sum(one.line.overdue for one in tasks)
    overdue = f"正在推进的任务中，超期未完成{late}项。" if late else "没有超期未完成的任务。"
    return f"列入台账的问题{problems}个，分解为任务{len(tasks)}项，其中{told}。{overdue}"


def _decisions(tasks: Sequence[PrintTask], on: date) -> tuple[Block, ...]:
    """Answer at most three: what waits for 审定, more time that is asked for, what must be coordinated, the latest."""
    asked = (
        [
            (one, "已报请审定，请定是否同意销号")
            for one in tasks
            if one.line.state is State.FINAL_REVIEW
        ],
        [(one, _extension(one)) for one in tasks if _waits(one)],
        [(one, f"需协调：{one.to_coordinate}") for one in tasks if _stuck(one)],
        [(one, _late(one, on)) for one in sorted(tasks, key=_due) if one.line.overdue],
    )
    rows: dict[str, tuple[str, str, str]] = {}
    for task, why in (pair for group in asked for pair in group):
        rows.setdefault(
            task.line.number, (task.line.number, _cut(task.matter, _MATTER), _cut(why, _NOTE))
        )
    if not rows:
        return (Paragraph("目前没有需要书记决定的事项。"),)
    columns = (Column("编号", 5, centred=True), Column("事项", 14), Column("需要决定什么", 18))
    return (Table(columns, tuple(rows.values())[:_DECISIONS]),)


def _deadlines(tasks: Sequence[PrintTask], on: date) -> tuple[Block, ...]:
    ahead = sorted(
        (
            one
            for one in tasks
            if one.line.state in OWED and one.line.due_on and one.line.due_on >= on
        ),
        key=_due,
    )
    if not ahead:
        return (Paragraph("没有未到时限的任务。"),)
    columns = (
        Column("编号", 5, centred=True),
        Column("事项", 14),
        Column("责任领导", 6, centred=True),
        Column("整改时限", 8, centred=True),
        Column("状态", 5, centred=True),
    )
    rows = tuple(
        (
            one.line.number,
            _cut(one.matter, _MATTER),
            _cut(one.line.leader, 10),
            _cut(due_words(one.line), 16),
            one.line.state.label,
        )
        for one in ahead[:_DEADLINES]
    )
    return (Table(columns, rows),)


def _changes(tasks: Sequence[PrintTask], on: date) -> str:
    since = on - _MONTH
    closed = [one for one in tasks if _within(one.line.closed_on, since, on)]
    opened = [one for one in tasks if _within(one.opened_on, since, on)]
    moved = [
        one
        for one in tasks
        if one.line.progress and _within(one.line.progress[-1].done_on, since, on)
    ]
    extended = [one for one in tasks if any(_granted(it, since, on) for it in one.requests)]
    told = (
        _change("新列入台账", opened),
        _change("销号", closed),
        _change("经批准延期", extended),
        _change("有新进展", moved),
    )
    words = "；".join(word for word in told if word)
    return f"{shown(since)}以来，{words}。" if words else f"{shown(since)}以来，台账没有变化。"


def _change(word: str, tasks: Sequence[PrintTask]) -> str:
    if not tasks:
        return ""
    numbers = "、".join(one.line.number for one in tasks[:_DEADLINES])
    more = "等" if len(tasks) > _DEADLINES else ""
    return f"{word}{len(tasks)}项（{numbers}{more}）"


def _granted(request: Request, since: date, on: date) -> bool:
    return request.state is ExtensionState.GRANTED and _within(request.decided_on, since, on)


def _within(day: date | None, since: date, on: date) -> bool:
    return day is not None and since < day <= on


def _waits(task: PrintTask) -> bool:
    return task.request is not None and task.request.state is ExtensionState.ASKED


def _extension(task: PrintTask) -> str:
    request = task.request
    return f"申请延至{shown(request.proposed_on)}：{request.reason}" if request else ""


def _stuck(task: PrintTask) -> bool:
    return bool(task.to_coordinate) and task.line.state in OWED


def _late(task: PrintTask, on: date) -> str:
    due = task.line.due_on
    return f"已超期{(on - due).days}天" if due else ""


def _due(task: PrintTask) -> date:
    return task.line.due_on or date.max


def _cut(text: str, most: int) -> str:
    """Answer a text short enough for one page; the task's own page has the whole of it."""
    plain = text.replace("\n", " ")
    return plain if len(plain) <= most else f"{plain[:most]}…"
