"""The form of the columns of tables: where the header is, and what each column means."""

from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.widgets import HiddenInput

from tracker.reports.forms.typed import VersionForm
from tracker.reports.rules.columns import MOST_LEVELS, Layout
from tracker.reports.rules.labels import Field
from tracker.reports.rules.sketches import Sketch

MEANINGS = [
    SelectChoice(field.value, word)
    for field, word in (
        (Field.PROBLEM, "问题"),
        (Field.NUMBER, "序号"),
        (Field.CATEGORY, "类别"),
        (Field.MEASURE, "整改措施"),
        (Field.LEAD_UNIT, "牵头单位（责任单位）"),
        (Field.LEADER, "责任领导"),
        (Field.HANDLER, "责任人"),
        (Field.DUE, "整改时限"),
        (Field.CAUSE, "成因"),
        (Field.OTHER, "不用"),
    )
]
_OPENING = 24


class ColumnsForm(VersionForm):
    """What the columns of tables mean; ``columns_form`` adds the fields of the tables that there are."""

    replace = BooleanField("用新读出的代替")

    def __init__(self, tables: Iterable[Sketch], **kwargs: Any) -> None:
        self.tables = tuple(tables)
        super().__init__(**kwargs)

    def show(self, tables: Iterable[Sketch]) -> None:
        """Preselect the header and the guesses of tables."""
        for table in tables:
            self[f"t{table.table}_first"].data = table.first
            self[f"t{table.table}_rows"].data = table.rows
            self[f"t{table.table}_shown"].data = f"{table.first} {table.rows}"
            for column in table.columns:
                self[f"t{table.table}_c{column.column}"].data = column.guess or Field.OTHER

    @property
    def headers(self) -> dict[int, tuple[int, int]]:
        """Answer the chosen header of each table: its first row and how many rows it has."""
        return {
            one.table: (self[f"t{one.table}_first"].data, self[f"t{one.table}_rows"].data)
            for one in self.tables
        }

    @property
    def complete(self) -> bool:
        """Tell whether every table came with a header that it can have."""
        return not any(
            self[f"t{one.table}_{word}"].errors for one in self.tables for word in ("first", "rows")
        )

    def forget_errors(self) -> None:
        """Ask for nothing yet."""
        self.form_errors: list[str] = []
        for one in self:
            one.errors = ()

    def moved(self, table: Sketch) -> bool:
        """Tell whether another header was chosen for a table than the one that it was shown with."""
        first, rows = self.headers[table.table]
        return bool(self[f"t{table.table}_shown"].data != f"{first} {rows}")

    @property
    def layouts(self) -> dict[int, Layout]:
        """Answer how each table is to be read."""
        return {
            one.table: Layout(*self.headers[one.table], dict(self._meanings(one)))
            for one in self.tables
        }

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a column of problems in some table, and for no more than one in each."""
        if not super().validate(extra_validators):
            return False
        counts = [
            sum(field is Field.PROBLEM for field in one.fields.values())
            for one in self.layouts.values()
        ]
        if max(counts, default=0) > 1:
            self.form_errors.append("一张表只能有一列对应“问题”，其余的请改选。")
        elif not any(counts):
            self.form_errors.append("请指出哪一列是“问题”。")
        return not self.form_errors

    def _meanings(self, table: Sketch) -> Iterator[tuple[int, Field]]:
        for one in table.columns:
            yield one.column, Field(self[f"t{table.table}_c{one.column}"].data)


def columns_form(tables: Iterable[Sketch], **kwargs: Any) -> ColumnsForm:
    """Make the form for the tables of one document."""
    shown = tuple(tables)
    fields = {name: field for one in shown for name, field in _fields_of(one)}
    form: ColumnsForm = type("TheseColumnsForm", (ColumnsForm,), fields)(shown, **kwargs)
    return form


def _fields_of(table: Sketch) -> Iterator[tuple[str, Any]]:
    places = [
        SelectChoice(place, f"第{place + 1}行：{_cut(text)}")
        for place, text in enumerate(table.openings)
    ]
    heights = [SelectChoice(height, f"{height}行") for height in range(1, MOST_LEVELS + 1)]
    start = f"t{table.table}_"
    yield f"{start}first", SelectField("表头从哪一行开始", coerce=int, choices=places)
    yield f"{start}rows", SelectField("表头占几行", coerce=int, choices=heights)
    yield f"{start}shown", StringField(widget=HiddenInput())
    for one in table.columns:
        yield f"{start}c{one.column}", SelectField("对应", choices=MEANINGS)


def _cut(text: str) -> str:
    return text if len(text) <= _OPENING else f"{text[:_OPENING]}……"
