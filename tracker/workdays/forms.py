"""The shape of what is typed about working days."""

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tracker.web.forms import ChineseForm, DayField, line, paragraphs
from tracker.workdays.rules import DayKind


class DayForm(ChineseForm):
    """One day: worked, off, or given back to the calendar behind."""

    day = DayField("日期", validators=[InputRequired("请选择日期，例如 2027-02-07。")])
    kind = RadioField(
        "安排",
        choices=[SelectChoice(one.value, one.label) for one in DayKind],
        validators=[InputRequired("请选择上班、放假或恢复默认。")],
    )
    note = StringField(
        "说明",
        filters=[line],
        validators=[Length(max=60, message="说明最长 60 个字。")],
    )
    unit = HiddenField(filters=[line])


class ImportForm(ChineseForm):
    """Many days: a file, or lines pasted from the notice."""

    file = FileField("文件")
    text = TextAreaField(
        "或者粘贴文字",
        filters=[paragraphs],
        validators=[Length(max=20_000, message="最长 20000 个字，请改用文件导入。")],
    )
    unit = HiddenField(filters=[line])


class ChangesForm(ChineseForm):
    """Days that were shown with what moves, and agreed."""

    changes = HiddenField()
    unit = HiddenField(filters=[line])


class YearForm(ChineseForm):
    """One year: compared with the notice, or no longer."""

    year = HiddenField(validators=[InputRequired("缺少年份。")])
    confirmed = HiddenField(validators=[InputRequired("缺少选择。")])
