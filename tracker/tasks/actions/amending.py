"""修改内容: title, standard, measures, and what is said of the problem beside its locked original."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import prepare
from tracker.tasks.models import Measure, Problem, ResultWord, Task
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.orders import Amendment, Wordings


def amend(session: Session, work: TaskAtWork, deed: Deed, wanted: Amendment) -> None:
    """Change how an open task reads, and what is said of its problem; the old wording stays in the trail.

    Raises:
        InvalidError: the title or the standard is empty, or nothing changed.
    """
    move = prepare(session, work, Step.AMEND, deed)
    task = work.task
    if not wanted.title:
        raise InvalidError("请填写任务名称。", "title")
    if not wanted.standard and task.assigned_on is not None:
        raise InvalidError("请写明完成标准：怎样算改好。", "standard")
    facts = set_fields(task, {"title": wanted.title, "standard": wanted.standard})
    facts |= set_measures(session, task, wanted.measures)
    if wanted.wordings is not None:
        facts |= _set_wordings(session, task, wanted.wordings)
    if not facts:
        raise InvalidError("内容没有变化。")
    move.write(facts)


def _set_wordings(session: Session, task: Task, wordings: Wordings) -> dict[str, Any]:
    problem = session.get_one(Problem, task.problem_id)
    facts = set_fields(
        problem,
        {
            "inward_text": wordings.inward,
            "outward_text": wordings.outward,
            "superior_number": wordings.superior_number or None,
            "category": wordings.category or None,
        },
    )
    said = task.result_word is ResultWord.MOSTLY_DONE
    if said is wordings.mostly_done:
        return facts
    word = ResultWord.MOSTLY_DONE if wordings.mostly_done else None
    return facts | set_fields(task, {"result_word": word})


def set_fields(row: Task | Problem, values: dict[str, Any]) -> dict[str, Any]:
    """Set fields; answer those that changed, each with what stood there and what does now, as a trace tells it."""
    facts = {
        name: [_plain(getattr(row, name)), _plain(value)]
        for name, value in values.items()
        if getattr(row, name) != value
    }
    for name, value in values.items():
        setattr(row, name, value)
    return facts


def set_measures(session: Session, task: Task, texts: Sequence[str]) -> dict[str, Any]:
    """Let a task have these measures, each keeping its place; answer what changed, as a trace tells it."""
    before = [one.text for one in task.measures]
    wanted = [text for text in texts if text]
    if before == wanted:
        return {}
    for kept, text in zip(task.measures, wanted, strict=False):
        kept.text = text
    for surplus in task.measures[len(wanted) :]:
        session.delete(surplus)
    start = len(task.measures)
    session.add_all(
        Measure(task_id=task.id, position=start + number, text=text)
        for number, text in enumerate(wanted[start:], start=1)
    )
    return {"measures": [before, wanted]}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else value
