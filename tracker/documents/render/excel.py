"""Writing a workbook with XlsxWriter; whatever a text begins with, it stays a text."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any, TypeVar

import xlsxwriter

from tracker.core.text import clean_text
from tracker.documents.render.formats import DAY, Formats
from tracker.documents.render.sheets import write_stack_sheet, writer_for
from tracker.documents.rules.sheet import (
    CellValue,
    Sheet,
    StackSheet,
    Workbook,
    sheet_names,
)

Record = TypeVar("Record")
LaidOut = Callable[[Record], tuple[CellValue, ...]]

_PROPERTY_LIMIT = 255
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": DAY,
}


def write_excel(workbook: Workbook) -> bytes:
    """Answer the bytes of an .xlsx."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS | {"in_memory": True})
    _describe(book, workbook)
    formats = Formats(book)
    names = sheet_names(sheet.name for sheet in workbook.sheets)
    for name, sheet in zip(names, workbook.sheets, strict=True):
        _write(book.add_worksheet(name), sheet, formats)
    book.close()
    return out.getvalue()


def stream_excel(
    workbook: Workbook, records: Iterable[Record], laid_out: Sequence[LaidOut[Record] | None]
) -> bytes:
    """Answer the bytes of an .xlsx whose sheets are filled in one pass over records of any number.

    Rows go to the disk as they come, so memory stays flat.

    Args:
        workbook: print sheets, data sheets, and sheets of small tables.
        records: what the rows are made from.
        laid_out: for each sheet how a record reads as a row of it; None for a sheet of small tables, which takes none.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS | {"constant_memory": True})
    _describe(book, workbook)
    formats = Formats(book)
    names = sheet_names(sheet.name for sheet in workbook.sheets)
    writers = []
    for name, sheet, row_of in zip(names, workbook.sheets, laid_out, strict=True):
        page = book.add_worksheet(name)
        if isinstance(sheet, StackSheet):
            write_stack_sheet(page, sheet, formats)
        elif row_of is not None:
            writers.append((writer_for(page, sheet, formats), row_of))
    for record in records:
        for writer, row_of in writers:
            writer.add(row_of(record))
    for writer, _ in writers:
        writer.finish()
    book.close()
    return out.getvalue()


def _describe(book: Any, workbook: Workbook) -> None:
    book.set_properties(
        {
            "title": clean_text(workbook.subject)[:_PROPERTY_LIMIT],
            "author": clean_text(workbook.author)[:_PROPERTY_LIMIT],
            "created": datetime.combine(workbook.made_on, time()),
        }
    )


def _write(page: Any, sheet: Sheet, formats: Formats) -> None:
    if isinstance(sheet, StackSheet):
        write_stack_sheet(page, sheet, formats)
        return
    writer = writer_for(page, sheet, formats)
    for row in sheet.rows:
        writer.add(row)
    writer.finish()
