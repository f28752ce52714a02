"""Forms of 延期, 暂缓, 恢复, 并入, 取消并入 and 终止."""

from typing import Any

from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from tracker.tasks.forms.fields import day_field, line_field, text_field
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
    note = text_field("理由")

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  the step itself tells
        """Answer whether a trace tells of this decision."""
        return (trace.step is Step.GRANT_EXTENSION) is self.grants

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
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"joined_to": self.joined_to.data}


class UnjoinForm(StepForm):
    """取消并入."""

    note = text_field("取消并入的原因", needed="请写明取消并入的原因。")


class EndForm(StepForm):
    """终止."""

    basis = line_field("终止依据", needed="请写明终止的依据（会议、文号或批示）。")
    note = text_field("终止的原因")

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"basis": self.basis.data}
