"""Forms of the ledger's views: a name, and which columns in which order."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from tracker.ledgers.rules.columns import BY_KEY, Key
from tracker.ledgers.rules.views import CHOOSABLE, NAME, in_order
from tracker.tasks.forms.fields import line_field
from tracker.web.forms import ChineseForm

_PLACES = len(CHOOSABLE)


class ColumnsForm(ChineseForm):
    """For each column whether it is shown, and the place where it stands."""

    @property
    def keys(self) -> tuple[Key, ...]:
        """Answer the columns that are ticked, in the order of the places beside them."""
        ticked = [key for key in CHOOSABLE if self[f"show-{key}"].data]
        return in_order({key: self[f"place-{key}"].data or _PLACES for key in ticked})

    @property
    def lines(self) -> list[tuple[Key, str, Any, Any]]:
        """Answer each column with its title and two fields, those that are shown first, in their order."""
        shown = self.keys
        rest = [key for key in CHOOSABLE if key not in shown]
        return [
            (key, BY_KEY[key].title, self[f"show-{key}"], self[f"place-{key}"])
            for key in (*shown, *rest)
        ]

    def fill(self, keys: Sequence[Key]) -> None:
        """Show the columns that are in force."""
        for place, key in enumerate((*keys, *(one for one in CHOOSABLE if one not in keys)), 1):
            self[f"show-{key}"].data = key in keys
            self[f"place-{key}"].data = place


def columns_form() -> ColumnsForm:
    """Make the form for all columns of the ledger."""
    fields: dict[str, Any] = {}
    limits = NumberRange(min=1, max=99, message="顺序请填 1 到 99 的数。")
    for key in CHOOSABLE:
        fields[f"show-{key}"] = BooleanField(BY_KEY[key].title)
        fields[f"place-{key}"] = IntegerField("顺序", validators=[Optional(), limits])
    return type("MadeColumnsForm", (ColumnsForm,), fields)()  # type: ignore[no-any-return]  # made at run time


class ViewForm(ChineseForm):
    """另存为视图: a name, and whether the whole unit sees it."""

    name = line_field("视图名称", needed="请给视图起个名字。", most=NAME)
    shared = BooleanField("共享给本单位看台账的人")
