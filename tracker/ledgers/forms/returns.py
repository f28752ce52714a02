"""The forms of 填报表: beginning a round, handing returned files in, deciding what becomes of changes."""

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from tracker.ledgers.rules.returns import SplitBy
from tracker.web.forms import ChineseForm, DayField, line

_NAME = 80


class ReturnRoundForm(ChineseForm):
    """A round of collection."""

    unit_id = SelectField("哪个单位的台账", coerce=int)
    name = StringField(
        "名称",
        validators=[
            InputRequired("请填写名称，例如 6月整改进展填报。"),
            Length(max=_NAME, message=f"最多 {_NAME} 个字。"),
        ],
        filters=[line],
    )
    due_on = DayField("请在哪天前交回", validators=[InputRequired("请填写交回日期。")])
    split_by = RadioField(
        "怎样拆分",
        choices=[SelectChoice(one.value, one.label) for one in SplitBy],
        validators=[InputRequired("请选择怎样拆分。")],
        default=SplitBy.PERSON.value,
    )


class ReturnedFilesForm(ChineseForm):
    """The files that came back, any number at once."""

    files = MultipleFileField("交回的填报表")

    @property
    def chosen(self) -> list[FileStorage]:
        """Answer the files that were really chosen."""
        return [
            one for one in self.files.data or () if isinstance(one, FileStorage) and one.filename
        ]


class DecideReturnsForm(ChineseForm):
    """The day that counts for what is recorded."""

    done_on = DayField("办理日期", validators=[InputRequired("请填写办理日期。")])
