"""What is typed about a talk in which somebody was chased."""

from wtforms import HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tracker.reminders.rules.chasing import ChaseWay
from tracker.web.forms import ChineseForm, DayField, line


class ChaseForm(ChineseForm):
    """已催登记: how, when, who answered, what."""

    tasks = HiddenField()
    way = RadioField(
        "方式",
        choices=[SelectChoice(one.value, one.label) for one in ChaseWay],
        default=ChaseWay.CHAT.value,
        validators=[InputRequired("请选择方式。")],
    )
    done_on = DayField("日期", validators=[InputRequired("请填写日期。")])
    answered_by = StringField(
        "接话人", filters=[line], validators=[Length(max=30, message="最长30个字。")]
    )
    answer = StringField(
        "答复", filters=[line], validators=[Length(max=300, message="答复最长300个字。")]
    )
