"""What the form of every step shares: the version, the day, the note, and the block 代录."""

from typing import Any

from wtforms import RadioField
from wtforms.validators import Optional

from tracker.tasks.forms.fields import (
    LINE,
    day_field,
    file_field,
    hidden_number,
    line_field,
    one_of,
    text_field,
    words_of,
)
from tracker.tasks.models import Task, Trace
from tracker.tasks.rules.deeds import OWN_MEANS, Means
from tracker.web.forms import ChineseForm


class StepForm(ChineseForm):
    """A step: shown with a version of the task and as many traces as the trail had (``seen``)."""

    version = hidden_number()
    seen = hidden_number()
    done_on = day_field("办理日期", needed="请填写办理日期，例如 2026-03-18。")
    note = text_field("说明")
    for_id = one_of("代谁办理")
    for_name = line_field("会议名称，或没有账号的人", most=LINE)
    means = RadioField(
        "怎样报来的",
        choices=words_of(one for one in Means if one not in OWN_MEANS),
        validators=[Optional()],
    )
    signed_form = file_field("签字件")

    @property
    def recorded(self) -> bool:
        """Answer whether the step is recorded for somebody else (代录)."""
        return bool(self.for_name.data or self.for_id.data)

    @property
    def sends_back(self) -> bool:
        """Answer whether the form returns a closure, which whoever recorded it for others may do in person."""
        return False

    @property
    def others(self) -> tuple[str, ...]:
        """Answer the numbers of other tasks that the step touches."""
        return ()

    @property
    def gist(self) -> dict[str, Any]:
        """Answer facts that the trace of this very form would hold."""
        return {}

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  forms that change the task compare it
        """Answer whether a trace tells of exactly what stands in this form: it was sent twice."""
        return all(trace.facts.get(name) == value for name, value in self.gist.items())

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the block 代录 is filled in whole or not at all."""
        fine = bool(super().validate(extra_validators))
        return self._check_recording() and fine

    def _check_recording(self) -> bool:
        if self.recorded and not self.means.data:
            self.means.errors = [*self.means.errors, "请选择怎样报来的。"]
            return False
        left_over = self.means.data and not self.sends_back  # a radio button cannot be unticked
        if not self.recorded and (left_over or self.signed_form.data):
            self.for_id.errors = [*self.for_id.errors, "请写明代谁办理；不是代录的，请清空本栏。"]
            return False
        return True
