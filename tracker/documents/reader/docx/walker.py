"""The body of a Word document as pieces in reading order."""

from collections.abc import Callable, Iterable, Iterator

from tracker.documents.reader.docx.asides import as_notes, is_aside
from tracker.documents.reader.docx.hidden import hidden_in
from tracker.documents.reader.docx.inline import (
    SOFT_BREAK,
    Fields,
    Inline,
    chosen_alternative,
    is_placeholder,
)
from tracker.documents.reader.docx.numbering import Numbering
from tracker.documents.reader.docx.parts import Element, Parts, attribute, child, is_on, kind, value
from tracker.documents.reader.docx.styles import Styles, heading_level, is_indented
from tracker.documents.reader.docx.tables import Grid, rows_of
from tracker.documents.rules.pieces import Paragraph, Piece, Row, is_blank
from tracker.documents.rules.plain import Remark
from tracker.documents.rules.soft_breaks import parted

_WRAPPERS = frozenset({"w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:body"})
_CONTENTS_GALLERY = "Table of Contents"


class Walker:
    """Walks one document once; ``pieces`` and ``remarks`` hold what was found."""

    def __init__(self, parts: Parts, *, respect_fields: bool) -> None:
        self.pieces: list[Piece] = []
        self.remarks: list[Remark] = []
        self.fields = Fields(respected=respect_fields)
        self._parts = parts
        self._styles = Styles(parts.part("styles"))
        self._numbering = Numbering(parts.part("numbering"), self._styles)
        self._inline = Inline(self._styles, self.fields)
        self._asides: list[Piece] = []
        self._carried = ""
        self._in_cell = False
        self._tables = 0
        self._actions: dict[str, Callable[[Element, list[Piece]], None]] = {
            "w:p": self._paragraph,
            "w:tbl": self._table,
            "w:sdt": self._control,
            "mc:AlternateContent": self._alternatives,
            "w:altChunk": self._foreign,
        }

    def walk(self) -> None:
        """Read the body, then what stands beside it and the notes that it refers to."""
        body = child(self._parts.document(), "w:body")
        if body is not None:
            self._into(body, self.pieces)
        self.pieces.extend(self._asides)
        self.pieces.extend(self._notes())

    def _into(self, element: Element, pieces: list[Piece]) -> None:
        for part in element:
            name = kind(part)
            action = self._actions.get(name)
            if action is not None:
                action(part, pieces)
            elif name in _WRAPPERS:
                self._into(part, pieces)

    def _apart(self, element: Element, *, in_cell: bool = False) -> list[Piece]:
        """Read a container whose paragraphs have nothing to do with those around it."""
        carried, self._carried = self._carried, ""
        outside, self._in_cell = self._in_cell, in_cell
        pieces: list[Piece] = []
        self._into(element, pieces)
        if self._carried:
            pieces.append(Paragraph(self._carried))
        self._carried, self._in_cell = carried, outside
        return pieces

    def _control(self, element: Element, pieces: list[Piece]) -> None:
        gallery = value(child(child(element, "w:sdtPr"), "w:docPartObj"), "w:docPartGallery")
        content = child(element, "w:sdtContent")
        if gallery != _CONTENTS_GALLERY and content is not None and not is_placeholder(element):
            self._into(content, pieces)

    def _alternatives(self, element: Element, pieces: list[Piece]) -> None:
        chosen = chosen_alternative(element)
        if chosen is not None:
            self._into(chosen, pieces)

    def _foreign(self, _element: Element, _pieces: list[Piece]) -> None:
        """Name a chunk in another format (HTML, RTF), which is not read."""
        self.remarks.append(Remark("truncated"))

    def _paragraph(self, element: Element, pieces: list[Piece]) -> None:
        properties = child(element, "w:pPr")
        style_id = value(properties, "w:pStyle")
        style = self._styles.get(style_id)
        text = self._inline.text_of(element)
        boxes, self._inline.boxes = self._inline.boxes, []
        if _runs_on(properties):
            self._carried += text
        elif not (style.is_contents and self.fields.respected):
            mark, gap = self._numbering.mark(properties, style, style_id)
            whole, self._carried = self._carried + text, ""
            lines = whole.split(SOFT_BREAK)
            # In a cell a soft break is how people begin a new line; elsewhere it may be mere layout.
            paragraphs = lines if self._in_cell or len(lines) == 1 else parted(lines)
            first = Paragraph(
                paragraphs[0] if paragraphs else "",
                heading_level=heading_level(properties, style),
                mark=mark,
                gap=gap,
                indented=is_indented(properties, otherwise=style.is_indented),
                hidden=(hidden := hidden_in(element)),
            )
            pieces.append(first)
            pieces.extend(Paragraph(one, indented=True, hidden=hidden) for one in paragraphs[1:])
        for content in map(self._apart, boxes):
            if is_aside(text, content):
                self._asides.extend(as_notes(content))
            else:
                pieces.extend(content)

    def _table(self, element: Element, pieces: list[Piece]) -> None:
        table = self._tables
        self._tables += 1
        grid = Grid(table)
        rows = [(row, list(cells)) for row, cells in rows_of(element)]
        # A table of one column is a frame around text: its paragraphs are read as paragraphs.
        framed = all(len(cells) <= 1 for _, cells in rows)
        for row, cells in rows:
            contents = [self._apart(cell, in_cell=not framed) for cell in cells]
            if framed:
                pieces.extend(piece for content in contents for piece in content)
                continue
            grid.add(row, cells, [_lines(content) for content in contents])
            inner = [piece for content in contents for piece in content if isinstance(piece, Row)]
            if inner:
                pieces.extend(grid.finished())
                pieces.extend(inner)
        pieces.extend(grid.finished())

    def _notes(self) -> Iterator[Piece]:
        """Yield the notes in the order in which the text refers to them, each once."""
        by_role = {role: _notes_by_id(self._parts.part(role)) for role in ("footnotes", "endnotes")}
        for role, note_id in dict.fromkeys(self._inline.notes):
            note = by_role[role].get(note_id)
            if note is None or attribute(note, "type") in {"separator", "continuationSeparator"}:
                continue
            yield from as_notes(self._apart(note))


def _notes_by_id(root: Element | None) -> dict[str, Element]:
    found = {}
    for note in root if root is not None else ():
        note_id = attribute(note, "id")
        if note_id is not None and kind(note) in {"w:footnote", "w:endnote"}:
            found[note_id] = note
    return found


def _runs_on(properties: Element | None) -> bool:
    """Tell whether the paragraph mark is deleted or hidden, so that the next paragraph goes on here."""
    mark = child(properties, "w:rPr")
    if mark is None:
        return False
    return (
        child(mark, "w:del") is not None
        or child(mark, "w:moveFrom") is not None
        or is_on(mark, "w:vanish")
    )


def _lines(content: Iterable[Piece]) -> str:
    """Write the paragraphs of a cell one a line."""
    return "\n".join(
        f"{piece.mark}{piece.gap if piece.mark else ''}{piece.text}"
        for piece in content
        if isinstance(piece, Paragraph) and not is_blank(piece.text)
    )
