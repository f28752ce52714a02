"""Forms of 填报进展 and 申请销号; both can bring evidence along."""

from typing import Any

from wtforms import FieldList, Form, FormField

from tracker.tasks.forms.evidence import EvidenceFields
from tracker.tasks.forms.fields import (
    amount_field,
    day_field,
    line_field,
    one_measured,
    one_optional,
    text_field,
)
from tracker.tasks.models import Figure, Progress, Task, Trace
from tracker.tasks.rules.kinds import FigureKind, FigureSort
from tracker.tasks.rules.orders import NewFigure, NewProgress

_ROWS = 6  # with scripts one more than is filled in stands there
_COMPARED = ("text", "difficulties", "to_coordinate", "value_now", "expected_on")
_PROGRESS = 2000


class FigureForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One row of figures; a row without an amount does not count."""

    kind = one_measured("类别（单位）", FigureKind)
    sort = one_optional("细分", FigureSort)
    amount = amount_field("数量")
    name = line_field("名称")
    paper_number = line_field("文号")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the row: whatever is chosen or named in it needs an amount."""
        fine = bool(super().validate(extra_validators))
        if self.amount.data is None and (
            self.kind.data or self.name.data or self.paper_number.data or self.sort.data
        ):
            self.amount.errors = [*self.amount.errors, "请填写数量。"]
            return False
        if self.amount.data is not None and not self.kind.data:
            self.kind.errors = [*self.kind.errors, "请选择类别。"]
            return False
        if self.sort.data and self.sort.data not in FigureKind(self.kind.data).sorts:
            self.sort.errors = [*self.sort.errors, "细分与类别对不上，请重新选择。"]
            return False
        return fine


class ReportForm(EvidenceFields):
    """填报进展: what was done, what is hard, figures as they happen."""

    text = text_field("本次进展", needed="请填写本次进展。", most=_PROGRESS)
    difficulties = text_field("存在困难", most=_PROGRESS)
    to_coordinate = text_field("需协调事项", most=_PROGRESS)
    figures = FieldList(FormField(FigureForm), label="量化成果", min_entries=_ROWS, max_entries=20)
    value_now = amount_field("指标现值")
    expected_on = day_field("预计完成")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; what is wrong with figures is told by row."""
        fine = super().validate(extra_validators)
        self.figures.errors = [
            f"第{number}行：{message}"
            for number, row in enumerate(self.figures, start=1)
            for messages in row.form.errors.values()
            for message in messages
        ]
        return fine

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"text": self.text.data or ""}

    def says(self, told: Progress) -> bool:
        """Answer whether a report says exactly what stands in this form, figures and all."""
        order = self.progress()
        same = all(getattr(order, name) == getattr(told, name) for name in _COMPARED)
        typed = [_figure_of(one) for one in order.figures]
        return same and typed == [_figure_of(one) for one in told.figures]

    def is_told_by(self, trace: Trace, task: Task) -> bool:
        """Answer whether a trace tells of this report, and the indicator stands as typed."""
        value = self.value_now.data
        return super().is_told_by(trace, task) and value in {None, task.value_now}

    def progress(self) -> NewProgress:
        """Answer what was typed as progress."""
        return NewProgress(
            text=self.text.data or "",
            difficulties=self.difficulties.data or "",
            to_coordinate=self.to_coordinate.data or "",
            figures=tuple(
                NewFigure(
                    FigureKind(row.form.kind.data),
                    row.form.amount.data,
                    row.form.name.data or "",
                    row.form.paper_number.data or "",
                    FigureSort(row.form.sort.data) if row.form.sort.data else None,
                )
                for row in self.figures
                if row.form.amount.data is not None
            ),
            value_now=self.value_now.data,
            expected_on=self.expected_on.data,
        )


class SubmitForm(EvidenceFields):
    """申请销号: what came of it, with a piece of evidence when one is still to be handed in."""

    outcome = text_field("整改成效", needed="请填写整改成效。", most=_PROGRESS)

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"outcome": self.outcome.data or ""}


def _figure_of(one: NewFigure | Figure) -> tuple[object, ...]:
    return (one.kind, one.sort, one.amount, one.name, one.paper_number)
