"""Filling single sheets: one for the pen, one of small tables, one for programs."""

from datetime import date, datetime, time
from typing import Any

from tracker.core.text import clean_text
from tracker.documents.render.formats import HEAD_POINTS, POINTS, TITLE_POINTS, Formats
from tracker.documents.rules.fitting import fit_row, wrap
from tracker.documents.rules.sheet import (
    CellValue,
    DataSheet,
    PrintSheet,
    SheetColumn,
    Stacked,
    StackSheet,
    shown,
)

_A3, _A4 = 8, 9  # Excel's numbers for paper
_CELL_LIMIT = 32_767
_CUT_MARK = "（本格放不下，全文见打印页）"
_CONTINUED = "（续）"
_HEADER_ROWS = 3
# Points: what A4 on its side holds below the repeated title; caption, header and space of a small table.
_PAGE_HEIGHT, _ABOVE_ROWS = 420.0, 65.0
_FIRST_WIDTH, _OTHER_WIDTH = 20.0, 8.0


class PrintWriter:
    """A sheet to be printed and signed, row by row; no text is cut, long ones go on in a second row."""

    def __init__(self, page: Any, sheet: PrintSheet, formats: Formats) -> None:
        self._page, self._sheet, self._formats = page, sheet, formats
        self._at = _HEADER_ROWS
        _set_up_paper(page, large=sheet.large)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0, _HEADER_ROWS - 1)
        page.freeze_panes(_HEADER_ROWS, sheet.frozen)
        _set_widths(page, sheet.columns)
        texts = (sheet.title, sheet.left_note, sheet.right_note)
        _write_top(page, texts, len(sheet.columns), formats)
        _write_head(page, _HEADER_ROWS - 1, sheet.columns, formats)

    def add(self, values: tuple[CellValue, ...]) -> None:
        """Write the next row."""
        began = self._at
        self._at = _write_rows(self._page, began, self._sheet.columns, (values,), self._formats)
        # XlsxWriter keeps the height of every row for pictures; there are none, and streamed rows are on the disk.
        for at in range(began - 1, self._at - 1 if self._page.constant_memory else 0):
            self._page.row_info.pop(at, None)
            self._page.row_sizes.pop(at, None)

    def finish(self, sheet: PrintSheet | DataSheet) -> None:
        """Write what stands below the rows of a sheet, as it is known now."""
        remarks = sheet.remarks if isinstance(sheet, PrintSheet) else ()
        _write_remarks(self._page, self._at, self._sheet.columns, remarks, self._formats)


class DataWriter:
    """One header row and plain rows, with real days and numbers."""

    def __init__(self, page: Any, sheet: DataSheet, formats: Formats) -> None:
        self._page, self._sheet, self._formats = page, sheet, formats
        self._at = 1
        _set_widths(page, sheet.columns)
        _write_head(page, 0, sheet.columns, formats)
        page.freeze_panes(1, 0)

    def add(self, values: tuple[CellValue, ...]) -> None:
        """Write the next row."""
        for place, value in enumerate(values):
            _write_value(self._page, (self._at, place), value, self._formats)
        self._at += 1

    def finish(self, _sheet: PrintSheet | DataSheet) -> None:
        """Let people filter what was written."""
        self._page.autofilter(0, 0, max(self._at - 1, 1), len(self._sheet.columns) - 1)


def writer_for(
    page: Any, sheet: PrintSheet | DataSheet, formats: Formats
) -> PrintWriter | DataWriter:
    """Answer who writes a sheet row by row."""
    if isinstance(sheet, PrintSheet):
        return PrintWriter(page, sheet, formats)
    return DataWriter(page, sheet, formats)


def write_stack_sheet(page: Any, sheet: StackSheet, formats: Formats) -> None:
    """Write small tables one below the other, each under its own heading."""
    _set_up_paper(page, large=False)
    page.repeat_rows(0, 1)
    page.freeze_panes(2, 1)
    widest = max(len(one.columns) for one in sheet.tables)
    columns = tuple(_stack_columns([""] * widest))
    _set_widths(page, columns)
    _write_top(page, (sheet.title, sheet.left_note, sheet.right_note), widest, formats)
    at, used, breaks = _HEADER_ROWS - 1, 0.0, []
    for table in sheet.tables:
        height = _height_of(table)
        if used and used + height > _PAGE_HEIGHT:
            breaks.append(at)
            used = 0.0
        at, used = _write_stacked(page, at, table, formats), used + height
    page.set_h_pagebreaks(breaks)
    _write_remarks(page, at, columns, sheet.remarks, formats)


def _height_of(table: Stacked) -> float:
    """Answer how high a small table is, to begin it on a page that holds it whole."""
    widths = [_FIRST_WIDTH, *(_OTHER_WIDTH for _ in table.columns[1:])]
    rows = (fit_row([shown(value) for value in row], widths, POINTS) for row in table.rows)
    return _ABOVE_ROWS + sum(one.height for row in rows for one in row)


def _write_stacked(page: Any, at: int, table: Stacked, formats: Formats) -> int:
    columns = tuple(_stack_columns(table.columns))
    page.write_string(at, 0, clean_text(table.title), formats.caption)
    page.set_row(at, HEAD_POINTS * 2)
    _write_head(page, at + 1, columns, formats)
    return _write_rows(page, at + 2, columns, table.rows, formats) + 1


def _stack_columns(labels: tuple[str, ...] | list[str]) -> list[SheetColumn]:
    first, *others = labels
    return [
        SheetColumn(first, _FIRST_WIDTH),
        *(SheetColumn(label, _OTHER_WIDTH, centred=True) for label in others),
    ]


def _set_up_paper(page: Any, *, large: bool) -> None:
    page.set_landscape()
    page.set_paper(_A3 if large else _A4)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
    page.center_horizontally()
    page.set_footer('&C&"宋体,常规"&10第 &P 页 共 &N 页')


def _write_top(page: Any, texts: tuple[str, str, str], width: int, formats: Formats) -> None:
    """Write the merged title, and below it a note at either side."""
    title, left, right = texts
    last = width - 1
    middle = max(1, last // 2)
    _write_across(page, (0, 0, last), title, formats.title)
    page.set_row(0, TITLE_POINTS * 1.8)
    _write_across(page, (1, 0, middle), left, formats.left_note)
    _write_across(page, (1, middle + 1, last), right, formats.right_note)
    page.set_row(1, HEAD_POINTS * 1.8)


def _write_across(page: Any, place: tuple[int, int, int], text: str, style: Any) -> None:
    row, first, last = place
    if first < last:
        page.merge_range(row, first, row, last, clean_text(text), style)
    elif first == last:
        page.write_string(row, first, clean_text(text), style)


def _write_head(page: Any, row: int, columns: tuple[SheetColumn, ...], formats: Formats) -> None:
    for place, column in enumerate(columns):
        page.write_string(row, place, clean_text(column.label), formats.head)
    lines = max(len(wrap(column.label, column.width - 1)) for column in columns)
    page.set_row(row, lines * HEAD_POINTS * 1.4 + 8)


def _write_rows(
    page: Any,
    at: int,
    columns: tuple[SheetColumn, ...],
    rows: tuple[tuple[CellValue, ...], ...],
    formats: Formats,
) -> int:
    """Write ruled rows, long ones over several; answer the row below the last."""
    widths = [column.width for column in columns]
    for values in rows:
        texts = [clean_text(shown(value)) for value in values]
        for row in fit_row(texts, widths, POINTS):
            page.set_row(at, row.height)
            _write_row(page, at, columns, row.texts, formats)
            if row.continued:
                page.write_string(at, 0, row.texts[0] or _CONTINUED, formats.short)
            else:
                _write_numbers(page, at, values, formats)
            at += 1
    return at


def _write_row(
    page: Any,
    at: int,
    columns: tuple[SheetColumn, ...],
    texts: tuple[str, ...],
    formats: Formats,
) -> None:
    for place, (column, text) in enumerate(zip(columns, texts, strict=True)):
        page.write_string(at, place, text, formats.short if column.centred else formats.text)


def _write_numbers(page: Any, at: int, values: tuple[CellValue, ...], formats: Formats) -> None:
    for place, value in enumerate(values):
        if isinstance(value, int):
            page.write_number(at, place, value, formats.number)


def _write_remarks(
    page: Any,
    at: int,
    columns: tuple[SheetColumn, ...],
    remarks: tuple[str, ...],
    formats: Formats,
) -> None:
    width = sum(column.width for column in columns)
    for row, remark in enumerate(remarks, start=at):
        text = clean_text(remark)
        page.set_row(row, fit_row([text], [width], POINTS)[0].height)
        _write_across(page, (row, 0, len(columns) - 1), text, formats.remark)


def _write_value(page: Any, place: tuple[int, int], value: CellValue, formats: Formats) -> None:
    if isinstance(value, date):
        page.write_datetime(*place, datetime.combine(value, time()), formats.day)
    elif isinstance(value, int):
        page.write_number(*place, value, formats.number)
    else:
        page.write_string(*place, _within_limit(clean_text(value or "")), formats.text)


def _within_limit(text: str) -> str:
    """Cut a text that a cell cannot hold, and say so; XlsxWriter would drop it silently."""
    if len(text) <= _CELL_LIMIT:
        return text
    return text[: _CELL_LIMIT - len(_CUT_MARK)] + _CUT_MARK


def _set_widths(page: Any, columns: tuple[SheetColumn, ...]) -> None:
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width, None, {"hidden": column.hidden})
