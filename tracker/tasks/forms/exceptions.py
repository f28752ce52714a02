"""Forms of 延期, 暂缓, 恢复, 并入, 关联, 拆分, 指定审定人 and 终止."""

from typing import Any

from wtforms import RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.tasks.forms.fields import day_field, line_field, one_of, text_field
from tracker.tasks.forms.step import StepForm
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import Step

GRANT = "grant"
REFUSE = "refuse"


class AskExtensionForm(StepForm):
    """申请延期."""

    proposed_on = day_field("申请延至", needed="请填写申请延至哪一天。")
    note = text_field("延期原因和目前进展", needed="请写明延期原因和目前进展。")

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"proposed_on": self.proposed_on.data.isoformat()}


class DecideExtensionForm(StepForm):
    """同意或不同意延期."""

    decision = RadioField(
        "批复意见",
        choices=[SelectChoice(GRANT, "同意延期"), SelectChoice(REFUSE, "不同意")],
        validators=[InputRequired("请选择同意或不同意。")],
    )
    due_on = day_field("批准延至")
    note = text_field("理由")

    def is_told_by(self, trace: Trace, task: Task) -> bool:
        """Answer whether a trace tells of this decision, and the task has the day that it sets."""
        granted = trace.step is Step.GRANT_EXTENSION
        if granted and self.due_on.data is not None and task.due_on != self.due_on.data:
            return False
        return granted is self.grants

    @property
    def grants(self) -> bool:
        """Answer whether more time is given."""
        return bool(self.decision.data == GRANT)


class PauseForm(StepForm):
    """暂缓."""

    note = text_field("暂缓的原因", needed="请写明暂缓的原因。")


class ResumeForm(StepForm):
    """恢复整改."""


class JoinForm(StepForm):
    """并入办理."""

    joined_to = line_field(
        "并入哪一项（编号）", needed="请填写另一项任务的编号，例如 2026-001。", most=20
    )
    note = text_field("并入的原因")

    @property
    def others(self) -> tuple[str, ...]:
        """Answer the number of the other task."""
        return (self.joined_to.data,)

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"joined_to": self.joined_to.data}


class UnjoinForm(StepForm):
    """取消并入."""

    note = text_field("取消并入的原因", needed="请写明取消并入的原因。")


class LinkForm(StepForm):
    """关联."""

    linked_to = line_field(
        "与哪一项关联（编号）", needed="请填写另一项任务的编号，例如 2026-001。", most=20
    )
    note = text_field("说明")

    @property
    def others(self) -> tuple[str, ...]:
        """Answer the number of the other task."""
        return (self.linked_to.data,)

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"linked_to": self.linked_to.data}


class UnlinkForm(StepForm):
    """取消关联."""

    note = text_field("取消关联的原因", needed="请写明取消关联的原因。")


class SplitForm(StepForm):
    """拆分任务: a second task under the same problem, with some of the measures."""

    title = line_field("新任务名称", needed="请填写新任务的名称。", most=60)
    measure_ids = SelectMultipleField(
        "移到新任务的措施",
        choices=[],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = text_field("拆分的原因")

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  no task shows what it was split into
        """Answer no: a second split with the same words is asked about, never swallowed."""
        return False


class NameAcceptorForm(StepForm):
    """指定审定人."""

    acceptor_id = one_of("由哪位领导审定", needed="请选择另一位领导。")
    note = text_field("说明")

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"acceptor_id": self.acceptor_id.data}


class EndForm(StepForm):
    """终止."""

    basis = line_field("终止依据", needed="请写明终止的依据（会议、文号或批示）。")
    note = text_field("终止的原因")

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"basis": self.basis.data}
