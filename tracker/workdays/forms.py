"""The shape of what is typed about working days."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tracker.core.text import clean_line
from tracker.web.forms import DayField

WORK = "work"
REST = "rest"
CLEAR = "clear"


class DayForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One day: worked, off, or given back to the bundled calendar."""

    day = DayField("日期", validators=[InputRequired("请选择日期，例如 2027-02-07。")])
    kind = RadioField(
        "安排",
        choices=[
            SelectChoice(WORK, "上班"),
            SelectChoice(REST, "放假"),
            SelectChoice(CLEAR, "恢复默认"),
        ],
        validators=[InputRequired("请选择上班、放假或恢复默认。")],
    )
    note = StringField(
        "说明",
        filters=[lambda text: clean_line(text or "")],
        validators=[Length(max=60, message="说明最长 60 个字。")],
    )


class YearForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """One year: compared with the notice, or no longer."""

    year = HiddenField(validators=[InputRequired("缺少年份。")])
    confirmed = HiddenField(validators=[InputRequired("缺少选择。")])
