"""The forms of 调度会: about the meeting, and two fields for each item."""

from collections.abc import Iterable
from typing import Any

from wtforms import SelectField

from tracker.ledgers.rules.meetings import MeetingFacts, MeetingKind, Said
from tracker.tasks.forms.fields import day_field, line_field, one_of, text_field, words_of
from tracker.web.forms import ChineseForm

_SAID, _COORDINATED = 1000, 500


class BeginForm(ChineseForm):
    """A new meeting: of which ledger, when, of what kind, who chairs."""

    unit_id = one_of("台账单位", needed="请选择台账单位。")
    held_on = day_field("会议日期", needed="请填写会议日期。")
    kind = SelectField("会议类别", choices=words_of(MeetingKind))
    chair = line_field("主持人", most=40)

    @property
    def facts(self) -> MeetingFacts:
        """Answer what was typed."""
        return MeetingFacts(self.held_on.data, MeetingKind(self.kind.data), self.chair.data or "")


class MeetingForm(ChineseForm):
    """A meeting as it is written down."""

    held_on = day_field("会议日期", needed="请填写会议日期。")
    kind = SelectField("会议类别", choices=words_of(MeetingKind))
    chair = line_field("主持人", most=40)
    present = line_field("参加人员", most=300)
    decisions = text_field("议定事项", most=4000)
    task_ids: tuple[int, ...] = ()

    @property
    def facts(self) -> MeetingFacts:
        """Answer what was typed about the meeting."""
        return MeetingFacts(
            self.held_on.data,
            MeetingKind(self.kind.data),
            self.chair.data or "",
            self.present.data or "",
            self.decisions.data or "",
        )

    @property
    def said(self) -> dict[int, Said]:
        """Answer what was typed about each item, by task."""
        return {one: self.said_of(one) for one in self.task_ids}

    def said_of(self, task_id: int) -> Said:
        """Answer what was typed about one item."""
        return Said(self[f"text-{task_id}"].data or "", self[f"coordinate-{task_id}"].data or "")

    def line(self, task_id: int) -> tuple[Any, Any]:
        """Answer the two fields of an item."""
        return self[f"text-{task_id}"], self[f"coordinate-{task_id}"]


def meeting_form(task_ids: Iterable[int]) -> MeetingForm:
    """Make the form for the items of a meeting."""
    ids = tuple(task_ids)
    fields: dict[str, Any] = {"task_ids": ids}
    for one in ids:
        fields[f"text-{one}"] = text_field("本次情况", most=_SAID)
        fields[f"coordinate-{one}"] = text_field("需协调", most=_COORDINATED)
    return type("MadeMeetingForm", (MeetingForm,), fields)()  # type: ignore[no-any-return]  # made at run time
