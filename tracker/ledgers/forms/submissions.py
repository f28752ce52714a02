"""The form of 报送锁定: to whom, which table, when, and the file that was sent."""

from flask_wtf.file import FileField
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from tracker.reports.rules.sources import Source
from tracker.web.forms import ChineseForm, DayField, line

_LINE = 200
_MOST_SIGNS = Length(max=_LINE, message=f"最多 {_LINE} 个字。")
_YEAR = NumberRange(min=1990, max=2100, message="请填写四位数的年份，例如 2026。")


class SubmissionScopeForm(ChineseForm):
    """Which rows are sent, and how they are counted."""

    unit_id = SelectField("哪个单位", coerce=int)
    as_of = DayField("数据截至", validators=[DataRequired("请填写数据截至日。")])
    year = IntegerField("问题年度（空着为全部）", validators=[Optional(), _YEAR])
    source = SelectField(
        "问题来源",
        choices=[
            SelectChoice("", "全部来源"),
            *(SelectChoice(one.value, one.label) for one in Source),
        ],
        default="",
        validators=[Optional()],
    )
    sustained_counts = BooleanField("长期坚持计入已完成")

    class Meta(ChineseForm.Meta):
        """Looking at figures writes nothing."""

        csrf = False


class SubmissionForm(ChineseForm):
    """What is told about what was sent; the scope travels with it."""

    unit_id = IntegerField(
        widget=HiddenInput(),
        validators=[InputRequired("页面不完整，请刷新后再办。"), NumberRange(min=1, max=2**31 - 1)],
    )
    as_of = DayField(
        "数据截至", validators=[InputRequired("请填写数据截至日。")], widget=HiddenInput()
    )
    year = IntegerField(widget=HiddenInput(), validators=[Optional(), _YEAR])
    source = StringField(widget=HiddenInput())
    sustained_counts = StringField(widget=HiddenInput())
    filling = IntegerField(
        widget=HiddenInput(), validators=[Optional(), NumberRange(min=1, max=2**31 - 1)]
    )
    to_whom = StringField(
        "报给谁",
        validators=[InputRequired("请填写报给谁，例如 县委办。"), _MOST_SIGNS],
        filters=[line],
    )
    table_name = StringField(
        "表名", validators=[InputRequired("请填写表名。"), _MOST_SIGNS], filters=[line]
    )
    paper_number = StringField("文号（没有可不填）", validators=[_MOST_SIGNS], filters=[line])
    signed_by = StringField("审签人（没有可不填）", validators=[_MOST_SIGNS], filters=[line])
    sent_on = DayField("报送日期", validators=[InputRequired("请填写报送日期。")])
    file = FileField("报出去的文件（可不传）")

    @property
    def told_source(self) -> Source | None:
        """Answer the source that the rows were narrowed to."""
        value = self.source.data or ""
        return Source(value) if value in set(Source) else None
