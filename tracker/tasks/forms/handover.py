"""The form of a bulk handover, and the ticks of the preview beside it."""

from collections.abc import Iterable

from wtforms import BooleanField

from tracker.core.errors import InvalidError
from tracker.tasks.forms.fields import day_field, line_field, one_of
from tracker.tasks.rules.handover import Part, Pick
from tracker.web.addresses import asked_id
from tracker.web.forms import ChineseForm

_NOBODY = "0"


class HandoverForm(ChineseForm):
    """批量移交: to whom, from which day, on what paper; the ticks of the preview are read beside it."""

    to_id = one_of("接收人")
    to_unit_id = one_of("接收单位")
    pending = BooleanField("接任人还没有确定，接收人只是暂时的联系人")
    effective_on = day_field("从哪一天起", needed="请填写移交生效的日期。")
    basis = line_field("依据", needed="请填写依据，例如任免文号或会议名称。")
    note = line_field("说明")


def picks_of(values: Iterable[str]) -> tuple[Pick, ...]:
    """Read the ticks of a preview, each ``task:part:holder`` (holder 0 for nobody).

    Raises:
        InvalidError: a tick does not come from our page.
    """
    found = []
    for value in values:
        task, part, holder = [*value.split(":"), "", ""][:3]
        task_id, holder_id = asked_id(task), asked_id(holder)
        if task_id is None or (holder_id is None and holder != _NOBODY) or part not in set(Part):
            raise InvalidError("页面不完整，请重新筛选后再移交。")
        found.append(Pick(task_id, Part(part), holder_id))
    return tuple(found)
