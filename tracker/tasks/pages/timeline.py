"""The trail of a task as people read it: who, for whom, when, what changed from what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.tasks.models import ResultWord, TaskKind, Trace
from tracker.tasks.pages.told import Change, told_changes
from tracker.tasks.rules.corrections import PutRight, Subject, corrections_in, spoken
from tracker.tasks.rules.deeds import Means
from tracker.tasks.rules.lifecycle import Step
from tracker.tasks.rules.looks import Look, step_look
from tracker.tasks.rules.orders import ReturnKind

# Fields whose change is told, in this order; ids are told by the names beside them.
_CHANGES = {
    "handler_text": "责任人",
    "leader_text": "责任领导",
    "lead_unit_text": "牵头单位",
    "helping_text": "配合单位",
    "kind": "整改类型",
    "due_on": "整改时限",
    "due_text": "时限原文",
    "standard": "完成标准",
    "basis": "依据",
    "title": "任务名称",
    "measures": "整改措施",
    "inward_text": "对内表现",
    "outward_text": "对外表述",
    "superior_number": "上级编号",
    "category": "问题类别",
    "result_word": "结果表述",
    "indicator_name": "指标",
    "indicator_unit": "指标单位",
    "value_at_start": "年初值",
    "value_wanted": "目标值",
    "places": "村（单位）",
}
_SAID = {
    "text": "",
    "outcome": "整改成效",
    "title": "材料",
    "proposed_on": "申请延至",
    "joined_to": "并入",
    "basis": "依据",
    "joined_in": "并入本项的任务",
    "linked_to": "关联",
    "split_into": "拆出",
    "split_from": "拆自",
    "acceptor": "审定人",
    "agreed_by": "同意的责任领导",
    "quarter": "复核",
    "result": "回头看结果",
    "checked_by": "检查人员",
    "way": "方式和地点",
}
_NUMBERS = frozenset({"joined_to", "joined_in", "linked_to", "split_into", "split_from"})
_BACK = frozenset({Step.RETURN, Step.DECLINE})
_LABELLED: dict[str, type[TaskKind | ResultWord]] = {"kind": TaskKind, "result_word": ResultWord}
_BLANK: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Event:
    """One row of the trail; ``way`` is the change of state in words, empty when it stayed.

    ``told_on`` is the day first told, where another one counts now.
    """

    look: Look
    who: str
    done_on: date
    entered_at: datetime
    entered_by: str
    means: str
    marks: tuple[str, ...]
    note: str
    said: tuple[Change, ...]
    changes: tuple[Change, ...]
    way: str
    form_id: int | None
    trace_id: int
    old_note: str = ""
    told_on: date | None = None


def events_of(trail: Sequence[Trace]) -> tuple[Event, ...]:
    """Answer the events of a trail, newest first; words that were put right later show both texts."""
    put_right = corrections_in(one.facts for one in trail)
    return tuple(_event(one, put_right) for one in reversed(trail))


def unanswered(trail: Sequence[Trace]) -> Event | None:
    """Answer the last return or objection of a trail when no submission or assignment came after it."""
    moves = [one for one in trail if one.step in {*_BACK, Step.SUBMIT, Step.ASSIGN}]
    return (
        _event(moves[-1], corrections_in(one.facts for one in trail))
        if moves and moves[-1].step in _BACK
        else None
    )


def told_in_short(trace: Trace) -> str:
    """Answer who took a step and when, in a few words for a list."""
    return f"{trace.day.month}月{trace.day.day}日{_who(trace)}{_look(trace).word}"


def _event(trace: Trace, put_right: PutRight) -> Event:
    moved = trace.from_state is not trace.to_state
    note = put_right.get((Subject.NOTE, trace.id, "note"))
    return Event(
        look=_look(trace),
        who=_who(trace),
        done_on=trace.day,
        told_on=trace.done_on if trace.new_day else None,
        entered_at=trace.entered_at,
        entered_by=trace.actor_name,
        means=trace.means.label if trace.recorded else "",
        marks=_marks(trace),
        note=note[1] if note else trace.note,
        old_note=note[0] if note else "",
        said=_said(trace, put_right),
        changes=(*_changes(trace.facts), *told_changes(trace.facts)),
        way=f"{trace.from_state.label} → {trace.to_state.label}" if moved else "",
        form_id=trace.signed_form_id,
        trace_id=trace.id,
    )


def _look(trace: Trace) -> Look:
    look = step_look(trace.step)
    if trace.step is Step.RETURN and "kind" in trace.facts:
        return Look(ReturnKind(trace.facts["kind"]).label, look.tone, look.icon)
    return look


def who_did(trace: Trace) -> str:
    """Answer whose step a trace tells of; a deputy is named before the absent person."""
    if trace.means is Means.DEPUTY:
        return f"{trace.actor_name}（代理{trace.for_name}）"
    return trace.for_name if trace.recorded else trace.actor_name


def _who(trace: Trace) -> str:
    post = f"（{trace.for_post}）" if trace.recorded and trace.for_post else ""
    return who_did(trace) + post


def _marks(trace: Trace) -> tuple[str, ...]:
    marks = ["补录"] if trace.recorded else []
    if trace.means is Means.DEPUTY:
        marks.append("代理")
    if "linked_from" in trace.facts:
        marks.append(f"关联自{trace.facts['linked_from']}")
    if trace.facts.get("late") is True:
        marks.append("补办延期")
    if trace.round > 1:
        marks.append(f"第{trace.round}次整改")
    return tuple(marks)


def _said(trace: Trace, put_right: PutRight) -> tuple[Change, ...]:
    return tuple(
        Change(
            label,
            put_right.get(spoken(trace.facts, trace.round, name), ("", ""))[0],
            _now(trace, name, put_right),
        )
        for name, label in _SAID.items()
        if isinstance(trace.facts.get(name), str) and trace.facts[name]
    )


def _now(trace: Trace, name: str, put_right: PutRight) -> str:
    later = put_right.get(spoken(trace.facts, trace.round, name))
    return later[1] if later else _word(name, trace.facts[name])


def _changes(facts: Mapping[str, Any]) -> tuple[Change, ...]:
    pairs = {name: value for name, value in facts.items() if _is_pair(value)}
    return tuple(
        Change(label, _word(name, pairs[name][0]), _word(name, pairs[name][1]))
        for name, label in _CHANGES.items()
        if name in pairs
    )


def _is_pair(value: object) -> bool:
    return isinstance(value, list) and len(value) == len(("old", "new"))


def _word(name: str, value: Any) -> str:
    if value in _BLANK:
        return ""
    if isinstance(value, list):
        return "；".join(str(one) for one in value)
    if name in {"due_on", "proposed_on"}:
        day = date.fromisoformat(value)
        return f"{day.year}年{day.month}月{day.day}日"
    if name in _LABELLED:
        return _LABELLED[name](value).label
    return f"{value}号" if name in _NUMBERS else str(value)
