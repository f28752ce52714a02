"""Forms of a task's measures: ticking them off as a whole or by village, and planning their days."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.validators import Optional

from tracker.tasks.forms.fields import (
    day_field,
    hidden_number,
    line_field,
    lines_of,
    text_field,
    words_of,
)
from tracker.tasks.rules.deeds import OWN_MEANS, Means
from tracker.tasks.rules.measures import Cell, Tick
from tracker.web.forms import ChineseForm


class TicksForm(ChineseForm):
    """One row for each cell: a box, a day, for places a note; boxes without a day take the day of the form."""

    version = hidden_number()
    done_on = day_field("完成日期", needed="请填写完成日期，例如 2026-03-18。")
    means = RadioField(
        "怎样报来的",
        choices=words_of(one for one in Means if one not in OWN_MEANS),
        default=Means.CHAT.value,
        validators=[Optional()],
    )
    cells: tuple[Cell, ...] = ()

    def row(self, cell: Cell) -> tuple[Any, Any, Any]:
        """Answer the fields of a cell: box, day, note; a measure as a whole has no note."""
        key = _key(cell)
        note = None if cell[1] is None else self[f"note-{key}"]
        return self[f"box-{key}"], self[f"day-{key}"], note

    @property
    def wanted(self) -> dict[Cell, Tick | None]:
        """Answer what was ticked, by cell; None where the box is empty."""
        found: dict[Cell, Tick | None] = {}
        for cell in self.cells:
            box, day, note = self.row(cell)
            words = (note.data or "") if note is not None else ""
            found[cell] = Tick(day.data or self.done_on.data, words) if box.data else None
        return found

    def show(self, before: Mapping[Cell, Tick]) -> None:
        """Fill in what is ticked off already."""
        for cell, tick in before.items():
            box, day, note = self.row(cell)
            box.data, day.data = True, tick.done_on
            if note is not None:
                note.data = tick.note


class PlanForm(ChineseForm):
    """The days of measures, and the villages in which they are ticked off."""

    version = hidden_number()
    places = text_field("村（单位）")
    measure_ids: tuple[int, ...] = ()

    @property
    def days(self) -> dict[int, date | None]:
        """Answer the deadline of each measure, by its id."""
        return {one: self[f"due-{one}"].data for one in self.measure_ids}

    @property
    def names(self) -> tuple[str, ...]:
        """Answer the villages, one a line."""
        return lines_of(self.places.data)


def ticks_form(cells: Iterable[Cell]) -> TicksForm:
    """Make the form for the cells that a task has."""
    fields: dict[str, Any] = {"cells": tuple(cells)}
    for cell in fields["cells"]:
        key = _key(cell)
        fields |= {
            f"box-{key}": BooleanField("完成"),
            f"day-{key}": day_field("完成日期"),
        }
        if cell[1] is not None:
            fields[f"note-{key}"] = line_field("备注", most=100)
    return type("MadeTicksForm", (TicksForm,), fields)()  # type: ignore[no-any-return]  # made at run time


def plan_form(measure_ids: Iterable[int]) -> PlanForm:
    """Make the form for the measures that a task has."""
    ids = tuple(measure_ids)
    fields: dict[str, Any] = {f"due-{one}": day_field("措施时限") for one in ids}
    return type("MadePlanForm", (PlanForm,), {**fields, "measure_ids": ids})()  # type: ignore[no-any-return]  # made at run time


def _key(cell: Cell) -> str:
    measure_id, place_id = cell
    return f"{measure_id}-{place_id or 0}"
