"""The forms of a unit that gets another name, is merged, or goes below another one."""

from wtforms import BooleanField

from tracker.tasks.forms.fields import day_field, hidden_number, line_field, one_of
from tracker.web.forms import ChineseForm


class RenameForm(ChineseForm):
    """更名: from a day on, or only a slip put right."""

    version = hidden_number()
    name = line_field("新名称", needed="请填写单位名称。", most=60)
    from_on = day_field("从哪一天起", needed="请填写更名的日期。")
    basis = line_field("依据")
    slip = BooleanField("只是改正错字，不是更名")


class MergeForm(ChineseForm):
    """合并: into which unit, from which day."""

    version = hidden_number()
    into_id = one_of("并入哪个单位", needed="请选择并入的单位。")
    from_on = day_field("从哪一天起", needed="请填写合并的日期。")
    basis = line_field("依据", needed="请填写依据，例如机构改革文件的文号。")


class SuperiorForm(ChineseForm):
    """换上级单位: below which unit."""

    version = hidden_number()
    above_id = one_of("新的上级单位", needed="请选择新的上级单位。")
    basis = line_field("依据")
