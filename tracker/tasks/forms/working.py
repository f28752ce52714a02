"""Forms of 填报进展, 佐证材料 and 申请销号."""

from typing import Any

from wtforms import FieldList, Form, FormField

from tracker.core.text import clean_file_name
from tracker.tasks.forms.fields import (
    amount_field,
    count_field,
    day_field,
    files_field,
    line_field,
    one_kind,
    one_measured,
    text_field,
)
from tracker.tasks.forms.step import StepForm
from tracker.tasks.models import Evidence, Progress, Task, Trace
from tracker.tasks.rules.kinds import EvidenceKind, FigureKind
from tracker.tasks.rules.orders import NewEvidence, NewFigure, NewProgress

_ROWS = 3
_MOST_PAGES = 99_999
_PROGRESS = 2000
_DESCRIBED = ("kind", "title", "paper_number", "made_on", "pages", "paper_place")


class FigureForm(Form):  # type: ignore[misc]  # WTForms has no types
    """One row of figures; a row without an amount does not count."""

    kind = one_measured("类别（单位）", FigureKind)
    amount = amount_field("数量")
    name = line_field("名称")
    paper_number = line_field("文号")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the row: what has a name needs an amount."""
        fine = bool(super().validate(extra_validators))
        if self.amount.data is None and (self.name.data or self.paper_number.data):
            self.amount.errors = [*self.amount.errors, "请填写数量。"]
            return False
        if self.amount.data is not None and not self.kind.data:
            self.kind.errors = [*self.kind.errors, "请选择类别。"]
            return False
        return fine


class ReportForm(StepForm):
    """填报进展: what was done, what is hard, figures as they happen."""

    text = text_field("本次进展", needed="请填写本次进展。", most=_PROGRESS)
    difficulties = text_field("存在困难", most=_PROGRESS)
    to_coordinate = text_field("需协调事项", most=_PROGRESS)
    figures = FieldList(FormField(FigureForm), label="量化成果", min_entries=_ROWS, max_entries=20)
    value_now = amount_field("指标现值")

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
        order = self.order()
        words = (order.text, order.difficulties, order.to_coordinate)
        typed = [(one.kind, one.amount, one.name, one.paper_number) for one in order.figures]
        kept = [(one.kind, one.amount, one.name, one.paper_number) for one in told.figures]
        return words == (told.text, told.difficulties, told.to_coordinate) and typed == kept

    def is_told_by(self, trace: Trace, task: Task) -> bool:
        """Answer whether a trace tells of this report, and the indicator stands as typed."""
        value = self.value_now.data
        return super().is_told_by(trace, task) and value in {None, task.value_now}

    def order(self) -> NewProgress:
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
                )
                for row in self.figures
                if row.form.amount.data is not None
            ),
            value_now=self.value_now.data,
        )


class EvidenceFields(StepForm):
    """A piece of evidence in a form: files, or the place where the paper original lies."""

    files = files_field("文件")
    paper_place = line_field("纸质原件存放处")
    kind = one_kind("材料种类", EvidenceKind)
    title = line_field("材料名称")
    paper_number = line_field("文号")
    made_on = day_field("形成日期")
    pages = count_field("页数", most=_MOST_PAGES)

    @property
    def chosen_files(self) -> list[Any]:
        """Answer the files that were really chosen."""
        return [one for one in self.files.data or [] if one and one.filename]

    @property
    def has_piece(self) -> bool:
        """Answer whether any evidence comes with this form."""
        return bool(self.chosen_files or self.paper_place.data)

    def describes(self, kept: Evidence) -> bool:
        """Answer whether a piece was handed in with the same words as stand in this form."""
        order = self.order(kept.file_name)
        return all(getattr(order, name) == getattr(kept, name) for name in _DESCRIBED)

    def order(self, file_name: str = "", sha256: str | None = None, size: int = 0) -> NewEvidence:
        """Answer the piece as typed, with one of its kept files."""
        return NewEvidence(
            kind=EvidenceKind(self.kind.data),
            title=self.title.data or file_name.rpartition(".")[0] or file_name,
            paper_number=self.paper_number.data or "",
            made_on=self.made_on.data,
            pages=self.pages.data,
            paper_place=self.paper_place.data or "",
            file_hash=sha256,
            file_name=file_name,
            file_size=size if sha256 else None,
        )


class HandInForm(EvidenceFields):
    """上传佐证材料."""

    def is_told_by(self, trace: Trace, task: Task) -> bool:  # noqa: ARG002  a piece is known by its title
        """Answer whether a trace tells of one of these very pieces."""
        names = [one.filename for one in self.chosen_files] or [""]
        return trace.facts.get("title") in {self.order(clean_file_name(one)).title for one in names}


class SubmitForm(EvidenceFields):
    """申请销号: what came of it, with a piece of evidence when one is still to be handed in."""

    outcome = text_field("整改成效", needed="请填写整改成效。", most=_PROGRESS)

    @property
    def gist(self) -> dict[str, Any]:
        """Answer what the trace would hold."""
        return {"outcome": self.outcome.data or ""}
