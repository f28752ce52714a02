"""The forms of what is done with ticked tasks: 批量调整责任, 批量改类型, 批量延期."""

from typing import Any

from wtforms import RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired

from tracker.tasks.forms.fields import (
    LINE,
    day_field,
    file_field,
    line_field,
    one_of,
    one_word,
    text_field,
    words_of,
)
from tracker.tasks.rules.deeds import OWN_MEANS, Means
from tracker.tasks.rules.handover import Part
from tracker.tasks.rules.kinds import TaskKind
from tracker.web.forms import ChineseForm

_GRANTED, _ASKED = "granted", "asked"
_PARTS = (Part.HANDLER, Part.LEADER)


class AdjustForm(ChineseForm):
    """批量调整责任: which part changes hands, to whom, from when, on what basis."""

    leaders: frozenset[int] = frozenset()
    part = SelectField("调整", choices=words_of(_PARTS))
    to_id = one_of("调整为", needed="请选择调整为谁。")
    done_on = day_field("办理日期", needed="请填写办理日期。")
    basis = line_field("依据", needed="请填写依据，例如会议名称、分工文号或者原因。", most=LINE)


class KindForm(ChineseForm):
    """批量改类型: of which type all are from now on, and why."""

    kind = one_word("整改类型改为", TaskKind, needed="请选择整改类型。")
    basis = line_field("依据", needed="请填写依据，例如会议名称、文号或者原因。", most=LINE)


class ProlongForm(ChineseForm):
    """批量延期: until when and why; only asked for, or decided by a meeting or by somebody, with the basis."""

    proposed_on = day_field("延至", needed="请填写延至哪一天。")
    done_on = day_field(
        "办理日期", needed="请填写办理日期：批准的那一天，只提出申请的填申请的那一天。"
    )
    reason = text_field("延期原因和目前进展", needed="请写明延期原因和目前进展。", most=1000)
    decided = RadioField(
        "办到哪一步",
        choices=[
            SelectChoice(_GRANTED, "已经批准，一并登记"),
            SelectChoice(_ASKED, "先提出申请，等批复"),
        ],
        default=_GRANTED,
        validators=[InputRequired("请选择办到哪一步。")],
    )
    meeting = line_field("会议名称", most=40)
    decided_by = one_of("批准的人")
    paper_number = line_field("文号", most=40)
    signed_form = file_field("签字件或会议纪要")
    means = RadioField(
        "责任人的申请是怎样报来的",
        choices=words_of(one for one in Means if one not in OWN_MEANS),
        default=Means.PHONE.value,
        validators=[InputRequired("请选择怎样报来的。")],
    )

    @property
    def granted(self) -> bool:
        """Answer whether more time has been agreed to already."""
        return bool(self.decided.data == _GRANTED)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, and that exactly one meeting or person decided where something is decided."""
        fine = bool(super().validate(extra_validators))
        told = (bool(self.meeting.data), bool(self.decided_by.data))
        if self.granted and told == (False, False):
            wrong = "请填写批准延期的会议，或者在右边选批准的人。"
        elif self.granted and told == (True, True):
            wrong = "会议和批准的人只填一个。"
        elif not self.granted and (any(told) or self.signed_form.data):
            wrong = "只提出申请的，批准人和凭据先不填。"
        else:
            return fine
        self.meeting.errors = [*self.meeting.errors, wrong]
        return False
