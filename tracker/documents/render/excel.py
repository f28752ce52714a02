"""Writing a workbook with XlsxWriter; whatever a text begins with, it stays a text."""

from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from tracker.core.text import clean_text
from tracker.documents.render.formats import DAY, Formats
from tracker.documents.render.sheets import (
    write_data_sheet,
    write_print_sheet,
    write_stack_sheet,
)
from tracker.documents.rules.sheet import (
    DataSheet,
    PrintSheet,
    Sheet,
    StackSheet,
    Workbook,
    sheet_names,
)

_PROPERTY_LIMIT = 255
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": DAY,
}


def write_excel(workbook: Workbook) -> bytes:
    """Answer the bytes of an .xlsx."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {
            "title": clean_text(workbook.subject)[:_PROPERTY_LIMIT],
            "author": clean_text(workbook.author)[:_PROPERTY_LIMIT],
            "created": datetime.combine(workbook.made_on, time()),
        }
    )
    formats = Formats(book)
    names = sheet_names(sheet.name for sheet in workbook.sheets)
    for name, sheet in zip(names, workbook.sheets, strict=True):
        _write(book.add_worksheet(name), sheet, formats)
    book.close()
    return out.getvalue()


def _write(page: Any, sheet: Sheet, formats: Formats) -> None:
    match sheet:
        case PrintSheet():
            write_print_sheet(page, sheet, formats)
        case StackSheet():
            write_stack_sheet(page, sheet, formats)
        case DataSheet():
            write_data_sheet(page, sheet, formats)
