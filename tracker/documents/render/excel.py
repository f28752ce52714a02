"""Writing a workbook with XlsxWriter; whatever a text begins with, it stays a text."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from io import BytesIO
from typing import IO, Any, TypeVar

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

    Args:
        workbook: print sheets, data sheets, and sheets of small tables.
        records: what the rows are made from.
        laid_out: for each sheet how a record reads as a row of it; None for a sheet of small tables, which takes none.
    """
    out = BytesIO()
    stream_excel_into(out, workbook, records, laid_out, lambda: workbook.sheets)
    return out.getvalue()


def stream_excel_into(
    out: IO[bytes],
    workbook: Workbook,
    records: Iterable[Record],
    laid_out: Sequence[LaidOut[Record] | None],
    at_the_end: Callable[[], Sequence[Sheet]],
) -> None:
    """Write an .xlsx as :func:`stream_excel` does, into a stream; rows go to the disk as they come, so memory stays flat.

    ``at_the_end`` answers the sheets as they are known once every record has passed: remarks and small tables are
    taken from there, titles and columns from ``workbook``.
    """
    book = xlsxwriter.Workbook(out, _OPTIONS | {"constant_memory": True})
    _describe(book, workbook)
    formats = Formats(book)
    names = sheet_names(sheet.name for sheet in workbook.sheets)
    pages = [book.add_worksheet(name) for name in names]
    writers = [
        None
        if row_of is None or isinstance(sheet, StackSheet)
        else writer_for(page, sheet, formats)
        for page, sheet, row_of in zip(pages, workbook.sheets, laid_out, strict=True)
    ]
    filled = [
        (writer, row_of)
        for writer, row_of in zip(writers, laid_out, strict=True)
        if writer is not None and row_of is not None
    ]
    for record in records:
        for writer, row_of in filled:
            writer.add(row_of(record))
    for page, sheet, told in zip(pages, at_the_end(), writers, strict=True):
        if isinstance(sheet, StackSheet):
            write_stack_sheet(page, sheet, formats)
        elif told is not None:
            told.finish(sheet)
    book.close()


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
    writer.finish(sheet)
