"""Tables pasted into plain text: lines that follow one another with the same number of tabs."""

from collections.abc import Iterator, Sequence

from tracker.documents.rules.pieces import Box, Row

_SMALLEST_TABLE = 2


def stretches(raw: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Part the lines into stretches of table rows (True) and of running text (False)."""
    text: list[str] = []
    at = 0
    while at < len(raw):
        end = _table_end(raw, at)
        if end - at < _SMALLEST_TABLE:
            text.append(raw[at])
            at += 1
            continue
        yield False, text
        text = []
        yield True, list(raw[at:end])
        at = end
    yield False, text


def _table_end(raw: Sequence[str], start: int) -> int:
    tabs = raw[start].strip().count("\t")
    end = start
    while tabs > 1 and end < len(raw) and raw[end].strip(" ").count("\t") == tabs:
        end += 1
    return end


def row_of(line: str, table: int) -> Row:
    """Read one such line as a row."""
    cells = line.strip(" ").split("\t")
    return Row(tuple(Box(cell, column) for column, cell in enumerate(cells)), table)
