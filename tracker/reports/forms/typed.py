"""Forms of reports: taking in a paper, describing it, and each correction of what was read."""

from typing import Any

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import (
    BooleanField,
    FieldList,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from tracker.reports.rules.sources import Source
from tracker.web.forms import ChineseForm, DayField, line, paragraphs

_LINE = 200
_TITLE = 60
_TEXT = 20_000
_PASTED = 500_000
_LARGEST = 2**31 - 1
_NEW_MEASURES = 2
_MOST_MEASURES = 60
SOURCES = [SelectChoice(source.value, source.label) for source in Source]
_BY_TITLE = SelectChoice("", "按标题判断")
KINDS = ".docx,.doc,.wps,.pdf,.txt,.xlsx,.xls,.et"


def _line(label: str, most: int = _LINE) -> StringField:
    long = Length(max=most, message=f"最多 {most} 个字。")
    return StringField(label, validators=[long], filters=[line])


def _text(label: str, most: int = _TEXT) -> TextAreaField:
    long = Length(max=most, message=f"最多 {most} 个字。")
    return TextAreaField(label, validators=[long], filters=[paragraphs])


def _day(label: str) -> DayField:
    return DayField(label, validators=[Optional()])


def _year(label: str) -> IntegerField:
    words = "请填写四位数的年份，例如 2025。"
    return IntegerField(
        label, validators=[Optional(), NumberRange(min=1990, max=2100, message=words)]
    )


def _hidden() -> IntegerField:
    inside = NumberRange(min=0, max=_LARGEST, message="页面上的编号不对，请刷新后再试。")
    return IntegerField(widget=HiddenInput(), validators=[Optional(), inside])


class VersionForm(ChineseForm):
    """A deed of one button, and what all corrections share: the version that the page was shown with."""

    version = _hidden()

    def show_with(self, version: int) -> None:
        """Carry the present version when the form is shown, not the one that came in."""
        self.version.raw_data = None
        self.version.data = version


class _PaperForm(ChineseForm):
    year = _year("报告年度")
    source = SelectField("问题来源", choices=[_BY_TITLE, *SOURCES])
    title = _line("标题")
    paper_number = _line("文号", 60)
    received_on = _day("收文日期")
    ends_on = _day("集中整改截止日")

    @property
    def told_source(self) -> Source | None:
        """Answer the source that was chosen, None when the title shall decide."""
        return Source(self.source.data) if self.source.data else None


class UploadForm(_PaperForm):
    """A paper as files or as pasted text, and what is told about it."""

    files = MultipleFileField("报告文件")
    text = _text("或者粘贴文字", _PASTED)
    unit_id = SelectField("列入哪个单位的台账", coerce=int)

    @property
    def chosen(self) -> list[FileStorage]:
        """Answer the files that were really chosen; browsers send one without a name for none."""
        return [
            one for one in self.files.data or () if isinstance(one, FileStorage) and one.filename
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for exactly one of files and text; a title belongs to one paper."""
        if not super().validate(extra_validators):
            return False
        several = len(self.chosen) > 1
        if not self.chosen and not self.text.data:
            self.files.errors = ["请选择报告文件，或者把报告的文字粘贴到下面。"]
        if self.chosen and self.text.data:
            self.text.errors = ["文件和粘贴的文字请只用一种，另一种清空后再提交。"]
        if several and (self.title.data or self.paper_number.data):
            self.title.errors = ["一次上传多份时请清空标题和文号，上传后在每份报告里分别修改。"]
        return not self.errors


class PaperForm(_PaperForm, VersionForm):
    """What is told about a paper that was taken in."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a year: the report already has one."""
        good = bool(super().validate(extra_validators))
        if good and self.year.data is None:
            self.year.errors = ["请填写四位数的年份，例如 2025。"]
            return False
        return good


class CorrectionForm(VersionForm):
    """The wording and the fields of one finding."""

    text = _text("问题内容")
    title = _line("标题", _TITLE)
    category = _line("问题类别", 40)
    measures = FieldList(_text("措施", 4000), max_entries=_MOST_MEASURES)
    lead_unit_text = _line("牵头单位")
    handler_text = _line("责任人")
    leader_text = _line("责任领导")
    due_text = _line("整改时限（原文）")
    due_on = _day("整改时限（日期）")
    lasting = BooleanField("长期坚持")

    def offer_measures(self) -> None:
        """Leave room for measures that are not there yet."""
        for _ in range(_NEW_MEASURES):
            if len(self.measures) < _MOST_MEASURES:
                self.measures.append_entry("")


class CategoryForm(VersionForm):
    """The category of one finding."""

    category = _line("问题类别", 40)


class AddForm(VersionForm):
    """A finding added by hand: typed text."""

    text = _text("问题内容")


class StretchForm(VersionForm):
    """A stretch of the source, in code points."""

    start = _hidden()
    end = _hidden()


class SplitForm(VersionForm):
    """Where to split a finding: behind which sentence (an offset into its text)."""

    at = RadioField(
        "在哪一句后面分开",
        coerce=int,
        validators=[InputRequired("请选择在哪一句后面分开。")],
        validate_choice=False,
    )


class RepeatForm(VersionForm):
    """Whether a finding repeats an earlier one."""

    earlier_id = _hidden()
    answer = SelectField(
        choices=[SelectChoice(word, word) for word in ("yes", "no", "again")],
        validators=[InputRequired("请选择是不是重复出现。")],
    )
