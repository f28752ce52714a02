"""The form of 季度复核: one line for each sustained task, one save for all."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField
from wtforms.validators import Optional

from tracker.tasks.forms.fields import (
    LINE,
    day_field,
    file_field,
    hidden_number,
    line_field,
    text_field,
    words_of,
)
from tracker.tasks.rules.kinds import Finding
from tracker.web.forms import ChineseForm


class QuarterlyForm(ChineseForm):
    """The day, the meeting if there was one, and by task: what was found, in words, a new deadline."""

    done_on = day_field("复核日期", needed="请填写复核日期。")
    meeting = line_field("会议名称", most=LINE)
    signed_by = line_field("签字人", most=LINE)
    signed_form = file_field("签过字的复核表")
    task_ids: tuple[int, ...] = ()

    @property
    def filled(self) -> tuple[int, ...]:
        """Answer the ids of the tasks for which a result was chosen, or anything typed."""
        return tuple(
            one
            for one in self.task_ids
            if self[f"finding-{one}"].data or self[f"text-{one}"].data or self[f"due-{one}"].data
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that a signed sheet and a name come together."""
        fine = bool(super().validate(extra_validators))
        named = self.meeting.data or self.signed_by.data
        if self.signed_form.data and not named:
            words = "请写明由谁签字，或是哪次会议。"
            self.signed_by.errors = [*self.signed_by.errors, words]
            return False
        if self.signed_by.data and not self.signed_form.data:
            words = "请上传签过字的复核表；没有的，请清空签字人。"
            self.signed_form.errors = [*self.signed_form.errors, words]
            return False
        return fine

    def line(self, task_id: int) -> dict[str, Any]:
        """Answer the fields of a task's line, by name."""
        return {name: self[f"{name}-{task_id}"] for name in ("finding", "text", "due", "version")}


def quarterly_form(task_ids: Iterable[int]) -> QuarterlyForm:
    """Make the form for the tasks of a page."""
    ids = tuple(task_ids)
    fields: dict[str, Any] = {"task_ids": ids}
    for one in ids:
        fields |= {
            f"finding-{one}": RadioField(
                "复核结果", choices=words_of(Finding), validators=[Optional()]
            ),
            f"text-{one}": text_field("复核情况", most=1000),
            f"due-{one}": day_field("新的整改时限"),
            f"version-{one}": hidden_number(),
        }
    return type("MadeQuarterlyForm", (QuarterlyForm,), fields)()  # type: ignore[no-any-return]  # made at run time
