"""What a foreign ledger keeps out of sight, told in one sentence before anything of it is taken."""

from tracker.documents.rules.grid import SheetGrid
from tracker.ledgers.rules.importing.headers import Header

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


def _named(header: Header, columns: list[int]) -> str:
    names = "、".join(header.names[one] for one in columns[:_MOST_NAMED])
    return names + ("等" if len(columns) > _MOST_NAMED else "")
