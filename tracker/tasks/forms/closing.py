"""Forms of the approval chain, 撤回, 复核完成, 出现反复, 回头看 and 回头看发现反复."""

from typing import Any

from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from tracker.tasks.forms.fields import day_field, line_field, text_field, words_of
from tracker.tasks.forms.step import StepForm
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.lifecycle import State, Step
from tracker.tasks.rules.orders import ReturnKind

AGREE = "agree"
SUSTAIN = "sustain"


class ApproveForm(StepForm):
    """审签, 初审, 审定: agree, or send back saying what is missing."""

    decision = RadioField(
        "办理意见",
        choices=[SelectChoice(AGREE, "同意"), *words_of(ReturnKind)],
        validators=[InputRequired("请选择同意或退回。")],
    )
    note = text_field("意见")

    def decide_for_good(self) -> None:
        """Offer what the last step of the chain chooses between: 已销号, or 长期坚持."""
        self.decision.choices = [
            SelectChoice(AGREE, "同意销号"),
            SelectChoice(SUSTAIN, "同意，转入长期坚持"),
            *words_of(ReturnKind),
        ]

    @property
    def agrees(self) -> bool:
        """Answer whether the closure is agreed to."""
        return self.decision.data in {AGREE, SUSTAIN}

    @property
    def sends_back(self) -> bool:
        """Answer whether the closure is returned."""
        return not self.agrees

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  the step itself tells
        """Answer whether a trace tells of this decision: which kind of return, or which end."""
        if trace.step is Step.RETURN:
            return bool(trace.facts.get("kind") == self.decision.data)
        ended = trace.to_state in {State.CLOSED, State.SUSTAINED}
        return self.agrees and (not ended or (trace.to_state is State.SUSTAINED) is self.sustained)

    @property
    def sustained(self) -> bool:
        """Answer whether the last step chooses 长期坚持."""
        return bool(self.decision.data == SUSTAIN)


class WithdrawForm(StepForm):
    """撤回."""


class ConfirmLastingForm(StepForm):
    """复核完成."""

    note = text_field("复核情况")


class RelapseForm(StepForm):
    """出现反复."""

    note = text_field("反复的情况", needed="请写明反复的情况。")
    due_on = day_field("新的整改时限", needed="请填写新的整改时限。")

    def is_told_by(self, trace: Trace, task: Task) -> bool:
        """Answer whether a trace tells of this form, and the task has the deadline that it sets."""
        return super().is_told_by(trace, task) and bool(task.due_on == self.due_on.data)


class RecheckForm(StepForm):
    """回头看: what was looked at again still holds."""

    checked_by = line_field("检查人员", needed="请写明检查人员。")
    way = line_field("检查方式和地点", needed="请写明检查方式和地点。")
    note = text_field("检查情况", needed="请写明看了什么、结果怎样。")

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"checked_by": self.checked_by.data, "way": self.way.data}


class ReopenForm(RelapseForm):
    """回头看发现反复."""

    basis = line_field("依据", needed="请写明依据（检查、回访的名称和日期）。")
    agreed_by = line_field("同意的责任领导", needed="请写明哪位责任领导同意重新整改。")

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"basis": self.basis.data, "agreed_by": self.agreed_by.data}
