"""The sample form of the style page: one field of each kind."""

from wtforms import (
    BooleanField,
    DateField,
    Form,
    MultipleFileField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired


class SampleForm(Form):  # type: ignore[misc]  # WTForms has no types
    """Fields of every kind that the macros of parts/field.html know; it writes nothing."""

    handler = SelectField(
        "责任人",
        choices=[SelectChoice("", "请选择"), SelectChoice("1", "李青山")],
        validators=[DataRequired("请选择责任人")],
    )
    due_on = DateField("整改时限")
    unit = StringField("牵头单位")
    result = TextAreaField("整改成效", validators=[DataRequired("请写明整改成效")])
    kind = RadioField(
        "整改类型",
        choices=[
            SelectChoice("at_once", "立行立改"),
            SelectChoice("by_day", "限期整改"),
            SelectChoice("lasting", "持续整改"),
        ],
    )
    means = RadioField(
        "怎样报来的",
        choices=[
            SelectChoice("chat", "微信"),
            SelectChoice("phone", "电话"),
            SelectChoice("paper", "纸质"),
        ],
    )
    files = MultipleFileField("佐证材料")
    sure = BooleanField("本人已核对，内容属实")


def sample_with_errors() -> SampleForm:
    """Return the sample as it looks after a try that left two fields out."""
    form = SampleForm(data={"unit": "党建办", "kind": "by_day", "means": "phone"})
    form.validate()
    return form
