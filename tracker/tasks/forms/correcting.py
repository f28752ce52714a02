"""Forms of 更正: the words as they stand, to be changed, and the reason."""

from typing import Any

from wtforms import StringField

from tracker.tasks.forms.fields import (
    amount_field,
    day_field,
    file_field,
    hidden_number,
    line_field,
    text_field,
)
from tracker.tasks.rules.corrections import DAYS, FIELDS, Subject
from tracker.web.forms import ChineseForm

_LONG = 2000
_LINES = frozenset({"title", "paper_number"})


class CorrectForm(ChineseForm):
    """What every correction carries: the version that was shown, the day, the reason."""

    version = hidden_number()
    corrected_on: Any = day_field("更正日期", needed="请填写更正日期。")
    reason = text_field("更正原因", needed="请写明更正的原因。", most=500)

    @property
    def words(self) -> dict[str, str]:
        """Answer the words as typed, by field."""
        return {name: _text(self[name].data) for name in self.names}

    names: tuple[str, ...] = ()


class SignedCorrectForm(CorrectForm):
    """A correction that a clerk who worked on the round may only record for whoever signed it."""

    signed_by = line_field("签字人或会议名称", needed="请写明由谁签字，或是哪次会议。")
    signed_form = file_field("签字件")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that the signed paper came with them."""
        fine = bool(super().validate(extra_validators))
        if not self.signed_form.data:
            self.signed_form.errors = [*self.signed_form.errors, "请上传签字件（照片或扫描件）。"]
            return False
        return fine


def correct_form(subject: Subject, figures: dict[str, str], *, signed: bool = False) -> CorrectForm:
    """Make the form for a kind of row; ``figures`` are the labels of a report's figures by field.

    ``signed`` asks for the paper on which somebody else signed the correction.
    """
    fields: dict[str, Any] = {name: _field(name, label) for name, label in FIELDS[subject].items()}
    fields |= {name: amount_field(label) for name, label in figures.items()}
    names = tuple(fields)
    kind = SignedCorrectForm if signed else CorrectForm
    if "done_on" in fields:
        fields["corrected_on"] = (
            None  # one day on the page is enough: this correction is done today
        )
    made = type("MadeCorrectForm", (kind,), {**fields, "names": names})
    return made()  # type: ignore[no-any-return]  # a class made at run time


def _field(name: str, label: str) -> StringField:
    if name in DAYS:
        return day_field(label)
    return line_field(label) if name in _LINES else text_field(label, most=_LONG)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
