"""Fields that the forms of tasks share: lines, paragraphs, days, choices, files."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from flask_wtf.file import FileField, MultipleFileField
from wtforms import (
    DecimalField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import Choice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput, Select

from tracker.web.addresses import LARGEST_ID
from tracker.web.forms import DayField, line, paragraphs

LINE = 200
TEXT = 4000
_NOT_CHOSEN = SelectChoice("", "请选择")
_LARGEST_AMOUNT = 999_999_999_999
_DECIMALS = -2


def line_field(label: str, needed: str = "", most: int = LINE) -> StringField:
    """Make a field of one line; ``needed`` is the sentence when it is left empty."""
    return StringField(label, validators=[*_needed(needed), _at_most(most)], filters=[line])


def text_field(label: str, needed: str = "", most: int = TEXT) -> TextAreaField:
    """Make a field of several lines."""
    return TextAreaField(label, validators=[*_needed(needed), _at_most(most)], filters=[paragraphs])


def day_field(label: str, needed: str = "") -> DayField:
    """Make a field for a day."""
    return DayField(label, validators=_needed(needed) or [Optional()])


def amount_field(label: str) -> DecimalField:
    """Make a field for an amount with at most two decimals, as the tables keep it."""
    limits = NumberRange(
        min=-_LARGEST_AMOUNT, max=_LARGEST_AMOUNT, message="数字太大，请核对单位。"
    )
    return DecimalField(label, validators=[Optional(), limits, _two_decimals], places=None)


def count_field(label: str, most: int) -> IntegerField:
    """Make a field for a whole number from one up."""
    limits = NumberRange(min=1, max=most, message=f"请填写 1 到 {most} 之间的整数。")
    return IntegerField(label, validators=[Optional(), limits])


def hidden_number() -> IntegerField:
    """Make a hidden number that the program itself put into the form."""
    return IntegerField(
        widget=HiddenInput(),
        validators=[InputRequired("页面不完整，请刷新后再办。"), NumberRange(min=0)],
    )


def optional_number() -> IntegerField:
    """Make a hidden number that may be left out: an id that the program put into the form."""
    return IntegerField(
        widget=HiddenInput(), validators=[Optional(), NumberRange(min=1, max=LARGEST_ID)]
    )


class _Options(Select):  # type: ignore[misc]  # WTForms has no types
    """A list whose options are drawn once in the life of a process: each row of figures offers the same words."""

    @classmethod
    def render_option(cls, choice: Any, **kwargs: Any) -> Any:
        """Draw one option, with what the library would draw."""
        if kwargs or choice.render_kw:
            return super().render_option(choice, **kwargs)
        return _option(choice.value, choice.label, selected=choice.selected)


@lru_cache(maxsize=1_024, typed=True)
def _option(value: Any, label: str, *, selected: bool) -> Any:
    return Select.render_option(Choice(value, label, selected, {}))


def one_of(label: str, needed: str = "") -> SelectField:
    """Make a list of ids to choose from; the view hands the choices in. Nothing chosen is None."""
    return SelectField(label, choices=[_NOT_CHOSEN], coerce=_id, validators=_needed(needed))


def one_word(label: str, words: Iterable[Any], needed: str = "") -> RadioField:
    """Make a choice among the members of an enum, by value; nothing chosen is empty."""
    return RadioField(
        label,
        choices=words_of(words),
        validators=_needed(needed) or [Optional()],
    )


def one_measured(label: str, words: Iterable[Any]) -> SelectField:
    """Make a list of what can be counted, each with its unit; nothing is chosen beforehand."""
    measured = [SelectChoice(one.value, f"{one.label}（{one.unit}）") for one in words]
    choices = [_NOT_CHOSEN, *measured]
    return SelectField(label, choices=choices, validators=[Optional()], widget=_Options())


def one_optional(label: str, words: Iterable[Any]) -> SelectField:
    """Make a list of the members of an enum from which nothing need be chosen."""
    choices = [SelectChoice("", "不分"), *words_of(words)]
    return SelectField(label, choices=choices, validators=[Optional()], widget=_Options())


def words_of(members: Iterable[Any]) -> list[SelectChoice]:
    """Answer the members of an enum as choices, value and label."""
    return [SelectChoice(one.value, one.label) for one in members]


def offer(field: SelectField, pairs: Iterable[tuple[int, str]]) -> None:
    """Let a list of ids be chosen from, or nothing."""
    field.choices = [_NOT_CHOSEN, *(SelectChoice(str(key), name) for key, name in pairs)]


def file_field(label: str) -> FileField:
    """Make a field for one file."""
    return FileField(label)


def files_field(label: str) -> MultipleFileField:
    """Make a field for several files."""
    return MultipleFileField(label)


def lines_of(value: str | None) -> tuple[str, ...]:
    """Answer the lines of a text that are not empty, trimmed."""
    return tuple(one.strip() for one in (value or "").split("\n") if one.strip())


def _needed(words: str) -> list[Any]:
    return [InputRequired(words)] if words else []


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=f"最多 {characters} 个字。")


def _two_decimals(_form: object, field: DecimalField) -> None:
    if field.data is None:
        return
    if not field.data.is_finite():
        raise ValidationError("请填写数字。")
    if field.data.as_tuple().exponent < _DECIMALS:
        raise ValidationError("小数最多两位。")


def _id(value: object) -> int | None:
    if value is None or value == "":
        return None
    number = int(str(value))
    if not 0 < number <= LARGEST_ID:
        raise ValueError(number)
    return number
