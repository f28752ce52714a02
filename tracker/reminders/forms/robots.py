"""What is typed about robots, and the text for chat groups."""

from wtforms import (
    BooleanField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tracker.reminders.forms.rules import CheckboxesField
from tracker.reminders.rules.states import ROBOTS
from tracker.web.forms import ChineseForm, line, paragraphs


class RobotForm(ChineseForm):
    """A robot or webhook of a unit."""

    unit = HiddenField(filters=[line])
    channel = SelectField("种类", choices=[SelectChoice(one.value, one.label) for one in ROBOTS])
    name = StringField(
        "名称",
        filters=[line],
        validators=[
            InputRequired("请写名称，如：整改工作群。"),
            Length(max=30, message="最长30个字。"),
        ],
    )
    url = StringField(
        "地址",
        filters=[line],
        validators=[InputRequired("请粘贴机器人地址。"), Length(max=500, message="地址太长。")],
    )
    secret = PasswordField(
        "密钥", filters=[line], validators=[Length(max=200, message="密钥太长。")]
    )


class PostForm(ChineseForm):
    """A text for chat groups, shown before it goes."""

    unit = HiddenField(filters=[line])
    text = TextAreaField(
        "要发的话",
        filters=[paragraphs],
        validators=[
            InputRequired("请写要发的话。"),
            Length(max=1500, message="最长1500个字。"),
        ],
    )
    robots = CheckboxesField("发到哪些群", choices=[])
    mentions = CheckboxesField("在群里@谁", choices=[])
    named = BooleanField("文字里点了超期人员的名字，仍然这样发")
