"""What every form shares: Chinese messages, and text cleaned at the entrance."""

from typing import Any, ClassVar

from flask_wtf import FlaskForm
from wtforms import Field

from tracker.core.errors import InvalidError
from tracker.core.text import clean_line, clean_text


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


def line(value: Any) -> Any:
    """Clean what was typed into a field of one line (a WTForms filter)."""
    return clean_line(value) if isinstance(value, str) else value


def paragraphs(value: Any) -> Any:
    """Clean what was typed into a field of several lines (a WTForms filter)."""
    return clean_text(value).strip() if isinstance(value, str) else value
