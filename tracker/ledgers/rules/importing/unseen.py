"""What is easily overlooked in a foreign ledger, told in a sentence each before anything of it is taken."""

from collections.abc import Sequence

from tracker.documents.rules.grid import SheetGrid
from tracker.ledgers.rules.importing.headers import (
    Header,
    bare_texts,
    begins_another,
    find_header,
)

_MOST_NAMED = 5


def told_unseen(sheet: SheetGrid, header: Header) -> str:
    """Say which rows below a header and which columns are hidden but read all the same; nothing where all are seen.

    What a person filtered away or hid is still in the file: it is read, and the person decides row by row.
    The hidden column of our own keys is none of them.
    """
    below = {line.number for line in sheet.lines[header.end :]}
    rows = len(sheet.hidden_rows & below)
    columns = sorted((sheet.hidden_columns & header.names.keys()) - {header.key_column})
    why = "（表上开着筛选）" if sheet.filtered else ""
    told = [f"{rows}行{why}"] if rows else []
    told += [f"{len(columns)}列（{_named(header, columns)}）"] if columns else []
    if not told:
        return ""
    return f"这张表上有{'、'.join(told)}是隐藏的，也一并读入。"


def told_others(sheets: Sequence[SheetGrid], chosen: int, header: Header) -> str:
    """Say what else in the workbook looks like a ledger and is not read this time: tables on the sheet, other sheets.

    Our own export, which holds the same ledger twice, says nothing.
    """
    if header.key_column is not None:
        return ""
    sheet = sheets[chosen]
    titles = {bare_texts(line) for line in sheet.lines[header.first : header.end]}
    rows = [
        str(line.number)
        for line in sheet.lines
        if begins_another(line, header) and bare_texts(line) not in titles
    ]
    names = [
        one.name for at, one in enumerate(sheets) if at != chosen and find_header(one) is not None
    ]
    told = [f"这张表第{_some(rows)}行另有一个表头，栏目不同"] if rows else []
    told += [f"{_some([f'“{name}”' for name in names])}也像台账"] if names else []
    return f"{'；'.join(told)}，这次不读；导完这一张，再传一次，另选表头或工作表。" if told else ""


def _named(header: Header, columns: Sequence[int]) -> str:
    return _some([header.names[one] for one in columns])


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_MOST_NAMED]) + ("等" if len(names) > _MOST_NAMED else "")
