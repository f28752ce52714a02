"""填报表 as workbooks: one for each person or unit, four open columns, a key that nobody sees."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter

from tracker.core.text import clean_file_name, clean_text
from tracker.documents.render.archive import member
from tracker.documents.render.formats import POINTS, SMALL_POINTS, Formats
from tracker.documents.rules.fitting import fit_row
from tracker.documents.rules.sheet import shown
from tracker.ledgers.rules.returns import Open

# Together as wide as A4 lies, so that it prints at the size that it has on the screen.
_GIVEN = (("编号", 9), ("问题", 19), ("整改措施", 20), ("整改时限", 10), ("上次进展", 14))
_OPEN_WIDTHS = {Open.PROGRESS: 21, Open.DIFFICULTIES: 11, Open.RESULTS: 11, Open.PLANNED: 10}
_SIDE_MARGIN, _END_MARGIN = 0.4, 0.6  # inches
_KEY = len(_GIVEN) + len(Open)
_HEAD_ROW = 3
_LOWEST, _TALLEST = 60, 409
_YELLOW = "#FFF8DC"
_HINT = "只填浅黄色四列，其余请不要改动；量化成果写成“制度2项、培训1期、资金4.6万元”；填好后原文件发回。"
_FOLDED_NAME = 40


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a form: what is told beforehand, and its hidden key."""

    number: str
    problem: str
    measures: str
    due: str
    latest: str
    key: str


@dataclass(frozen=True, slots=True)
class FormSheet:
    """The form of one person or unit in a round."""

    position: int
    name: str
    title: str
    due_on: date
    rows: Sequence[FormRow]

    @property
    def file_name(self) -> str:
        """Answer a short name of the file: 03 东岭村.xlsx."""
        return clean_file_name(f"{self.position:02d} {self.name[:_FOLDED_NAME]}.xlsx")


def form_as_excel(form: FormSheet) -> bytes:
    """Answer the workbook of one form."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    formats = Formats(book)
    yellow = {
        "bg_color": _YELLOW,
        "border": 1,
        "text_wrap": True,
        "valign": "top",
        "font_name": "宋体",
    }
    opened = book.add_format(yellow | {"font_size": 10.5, "num_format": "@"})
    open_head = book.add_format(
        yellow | {"font_name": "黑体", "font_size": 11, "align": "center", "valign": "vcenter"}
    )
    sheet = book.add_worksheet("填报表")
    _head(sheet, form, formats, open_head)
    for at, row in enumerate(form.rows, start=_HEAD_ROW + 1):
        _row(sheet, at, row, formats, opened)
    _page(sheet)
    book.close()
    return out.getvalue()


def forms_as_zip(forms: Iterable[FormSheet], at: datetime) -> bytes:
    """Answer all forms of a round as a ZIP whose Chinese names unpack whole everywhere."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for form in forms:
            archive.writestr(member(form.file_name, at), form_as_excel(form))
    return out.getvalue()


def _head(sheet: Any, form: FormSheet, formats: Formats, open_head: Any) -> None:
    sheet.merge_range(0, 0, 0, _KEY - 1, clean_text(form.title), formats.title)
    sheet.merge_range(1, 0, 1, _KEY - 1, "", formats.left_note)
    told = f"填报：{form.name}　　请于{shown(form.due_on)}前发回"
    sheet.write_string(1, 0, clean_text(told), formats.left_note)
    sheet.merge_range(2, 0, 2, _KEY - 1, _HINT, formats.left_note)
    for column, (name, width) in enumerate(_GIVEN):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD_ROW, column, name, formats.head)
    for column, one in enumerate(Open, start=len(_GIVEN)):
        sheet.set_column(column, column, _OPEN_WIDTHS[one])
        sheet.write_string(_HEAD_ROW, column, one.label, open_head)
    sheet.set_column(_KEY, _KEY, 8, None, {"hidden": True})
    sheet.write_string(_HEAD_ROW, _KEY, "标识（请勿改动）", formats.head)
    sheet.set_row(0, 34)
    sheet.set_row(_HEAD_ROW, 28)


def _row(sheet: Any, at: int, row: FormRow, formats: Formats, opened: Any) -> None:
    texts = (row.number, row.problem, row.measures, row.due, row.latest)
    height, small = _height(texts)
    for column, text in enumerate(texts):
        sheet.write_string(
            at, column, clean_text(text), formats.small_text if small else formats.text
        )
    for column in range(len(_GIVEN), _KEY):
        sheet.write_blank(at, column, None, opened)
    sheet.write_string(at, _KEY, row.key)
    sheet.set_row(at, height)


def _height(texts: Sequence[str]) -> tuple[float, bool]:
    """Answer a height at which the texts show whole, at the most that of Excel, and whether it takes small type."""
    widths = [width for _, width in _GIVEN]
    fitted = fit_row(texts, widths, POINTS)
    if len(fitted) == 1:
        return max(fitted[0].height, _LOWEST), False
    # The same column holds more signs of a smaller type.
    smaller = fit_row(texts, [width * POINTS / SMALL_POINTS for width in widths], SMALL_POINTS)
    return (smaller[0].height if len(smaller) == 1 else _TALLEST), True


def _page(sheet: Any) -> None:
    sheet.freeze_panes(_HEAD_ROW + 1, 2)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(_SIDE_MARGIN, _SIDE_MARGIN, _END_MARGIN, _END_MARGIN)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, sheet.dim_rowmax or 0, _KEY - 1)
    sheet.set_footer("&C第 &P 页 共 &N 页")
