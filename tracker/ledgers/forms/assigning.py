"""The form of 批量交办: one line for each task, and what holds for all."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, SelectField
from wtforms.validators import Optional

from tracker.ledgers.rules.assigning import basis_words
from tracker.tasks.forms.fields import (
    day_field,
    hidden_number,
    line_field,
    offer,
    one_of,
    text_field,
    words_of,
)
from tracker.tasks.queries import Office
from tracker.tasks.rules.kinds import TaskKind
from tracker.tasks.rules.orders import Assignment
from tracker.web.forms import ChineseForm

# People and units without an account are told in words (各村党组织书记), beside or instead of the choice.
WORDINGS = ("handler_text", "leader_text", "unit_text")
FIELDS = ("take", "standard", "kind", "handler", "leader", "unit", *WORDINGS, "due", "version")
# Of these a line that is empty takes what is chosen for all.
FILLED = ("handler", "leader", "unit", *WORDINGS, "due")


class AssignAllForm(ChineseForm):
    """批量交办: the day and the basis, what fills empty places, and the lines of the tasks."""

    done_on = day_field("交办日期", needed="请填写交办日期。")
    meeting = line_field("会议名称", most=40)
    met_on = day_field("会议日期")
    paper_number = line_field("文号", most=40)
    all_handler = one_of("责任人")
    all_leader = one_of("责任领导")
    all_unit = one_of("牵头单位")
    all_handler_text = line_field("责任人（原文写法）")
    all_leader_text = line_field("责任领导（原文写法）")
    all_unit_text = line_field("牵头单位（原文写法）")
    all_due = day_field("整改时限")
    all_kind = SelectField("整改类型", validators=[Optional()])
    task_ids: tuple[int, ...] = ()

    @property
    def basis(self) -> str:
        """Answer the basis in one line."""
        return basis_words(self.meeting.data or "", self.met_on.data, self.paper_number.data or "")

    @property
    def taken(self) -> tuple[int, ...]:
        """Answer the ids of the tasks that are ticked."""
        return tuple(one for one in self.task_ids if self[f"take-{one}"].data)

    def line(self, task_id: int) -> dict[str, Any]:
        """Answer the fields of a task's line, by name."""
        return {name: self[f"{name}-{task_id}"] for name in FIELDS}

    def fill_lines(self) -> None:
        """Put what was chosen for all into the ticked lines: people, unit and day where there is none, the type everywhere."""
        for line in map(self.line, self.taken):
            for name in FILLED:
                line[name].data = line[name].data or self[f"all_{name}"].data
            line["due"].raw_data = None  # else the empty place that was sent is shown again
            line["kind"].data = self.all_kind.data or line["kind"].data

    def offer(self, office: Office | None) -> None:
        """Let people and units of an office be chosen."""
        people = office.people if office else ()
        workers = [(one.person_id, one.name) for one in people if one.works]
        leaders = [(one.person_id, one.name) for one in people if one.leads]
        units = list(office.units) if office else []
        for prefix in ("all_", *(f"#{one}" for one in self.task_ids)):
            for name, pairs in (("handler", workers), ("leader", leaders), ("unit", units)):
                field = f"all_{name}" if prefix == "all_" else f"{name}-{prefix[1:]}"
                offer(self[field], pairs)
        self.all_kind.choices = [("", "不改"), *((one.value, one.label) for one in TaskKind)]

    def order(self, task_id: int, proposed: date) -> Assignment:
        """Answer a line as an assignment; ``proposed`` serves when no day stands in it."""
        line = self.line(task_id)
        return Assignment(
            standard=line["standard"].data or "",
            handler_id=line["handler"].data,
            leader_id=line["leader"].data,
            kind=TaskKind(line["kind"].data),
            due_on=line["due"].data or proposed,
            handler_text=line["handler_text"].data or "",
            leader_text=line["leader_text"].data or "",
            lead_unit_id=line["unit"].data,
            lead_unit_text=line["unit_text"].data or "",
            basis=self.basis,
        )


def assign_all_form(task_ids: Iterable[int], office: Office | None) -> AssignAllForm:
    """Make the form for the tasks of a table."""
    ids = tuple(task_ids)
    fields: dict[str, Any] = {"task_ids": ids}
    for one in ids:
        fields |= {
            f"take-{one}": BooleanField("交办"),
            f"standard-{one}": text_field("完成标准", most=1000),
            f"kind-{one}": SelectField("整改类型", choices=words_of(TaskKind)),
            f"handler-{one}": one_of("责任人"),
            f"leader-{one}": one_of("责任领导"),
            f"unit-{one}": one_of("牵头单位"),
            f"handler_text-{one}": line_field("责任人（原文写法）"),
            f"leader_text-{one}": line_field("责任领导（原文写法）"),
            f"unit_text-{one}": line_field("牵头单位（原文写法）"),
            f"due-{one}": day_field("整改时限"),
            f"version-{one}": hidden_number(),
        }
    form: AssignAllForm = type("MadeAssignAllForm", (AssignAllForm,), fields)()
    form.offer(office)
    return form
