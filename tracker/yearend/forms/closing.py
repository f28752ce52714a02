"""Forms of 年终收尾: why open tasks go into the next year, sealing the figures, opening them again."""

from collections.abc import Iterable
from typing import Any

from tracker.tasks.forms.fields import day_field, hidden_number, line_field, text_field
from tracker.web.forms import ChineseForm

_REASON, _BASIS = 500, 100


class CarryForm(ChineseForm):
    """Which meeting or paper decided, on which day, and by task: the reason and, where one was set, a new deadline."""

    basis = line_field("依据（会议或批示）", needed="请写明由哪次会议或谁的批示决定。", most=_BASIS)
    done_on = day_field("决定日期", needed="请填写决定日期。")
    task_ids: tuple[int, ...] = ()

    @property
    def filled(self) -> tuple[int, ...]:
        """Answer the ids of the tasks in whose line anything was typed."""
        return tuple(
            one for one in self.task_ids if self[f"reason-{one}"].data or self[f"due-{one}"].data
        )

    def line(self, task_id: int) -> dict[str, Any]:
        """Answer the fields of a task's line, by name."""
        return {name: self[f"{name}-{task_id}"] for name in ("reason", "due", "version")}


def carry_form(task_ids: Iterable[int], **given: Any) -> CarryForm:
    """Make the form for the tasks of a page."""
    ids = tuple(task_ids)
    fields: dict[str, Any] = {"task_ids": ids}
    for one in ids:
        fields |= {
            f"reason-{one}": text_field("没有完成的原因", most=_REASON),
            f"due-{one}": day_field("新的整改时限"),
            f"version-{one}": hidden_number(),
        }
    return type("MadeCarryForm", (CarryForm,), fields)(**given)  # type: ignore[no-any-return]  # made at run time


class SealForm(ChineseForm):
    """What decided that a year is over."""

    sealed_by = line_field("封存依据", needed="请写明由哪次会议或谁决定封存。", most=_BASIS)


class OpenForm(ChineseForm):
    """Why a sealed year is opened again."""

    why = text_field("解除封存的原因", needed="请写明解除封存的原因。", most=_REASON)
