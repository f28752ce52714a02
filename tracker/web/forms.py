"""What every form shares: Chinese messages, and text cleaned at the entrance."""

from datetime import date
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import DateField, Field
from wtforms.validators import ValidationError

from tracker.core.errors import InvalidError
from tracker.core.text import clean_line, clean_text

# Reckoning with days needs room on both sides; no office works outside these years.
_FIRST_DAY = date(1990, 1, 1)
_LAST_DAY = date(2200, 12, 31)


class ChineseForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form whose own messages are Chinese."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        """What WTForms wants to know."""

        locales: ClassVar[list[str]] = ["zh"]

    def refuse(self, error: InvalidError) -> None:
        """Show a refusal beside the field that it is about, or above the form."""
        field: Field | None = self._fields.get(error.field) if error.field else None
        if field is None:
            self.form_errors.append(error.message)
        else:
            field.errors = (*field.errors, error.message)


class DayField(DateField):  # type: ignore[misc]  # WTForms has no types
    """A day in the years in which offices reckon; a slip such as 0026 or 20260 is told beside the field."""

    def pre_validate(self, form: Any) -> None:
        """Refuse a day outside those years."""
        super().pre_validate(form)
        if self.data is not None and not _FIRST_DAY <= self.data <= _LAST_DAY:
            raise ValidationError(f"请填写 {_FIRST_DAY.year} 年到 {_LAST_DAY.year} 年之间的日期。")


def line(value: Any) -> Any:
    """Clean what was typed into a field of one line (a WTForms filter)."""
    return clean_line(value) if isinstance(value, str) else value


def paragraphs(value: Any) -> Any:
    """Clean what was typed into a field of several lines (a WTForms filter)."""
    return clean_text(value).strip() if isinstance(value, str) else value
