"""Forms of the draft editor: the words of a paragraph, a paragraph of one's own."""

from typing import Any

from wtforms import SelectChoice, SelectField, TextAreaField
from wtforms.validators import Length

from tracker.core.text import clean_text
from tracker.tasks.forms.fields import hidden_number, line_field
from tracker.web.forms import ChineseForm
from tracker.yearend.actions.editing import LONGEST, LONGEST_LEAD


def one_paragraph(value: Any) -> Any:
    """Put lines together into one paragraph (a WTForms filter); pasted text comes with line ends of its own."""
    if not isinstance(value, str):
        return value
    return "".join(one.strip() for one in clean_text(value).splitlines())


def paragraph_field(label: str) -> TextAreaField:
    """Make a field for one paragraph of the report."""
    limit = Length(max=LONGEST, message=f"一段不超过 {LONGEST} 字。")
    return TextAreaField(label, validators=[limit], filters=[one_paragraph])


class WordsForm(ChineseForm):
    """The words of a paragraph and, where it has one, its title; ``version`` is that with which they were shown."""

    lead = line_field("小标题", most=LONGEST_LEAD)
    text = paragraph_field("正文")
    version = hidden_number()


class OwnForm(ChineseForm):
    """A paragraph that a person writes below a heading."""

    heading = SelectField("写在哪个标题下", validate_choice=False)
    text = paragraph_field("正文")

    def offer(self, headings: tuple[str, ...]) -> None:
        """Let the headings of the draft be chosen from."""
        self.heading.choices = [SelectChoice(one, one) for one in headings]
