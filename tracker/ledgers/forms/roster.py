"""The forms of bringing in units and people from Excel."""

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField
from wtforms.fields.choices import SelectChoice

from tracker.core.errors import InvalidError
from tracker.core.text import clean_line
from tracker.ledgers.rules.roster import (
    MOST_ROWS,
    PersonLine,
    Roster,
    UnitLine,
    names_of_fields,
)
from tracker.web.forms import ChineseForm

Line = TypeVar("Line", UnitLine, PersonLine)
PASSWORDS, LINKS = "passwords", "links"


class RosterFileForm(ChineseForm):
    """The workbook."""

    file = FileField("填好的表格")


class RosterForm(ChineseForm):
    """The rows as read, what was mended on screen, and how people get in."""

    rows = HiddenField()
    give = RadioField(
        "怎样让本人登录",
        choices=[SelectChoice(PASSWORDS, "初始密码"), SelectChoice(LINKS, "一次性链接")],
        default=PASSWORDS,
    )


def packed(roster: Roster) -> str:
    """Answer a roster as text for a hidden field."""
    return json.dumps(
        {
            "units": [_values(one) for one in roster.units],
            "people": [_values(one) for one in roster.people],
        },
        ensure_ascii=False,
    )


def unpacked(text: str, typed: Mapping[str, str]) -> Roster:
    """Read a roster back, with what was mended in fields named ``units-3-name``, without rows ticked ``units-3-leave``.

    Raises:
        InvalidError: the field does not come from our page.
    """
    try:
        found = json.loads(text)
        units = _lines(UnitLine, "units", found, typed)
        people = _lines(PersonLine, "people", found, typed)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InvalidError("页面不完整，请重新上传表格。") from error
    if len(units) + len(people) > MOST_ROWS:
        raise InvalidError("页面不完整，请重新上传表格。")
    return Roster(tuple(units), tuple(people))


def _values(line: UnitLine | PersonLine) -> list[Any]:
    return [line.place, *(getattr(line, name) for name in names_of_fields(type(line)))]


def _lines(
    kind: type[Line], sheet: str, found: Mapping[str, Any], typed: Mapping[str, str]
) -> list[Line]:
    return [
        _line(kind, sheet, index, values, typed)
        for index, values in enumerate(found[sheet])
        if f"{sheet}-{index}-leave" not in typed
    ]


def _line(
    kind: type[Line], sheet: str, index: int, values: list[Any], typed: Mapping[str, str]
) -> Line:
    place, *texts = values
    names = tuple(names_of_fields(kind))
    cells = dict(zip(names, map(str, texts), strict=True))
    cells |= {name: typed[field] for name in names if (field := f"{sheet}-{index}-{name}") in typed}
    return kind(int(place), **{name: clean_line(value) for name, value in cells.items()})
