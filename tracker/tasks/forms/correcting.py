"""Forms of 更正: the words as they stand, to be changed, and the reason."""

from typing import Any

from wtforms import StringField

from tracker.tasks.forms.fields import (
    amount_field,
    day_field,
    hidden_number,
    line_field,
    text_field,
)
from tracker.tasks.rules.corrections import FIELDS, Subject
from tracker.web.forms import ChineseForm

_LONG = 2000
_LINES = frozenset({"title", "paper_number"})


class CorrectForm(ChineseForm):
    """What every correction carries: the version that was shown, the day, the reason."""

    version = hidden_number()
    done_on = day_field("更正日期", needed="请填写更正日期。")
    reason = text_field("更正原因", needed="请写明更正的原因。", most=500)

    @property
    def words(self) -> dict[str, str]:
        """Answer the words as typed, by field."""
        return {name: _text(self[name].data) for name in self.names}

    names: tuple[str, ...] = ()


def correct_form(subject: Subject, figures: dict[str, str]) -> CorrectForm:
    """Make the form for a kind of row; ``figures`` are the labels of a report's figures by field."""
    fields: dict[str, Any] = {name: _field(name, label) for name, label in FIELDS[subject].items()}
    fields |= {name: amount_field(label) for name, label in figures.items()}
    made = type("MadeCorrectForm", (CorrectForm,), {**fields, "names": tuple(fields)})
    return made()  # type: ignore[no-any-return]  # a class made at run time


def _field(name: str, label: str) -> StringField:
    if name == "made_on":
        return day_field(label)
    return line_field(label) if name in _LINES else text_field(label, most=_LONG)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return f"{value.normalize():f}" if hasattr(value, "normalize") else str(value)
