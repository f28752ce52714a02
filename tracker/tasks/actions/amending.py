"""修改内容: title, standard, measures, type, and what is said of the problem beside its locked original."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from tracker.core.errors import InvalidError
from tracker.tasks.access import TaskAtWork
from tracker.tasks.actions.moves import prepare
from tracker.tasks.models import Measure, Problem, ResultWord, Task
from tracker.tasks.rules.deeds import Deed
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.orders import Amendment, Wordings, need_note


def amend(session: Session, work: TaskAtWork, deed: Deed, wanted: Amendment) -> None:
    """Change how an open task reads, and what is said of its problem; the old wording stays in the trail.

    Raises:
        InvalidError: the title or the standard is empty, the type needs a deadline, or nothing changed.
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
    facts |= _set_kind(task, wanted.kind)
    if not facts:
        raise InvalidError("内容没有变化。")
    move.write(facts)


def set_kind(session: Session, work: TaskAtWork, deed: Deed, kind: TaskKind) -> None:
    """Let an open task be of another type (整改类型), saying why; the deadline stays where it is.

    Raises:
        InvalidError: no reason is given, it is of that type already, or the type needs a deadline.
    """
    move = prepare(session, work, Step.AMEND, deed)
    need_note(deed, "请写明调整整改类型的依据或原因。")
    facts = _set_kind(work.task, kind)
    if not facts:
        raise InvalidError(f"已经是“{kind.label}”。", "kind")
    move.write(facts)


def _set_kind(task: Task, kind: TaskKind | None) -> dict[str, Any]:
    if kind in {None, task.kind}:
        return {}
    handed_out = task.assigned_on is not None
    if kind is not TaskKind.LASTING and task.due_on is None and handed_out:
        raise InvalidError("这项任务没有整改时限，只能是“持续整改”。", "kind")
    return set_fields(task, {"kind": kind})


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
