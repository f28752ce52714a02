"""What rows of the trail tell beyond changed fields: corrections, ticks by village, days of measures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.tasks.rules.corrections import Subject, field_label
from tracker.tasks.rules.steps import Step


@dataclass(frozen=True, slots=True)
class Change:
    """One field that a step changed; ``old`` is empty when nothing stood there before."""

    label: str
    old: str
    new: str


def told_changes(facts: Mapping[str, Any]) -> tuple[Change, ...]:
    """Answer what a step tells in words of its own."""
    return (*_corrected(facts), *_ticks(facts), *_measure_days(facts), *_moved(facts))


def _corrected(facts: Mapping[str, Any]) -> list[Change]:
    if "corrected" not in facts:
        return []
    subject = Subject(facts["subject"])
    if subject is Subject.DAY:
        old, new = facts["corrected"]["done_on"]
        label = f"{Step(facts['of_step']).label}的办理日期"
        return [Change(label, _chinese(old), _chinese(new))]
    return [
        Change(f"{subject.label}—{field_label(subject, field)}", old, new)
        for field, (old, new) in facts["corrected"].items()
    ]


def _ticks(facts: Mapping[str, Any]) -> list[Change]:
    return [
        Change(f"措施{position}" + (f"（{place}）" if place else ""), "", _done(day))
        for position, place, day in facts.get("ticks", ())
    ]


def _done(day: str | None) -> str:
    return f"{_chinese(day)}完成" if day else "取消登记"


def _measure_days(facts: Mapping[str, Any]) -> list[Change]:
    return [
        Change(f"措施{position}时限", _chinese(old), _chinese(new))
        for position, old, new in facts.get("measure_days", ())
    ]


def _moved(facts: Mapping[str, Any]) -> list[Change]:
    return [Change("移到新任务的措施", "", one) for one in facts.get("moved", ())]


def _chinese(text: str | None) -> str:
    if not text:
        return ""
    day = date.fromisoformat(text)
    return f"{day.year}年{day.month}月{day.day}日"
