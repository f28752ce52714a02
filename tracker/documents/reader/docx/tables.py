"""Tables of a Word document as rows of cells, merged cells once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.documents.reader.docx.inline import chosen_alternative
from tracker.documents.reader.docx.parts import Element, attribute, child, kind, number, value
from tracker.documents.rules.pieces import Box, Row, is_blank

_WIDEST_SPAN = 63
_WRAPPERS = frozenset({"w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"})


def rows_of(table: Element) -> Iterator[tuple[Element, Iterator[Element]]]:
    """Yield the rows of a table with their cells; rows deleted by a tracked change are left out."""
    for row in _descend(table, "w:tr"):
        if child(child(row, "w:trPr"), "w:del") is None:
            yield row, _descend(row, "w:tc")


def _descend(element: Element, wanted: str) -> Iterator[Element]:
    for part in element:
        name = kind(part)
        if name == wanted:
            yield part
        elif name in _WRAPPERS:
            yield from _descend(part, wanted)
        elif name == "w:sdt":
            content = child(part, "w:sdtContent")
            if content is not None:
                yield from _descend(content, wanted)
        elif name == "mc:AlternateContent":
            chosen = chosen_alternative(part)
            if chosen is not None:
                yield from _descend(chosen, wanted)


@dataclass(slots=True)
class _Spot:
    """A cell being built; vertical merges make it higher while rows go by."""

    text: str
    column: int
    width: int
    height: int = 1


class Grid:
    """Builds the rows of one table in order."""

    def __init__(self, table: int) -> None:
        self._table = table
        self._rows: list[list[_Spot]] = []
        self._merging: dict[int, _Spot] = {}

    def add(self, row: Element, cells: Sequence[Element], texts: Sequence[str]) -> None:
        """Add a row; one without any text is left out and lets its merges go on."""
        if all(is_blank(text) for text in texts):
            return
        column = _before(row)
        spots: list[_Spot] = []
        merging: dict[int, _Spot] = {}
        for cell, text in zip(cells, texts, strict=True):
            properties = child(cell, "w:tcPr")
            width = number(value(properties, "w:gridSpan"), 1, _WIDEST_SPAN) or 1
            above = self._merging.get(column)
            if _goes_on(child(properties, "w:hMerge")) and is_blank(text) and spots:
                spots[-1].width += width
            elif above is not None and _goes_on(child(properties, "w:vMerge")) and is_blank(text):
                above.height += 1
                merging[column] = above
            else:
                spots.append(_Spot(text, column, width))
                if child(properties, "w:vMerge") is not None:
                    merging[column] = spots[-1]
            column += width
        self._rows.append(spots)
        self._merging = merging

    def finished(self) -> Iterator[Row]:
        """Yield the rows gathered since the last call; merges into later rows end here."""
        for spots in self._rows:
            boxes = tuple(Box(spot.text, spot.column, spot.width, spot.height) for spot in spots)
            yield Row(boxes, self._table)
        self._rows = []
        self._merging = {}


def _before(row: Element) -> int:
    return number(value(row, "w:trPr", "w:gridBefore"), 0, _WIDEST_SPAN) or 0


def _goes_on(merge: Element | None) -> bool:
    return merge is not None and attribute(merge, "val") in {None, "continue"}
