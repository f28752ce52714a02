"""The forms around a year's Word files: bring one, settle differences, file what was sent, keep a template."""

import re
from collections.abc import Iterator, Mapping

from flask_wtf.file import FileField
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from tracker.core.text import clean_line
from tracker.web.forms import ChineseForm, DayField, line
from tracker.yearend.actions.papers import Settlement
from tracker.yearend.rules.reading_back import Choice

_CHOICE = re.compile(r"choice:([a-z_]{3,20}-[0-9a-f]{12})")


class PaperForm(ChineseForm):
    """A Word file that somebody brings."""

    file = FileField("Word文稿", validators=[InputRequired("请选择文稿。")])


class TemplateForm(ChineseForm):
    """An office's own Word template."""

    name = StringField(
        "模板名称",
        filters=[line],
        validators=[
            InputRequired("请填写模板名称。"),
            Length(max=40, message="模板名称不超过40字。"),
        ],
    )
    template = FileField("Word模板（.docx）", validators=[InputRequired("请选择模板文件。")])


class FiledForm(ChineseForm):
    """How a report was sent up: its number and the day."""

    paper_number = StringField(
        "文号",
        filters=[line],
        validators=[
            InputRequired("请填写文号，例如 清委〔2026〕7号。"),
            Length(max=60, message="文号不超过60字。"),
        ],
    )
    filed_on = DayField("报送日期", validators=[InputRequired("请填写报送日期。")])
    version = HiddenField()


def told_choices(told: Mapping[str, str]) -> Iterator[tuple[str, Settlement]]:
    """Yield what was chosen on the page of a file that was read back, by the id of the difference."""
    for name, value in told.items():
        found = _CHOICE.fullmatch(name)
        if found and value in {one.value for one in Choice}:
            note = clean_line(told.get(f"note:{found[1]}", ""))
            yield found[1], Settlement(Choice(value), note)
