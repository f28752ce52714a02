"""The small forms inside a row of the ledger: 修改 and 填进展."""

from wtforms import SelectField

from tracker.tasks.forms.fields import (
    LINE,
    day_field,
    hidden_number,
    line_field,
    text_field,
    words_of,
)
from tracker.tasks.rules.deeds import Means
from tracker.web.forms import ChineseForm

_PROGRESS = 2000
_TOLD_BY = (Means.CHAT, Means.PHONE, Means.PAPER, Means.VISIT, Means.MEETING)


class RowForm(ChineseForm):
    """What both forms carry: the version of the task with which the row was shown."""

    version = hidden_number()


class AmendRowForm(RowForm):
    """修改: what may change without moving the task."""

    title = line_field("任务名称", needed="请填写任务名称。", most=LINE)
    standard = text_field("完成标准", most=1000)
    measures = text_field("整改措施（一行一条）")


class ReportRowForm(RowForm):
    """填进展: the words, the day that they tell of, and how they were sent when somebody else sent them."""

    text = text_field("本次进展", needed="请填写本次进展。", most=_PROGRESS)
    done_on = day_field("办理日期", needed="请填写办理日期。")
    means = SelectField("报送方式", choices=words_of(_TOLD_BY))
