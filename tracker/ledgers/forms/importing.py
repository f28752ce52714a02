"""What the pages of an import send: the workbook, its columns, mended rows, ticked changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from tracker.core.text import clean_text
from tracker.ledgers.rules.columns import BY_KEY, Key, Reads
from tracker.ledgers.rules.importing.headers import JOINED
from tracker.reports.rules.sources import Source
from tracker.tasks.rules.deeds import OWN_MEANS, Means
from tracker.web.forms import ChineseForm, DayField, paragraphs

MEANS = [(one.value, one.label) for one in Means if one not in OWN_MEANS]
_YEAR_WORDS = "请填写四位数的年份，例如 2025。"
_LONGEST_ID = 10
_PASTED = 500_000
_KEYS = frozenset(one.value for one in Key)


class ImportForm(ChineseForm):
    """The workbook, and what holds for all of its rows."""

    file = FileField("Excel台账")
    unit_id = SelectField("列入哪个单位的台账", coerce=int)
    year = IntegerField(
        "问题年度",
        validators=[
            InputRequired(message=_YEAR_WORDS),
            NumberRange(min=1990, max=2100, message=_YEAR_WORDS),
        ],
    )
    source = SelectField("问题来源", choices=[SelectChoice(one.value, one.label) for one in Source])
    closed_on = DayField("没有写销号日期的，按哪天算", validators=[Optional()])


class RowsForm(ChineseForm):
    """What holds for the whole workbook, above the rows on the page."""

    year = ImportForm.year
    source = ImportForm.source
    closed_on = ImportForm.closed_on


class PasteForm(ChineseForm):
    """Two columns copied from a workbook."""

    unit_id = SelectField("哪个单位的台账", coerce=int)
    text = TextAreaField(
        "编号和进展两列",
        validators=[
            InputRequired(message="请先粘贴编号和进展两列。"),
            Length(max=_PASTED, message=f"最多 {_PASTED} 个字。"),
        ],
        filters=[paragraphs],
    )
    means = SelectField(
        "进展是怎样报来的", choices=[SelectChoice(*one) for one in MEANS], default=Means.CHAT.value
    )


@dataclass(frozen=True, slots=True)
class Mended:
    """A row as it stands on the page."""

    cells: Mapping[Key, str]
    contact_id: int | None
    skipped: bool


@dataclass(frozen=True, slots=True)
class ToldColumns:
    """What a person said about a sheet: which, where its header is (row of the sheet, from 1), what each is."""

    sheet: int
    first: int
    height: int
    fields: Mapping[int, Key]


def told_columns(sent: Mapping[str, str]) -> ToldColumns:
    """Answer what the page about columns sent; anything odd counts as not said."""
    fields: dict[int, Key] = {}
    for name, word in sent.items():
        column = _number(name.removeprefix("c")) if name.startswith("c") else None
        if column is None or word not in _KEYS:
            continue
        if Key(word) in JOINED or Key(word) not in fields.values():
            fields[column] = Key(word)
    return ToldColumns(
        sheet=_number(sent.get("sheet", "")) or 0,
        first=_number(sent.get("first", "")) or 1,
        height=min(max(_number(sent.get("height", "")) or 1, 1), 3),
        fields=fields,
    )


def mended(sent: Mapping[str, str], row_id: int) -> Mended | None:
    """Answer a row as the page sent it; None when the row was not on the page."""
    start = f"r{row_id}-"
    if f"{start}shown" not in sent:
        return None
    cells = {
        key: clean_text(sent[start + key.value]).strip() for key in Key if start + key.value in sent
    }
    contact = _number(sent.get(f"{start}contact", ""))
    return Mended(cells, contact, f"{start}skip" in sent)


def means_from(word: str) -> Means:
    """Answer by what means others sent what is reported for them; 微信 unless told."""
    return next((one for one in Means if one.value == word and one not in OWN_MEANS), Means.CHAT)


def asked_page(sent: Mapping[str, str]) -> int:
    """Answer which page of rows is asked for, from 1."""
    return max(_number(sent.get("page", "")) or 1, 1)


def column_choices() -> list[tuple[str, str]]:
    """Answer what a column can be said to hold."""
    readable = (one for one in BY_KEY.values() if one.reads is not Reads.NOTHING)
    kept = (BY_KEY[Key.EVIDENCE], BY_KEY[Key.REMARKS])
    return [("", "不导入"), *((one.key.value, one.title) for one in (*readable, *kept))]


def _number(text: str) -> int | None:
    if not (text.isascii() and text.isdecimal() and len(text) < _LONGEST_ID):
        return None
    return int(text)
