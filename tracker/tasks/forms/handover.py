"""The form of a bulk handover."""

from wtforms import BooleanField

from tracker.tasks.forms.fields import day_field, line_field, one_of
from tracker.web.forms import ChineseForm


class HandoverForm(ChineseForm):
    """批量移交: to whom, from which day, on what paper; the ticks of the preview are read beside it."""

    to_id = one_of("接收人")
    to_unit_id = one_of("接收单位")
    pending = BooleanField("接任人还没有确定，接收人只是暂时的联系人")
    effective_on = day_field("从哪一天起", needed="请填写移交生效的日期。")
    basis = line_field("依据", needed="请填写依据，例如任免文号或会议名称。")
    note = line_field("说明")
