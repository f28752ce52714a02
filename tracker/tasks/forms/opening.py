"""The form of a problem that is registered by hand."""

from wtforms import IntegerField, SelectField
from wtforms.validators import InputRequired, NumberRange

from tracker.reports.rules.sources import Source
from tracker.tasks.actions import NewProblem
from tracker.tasks.forms.fields import line_field, lines_of, one_of, text_field, words_of
from tracker.web.forms import ChineseForm

_FIRST_YEAR = 2000
_LAST_YEAR = 2100
_TITLE = 60
# What ends the leading sentence of a problem, which serves as title when none is typed.
_ENDS = "。；;\n"


class OpenForm(ChineseForm):
    """新增问题: from another source than a report that was read."""

    unit_id = one_of("列入哪个单位的台账", needed="请选择单位。")
    source = SelectField("问题来源", choices=words_of(Source))
    year = IntegerField(
        "问题年度",
        validators=[
            InputRequired("请填写年度，例如 2026。"),
            NumberRange(_FIRST_YEAR, _LAST_YEAR, message="请填写四位年份，例如 2026。"),
        ],
    )
    text = text_field("问题原文", needed="请填写问题的内容。")
    title = line_field("问题标题", most=_TITLE)
    category = line_field("问题类别", most=_TITLE)
    superior_number = line_field("上级编号", most=40)
    measures = text_field("整改措施")

    def problem(self) -> NewProblem:
        """Answer what was typed as a problem; without a title its first sentence serves."""
        return NewProblem(
            year=self.year.data,
            source=Source(self.source.data),
            title=self.title.data or _lead(self.text.data),
            text=self.text.data,
            category=self.category.data or None,
            superior_number=self.superior_number.data or None,
            measures=lines_of(self.measures.data),
        )


def _lead(words: str) -> str:
    end = min((words.find(one) for one in _ENDS if one in words), default=len(words))
    return words[: min(end, _TITLE)].strip() or words[:_TITLE].strip()
