"""Forms of 交办, 签收, 提请调整, 调整责任人 and 修改内容."""

from datetime import date
from typing import Any

from wtforms import BooleanField

from tracker.tasks.forms.fields import (
    amount_field,
    day_field,
    line_field,
    lines_of,
    one_of,
    one_word,
    text_field,
)
from tracker.tasks.forms.step import StepForm
from tracker.tasks.models import ResultWord, Task, Trace
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.orders import Amendment, Assignment, Indicator, Wordings

_COMPARED = (
    "handler_id",
    "leader_id",
    "lead_unit_id",
    "kind",
    "due_on",
    "due_text",
    "standard",
    "helping_text",
    "basis",
)
_INDICATOR = ("indicator_name", "indicator_unit", "value_at_start", "value_wanted")
# Left empty, these take the name of the person or unit chosen beside them.
_WORDINGS = ("handler_text", "leader_text", "lead_unit_text")


class AssignForm(StepForm):
    """交办: who does what until when, and how one will know that it is done."""

    handler_id = one_of("责任人", needed="请选择责任人。")
    handler_text = line_field("责任人（原文写法）")
    leader_id = one_of("责任领导")
    leader_text = line_field("责任领导（原文写法）")
    lead_unit_id = one_of("牵头单位")
    lead_unit_text = line_field("牵头单位（原文写法）")
    helping_text = line_field("配合单位")
    kind = one_word("整改类型", TaskKind, needed="请选择整改类型。")
    due_on = day_field("整改时限")
    due_text = line_field("时限原文")
    standard = text_field("完成标准", needed="请写明完成标准：怎样算改好。", most=1000)
    measures = text_field("整改措施")
    basis = line_field("交办依据")
    indicator_name = line_field("指标名称", most=60)
    indicator_unit = line_field("指标单位", most=20)
    value_at_start = amount_field("年初值")
    value_wanted = amount_field("目标值")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the indicator is filled in whole or not at all."""
        fine = super().validate(extra_validators)
        typed = [bool(self[name].data is not None and self[name].data != "") for name in _INDICATOR]
        if not any(typed):
            return fine
        for name, there in zip(_INDICATOR, typed, strict=True):
            if not there:
                field = self[name]
                field.errors = (
                    *field.errors,
                    f"请填写{field.label.text}；没有指标的，四栏都不填。",
                )
        return fine and all(typed)

    def order(self, due_on: date) -> Assignment:
        """Answer what was typed as an assignment; ``due_on`` serves when no day was typed."""
        return Assignment(
            standard=self.standard.data or "",
            handler_id=self.handler_id.data,
            leader_id=self.leader_id.data,
            kind=TaskKind(self.kind.data),
            due_on=self.due_on.data or due_on,
            due_text=self.due_text.data or "",
            handler_text=self.handler_text.data or "",
            leader_text=self.leader_text.data or "",
            lead_unit_id=self.lead_unit_id.data,
            lead_unit_text=self.lead_unit_text.data or "",
            helping_text=self.helping_text.data or "",
            basis=self.basis.data or "",
            measures=lines_of(self.measures.data),
            indicator=self._indicator(),
        )

    def _indicator(self) -> Indicator | None:
        if not self.indicator_name.data:
            return None
        return Indicator(
            self.indicator_name.data,
            self.indicator_unit.data,
            self.value_at_start.data,
            self.value_wanted.data,
        )

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  the task itself tells
        """Answer whether the task stands as this form would have it."""
        wanted = self.order(task.due_on or self.done_on.data)
        same = all(getattr(task, name) == getattr(wanted, name) for name in _COMPARED)
        worded = all(getattr(wanted, name) in {"", getattr(task, name)} for name in _WORDINGS)
        counted = wanted.indicator in {None, _indicator_of(task)}
        return same and worded and counted and wanted.measures in {(), _measures_of(task)}


def _indicator_of(task: Task) -> Indicator | None:
    if task.value_at_start is None or task.value_wanted is None:
        return None
    return Indicator(
        task.indicator_name, task.indicator_unit, task.value_at_start, task.value_wanted
    )


class SignForForm(StepForm):
    """签收."""


class DeclineForm(StepForm):
    """提请调整责任单位."""

    note = text_field("提请调整的理由", needed="请写明提请调整的理由。")


class ReassignForm(StepForm):
    """调整责任人."""

    handler_id = one_of("新的责任人", needed="请选择责任人。")
    handler_text = line_field("责任人（原文写法）")
    note = text_field("调整原因")

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  the task itself tells
        """Answer whether the task is in the hands that this form names."""
        words = self.handler_text.data or (task.handler.name if task.handler else "")
        return (task.handler_id, task.handler_text) == (self.handler_id.data, words)


class AmendForm(StepForm):
    """修改内容: title, standard, measures, type, and what is said of the problem."""

    title = line_field("任务名称", needed="请填写任务名称。")
    standard = text_field("完成标准", most=1000)
    measures = text_field("整改措施")
    kind = one_word("整改类型", TaskKind)
    outward = text_field("对外表述", most=1000)
    inward = text_field("对内表现", most=1000)
    superior_number = line_field("上级编号", most=40)
    category = line_field("问题类别", most=60)
    mostly_done = BooleanField("报送时写“基本完成”")
    note = text_field("修改原因")

    @property
    def amendment(self) -> Amendment:
        """Answer how the task is to read."""
        wordings = Wordings(
            inward=self.inward.data or "",
            outward=self.outward.data or "",
            superior_number=self.superior_number.data or "",
            category=self.category.data or "",
            mostly_done=self.mostly_done.data,
        )
        return Amendment(
            title=self.title.data,
            standard=self.standard.data or "",
            measures=lines_of(self.measures.data),
            wordings=wordings,
            kind=TaskKind(self.kind.data) if self.kind.data else None,
        )

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  the task itself tells
        """Answer whether the task reads as this form would have it."""
        wanted = self.amendment
        kind = task.kind if wanted.kind else None
        return wanted == Amendment(
            task.title, task.standard, _measures_of(task), wordings_of(task), kind
        )


def wordings_of(task: Task) -> Wordings:
    """Answer what is said of a task's problem now, and the word for superiors."""
    problem = task.problem
    return Wordings(
        inward=problem.inward_text,
        outward=problem.outward_text,
        superior_number=problem.superior_number or "",
        category=problem.category or "",
        mostly_done=task.result_word is ResultWord.MOSTLY_DONE,
    )


def _measures_of(task: Task) -> tuple[str, ...]:
    return tuple(one.text for one in task.measures)
