"""Reading a list of days: a workbook, a CSV or text file, or lines pasted from the notice."""

import csv
import re
from collections.abc import Sequence
from pathlib import PurePath

from tracker.core.errors import InvalidError
from tracker.core.text import clean_line, clean_text
from tracker.documents.reader.document import read_document
from tracker.documents.rules.failures import FileReadingError

_SEPARATOR = re.compile(
    r"[,，;；\t]|\s+(?=(?:上班|放假|班|休|补班|休息|恢复默认)(?:\s|$|[,，;；]))"
)
_TEXT_ENDINGS = {".csv", ".txt"}


def rows_of_file(content: bytes, file_name: str) -> list[Sequence[str]]:
    """Answer the rows of an .xlsx, .xls, .et, .csv or .txt file as cells.

    Raises:
        InvalidError: the file cannot be read, with the reason in Chinese.
    """
    plain = PurePath(file_name).suffix.lower() in _TEXT_ENDINGS
    try:
        read = read_document(content, "days.txt" if plain else file_name)
    except FileReadingError as error:
        raise InvalidError(str(error), "file") from error
    if plain:
        return list(csv.reader(read.text.splitlines()))
    return [
        [clean_line(read.text[cell.start : cell.end]) for cell in block.cells]
        for block in read.blocks
    ]


def rows_of_text(text: str) -> list[Sequence[str]]:
    """Answer the rows of pasted lines: parts apart by commas, tabs, or a space before 上班 or 放假."""
    return [
        [part.strip() for line_part in _SEPARATOR.split(line) for part in line_part.split("\t")]
        for line in clean_text(text).splitlines()
    ]
