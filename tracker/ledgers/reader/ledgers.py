"""A foreign ledger from its bytes to the sheet, header and rows that a person probably means."""

from dataclasses import dataclass
from pathlib import PurePath

from tracker.core.errors import InvalidError
from tracker.documents.reader.grid import read_grids
from tracker.documents.rules.failures import FileReadingError, Refusal, RefusedFileError
from tracker.documents.rules.grid import SheetGrid
from tracker.ledgers.rules.importing.headers import (
    Header,
    find_header,
    header_at,
    likeliest_sheet,
)
from tracker.ledgers.rules.keys import HEADING

ENDINGS = (".xlsx", ".xls", ".et")
_WRONG_ENDING = "台账要用Excel工作簿（.xlsx、.xls或.et），其他格式请先用Excel或WPS另存为.xlsx。"

_TOO_BIG = (
    "工作簿里的格子太多，请只保留台账所在的一张表（我们导出的留“数据”），或者分成几份再导入。"
)


@dataclass(frozen=True, slots=True)
class OpenedLedger:
    """A workbook that was opened: its sheets, the one that is probably meant, and its header."""

    sheets: tuple[SheetGrid, ...]
    sheet: int
    header: Header
    recognised: bool

    @property
    def grid(self) -> SheetGrid:
        """Answer the sheet that is probably meant."""
        return self.sheets[self.sheet]


def open_ledger(content: bytes, file_name: str, *, sheet: int | None = None) -> OpenedLedger:
    """Open a workbook of any origin and look for its ledger, in one sheet if it is named.

    Raises:
        InvalidError: it is no workbook, hostile, locked, damaged or empty; one sentence says which.
    """
    if PurePath(file_name).suffix.lower() not in ENDINGS:
        raise InvalidError(_WRONG_ENDING, "file")
    try:
        sheets = read_grids(content, file_name, heading=HEADING if sheet is None else "")
    except FileReadingError as fault:
        raise InvalidError(_words(fault), "file") from fault
    if not any(one.lines for one in sheets):
        raise InvalidError("这个工作簿里没有任何内容。", "file")
    chosen = likeliest_sheet(sheets) if sheet is None or sheet >= len(sheets) else sheet
    header = find_header(sheets[chosen])
    if header is None:
        return OpenedLedger(sheets, chosen, header_at(sheets[chosen], 0, 1), recognised=False)
    return OpenedLedger(sheets, chosen, header, recognised=True)


def _words(fault: FileReadingError) -> str:
    if isinstance(fault, RefusedFileError) and fault.code is Refusal.TOO_MANY_ELEMENTS:
        return _TOO_BIG
    return fault.sentence
