"""Setting a paper as a Word file in official layout (GB/T 9704-2012)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as TextParagraph

from tracker.core.text import clean_text
from tracker.documents.render.boxes import (
    add_cut_line,
    add_ends,
    add_grid,
    add_picture,
    close,
    hinge,
)
from tracker.documents.render.hidden import HiddenMarks
from tracker.documents.render.page_numbers import number_pages
from tracker.documents.render.tables import add_table
from tracker.documents.render.typeset import (
    add_run,
    add_section,
    describe,
    indent_first_line,
    indent_hanging,
    indent_right,
    keep_unless_long,
    leave_grid,
    prepare,
)
from tracker.documents.rules.boxes import CutLine, Ends, Grid, Picture
from tracker.documents.rules.layout import GB9704, Font, Layout, Page, measure, title_lines
from tracker.documents.rules.paper import (
    Addressee,
    Attachment,
    AttachmentNote,
    Block,
    Centred,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    Title,
    split_gaps,
)

# A slip with the name of a piece stands above its picture.
_ABOVE_PICTURE_MM = 60


def write_word(paper: Paper, layout: Layout = GB9704) -> bytes:
    """Answer the bytes of a .docx; gaps stand in yellow, any character survives or is dropped."""
    document = docx.Document()
    prepare(document, layout)
    describe(document, paper)
    writer = _Writer(document, layout)
    for block in paper.blocks:
        writer.write(block)
    writer.end()
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Writer:
    """Writes one block after the other; knows only how each is set."""

    def __init__(self, document: Document, layout: Layout) -> None:
        self.document = document
        self.layout = layout
        self.landscape = False
        self._number(document.sections[0])
        self.marks = HiddenMarks()
        self.setters: dict[type[Block], Callable[[Any], None]] = {
            Title: self._title,
            Addressee: self._addressee,
            Heading: self._heading,
            Paragraph: self._paragraph,
            AttachmentNote: self._attachment_note,
            Signature: self._signature,
            Table: self._table,
            Attachment: self._attachment,
            Centred: self._centred,
            Grid: self._grid,
            Ends: self._ends,
            CutLine: self._cut_line,
            Picture: self._picture,
        }

    def write(self, block: Block) -> None:
        self.setters[type(block)](block)

    def _title(self, title: Title) -> None:
        for number, line in enumerate(title_lines(clean_text(title.text))):
            paragraph = self._new()
            paragraph.paragraph_format.page_break_before = title.fresh and number == 0
            paragraph.paragraph_format.keep_with_next = True
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            leave_grid(paragraph._p.get_or_add_pPr())  # noqa: SLF001  else it takes two lines each
            self._text(paragraph, line, self.layout.fonts.title)
        if self.layout.airy:
            self._new()

    def _centred(self, line: Centred) -> None:
        paragraph = self._new()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._text(paragraph, line.text, self.layout.fonts.body)

    def _addressee(self, addressee: Addressee) -> None:
        paragraph = self._new()
        self._text(paragraph, f"{addressee.name}：", self.layout.fonts.body)

    def _heading(self, heading: Heading) -> None:
        paragraph = self._indented()
        paragraph.paragraph_format.keep_with_next = True
        self._text(paragraph, heading.text, self._font_of(heading.level))

    def _paragraph(self, block: Paragraph) -> None:
        for number, line in enumerate(clean_text(block.text).split("\n")):
            paragraph = self._indented()
            if number == 0:
                self._text(paragraph, block.lead, self._font_of(block.lead_level))
            self._text(paragraph, line, self.layout.fonts.body)
            if block.label:
                self.marks.hide(paragraph, block.label)

    def _attachment_note(self, note: AttachmentNote) -> None:
        self._keep_last()
        self._new().paragraph_format.keep_with_next = True
        single = len(note.names) == 1
        for number, name in enumerate(note.names, start=1):
            label = "附件：" if number == 1 else "　　　"
            mark = "" if single else f"{number}."
            paragraph = self._new()
            # A long name goes on below its own first character.
            hanging = measure(label + mark)
            indent_hanging(paragraph, self.layout.indent_characters + hanging, hanging, self.layout)
            paragraph.paragraph_format.keep_with_next = True
            self._text(paragraph, f"{label}{mark}{name}", self.layout.fonts.body)

    def _signature(self, signature: Signature) -> None:
        """Write name and day; the day four characters from the edge, the name centred above it."""
        day = f"{signature.day.year}年{signature.day.month}月{signature.day.day}日"
        name = clean_text(signature.name)
        self._keep_last()
        self._new().paragraph_format.keep_with_next = True
        wider = (measure(name) - measure(day)) / 2
        inset = self.layout.signature_characters
        for text, characters in (
            (name, max(inset - wider, 0)),
            (day, inset + max(wider - inset, 0)),
        ):
            paragraph = self._new()
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            paragraph.paragraph_format.keep_with_next = text is name
            indent_right(paragraph, characters, self.layout)
            self._text(paragraph, text, self.layout.fonts.body)

    @property
    def page(self) -> Page:
        """Answer the page that is being written on."""
        return self.layout.landscape if self.landscape else self.layout.portrait

    def _table(self, table: Table) -> None:
        self._part_tables()
        add_table(self.document, table, self.page)

    def _part_tables(self) -> None:
        if self._ends_with_table():
            hinge(self.document)

    def end(self) -> None:
        """End the document with a paragraph, as Word wants it."""
        if self._ends_with_table():
            close(self.document)
        self.marks.list_in(self.document)

    def _ends_with_table(self) -> bool:
        last = self.document.element.body[-2:-1]
        return bool(last) and last[0].tag == qn("w:tbl")

    def _grid(self, grid: Grid) -> None:
        self._part_tables()
        add_grid(self.document, grid, self.page)

    def _ends(self, ends: Ends) -> None:
        add_ends(self.document, ends, self.page)

    def _cut_line(self, line: CutLine) -> None:
        add_cut_line(self.document, line)

    def _picture(self, picture: Picture) -> None:
        add_picture(self.document, picture, self.page, above_mm=_ABOVE_PICTURE_MM)

    def _attachment(self, attachment: Attachment) -> None:
        turned = attachment.landscape != self.landscape
        if turned:
            self.landscape = attachment.landscape
            self._number(add_section(self.document, self.page, self.layout))
        label = self._new()
        label.paragraph_format.page_break_before = not turned
        self._text(label, attachment.label, self.layout.fonts.attachment_label)
        if not attachment.landscape:
            self._new()
        self._title(Title(attachment.title))
        for block in attachment.blocks:
            self.write(block)

    def _number(self, section: Any) -> None:
        if self.layout.numbered:
            number_pages(section, self.page, self.layout)

    def _keep_last(self) -> None:
        """Keep the last lines of the text with what follows: no page holds a signature alone."""
        if self.document.paragraphs:
            keep_unless_long(self.document.paragraphs[-1])

    def _new(self) -> Any:
        """Add a paragraph at the end; python-docx would look through all that is there for the place."""
        body = self.document.element.body
        made = OxmlElement("w:p")
        body[-1].addprevious(made)
        return TextParagraph(made, self.document._body)  # noqa: SLF001  the parent of every paragraph

    def _indented(self) -> Any:
        paragraph = self._new()
        indent_first_line(paragraph, self.layout)
        return paragraph

    def _text(self, paragraph: Any, text: str, font: Font) -> None:
        for part, is_gap in split_gaps(clean_text(text)):
            add_run(paragraph, part, font, highlighted=is_gap)

    def _font_of(self, level: int) -> Font:
        fonts = self.layout.fonts
        return {1: fonts.heading_1, 2: fonts.heading_2}.get(level, fonts.heading_3)
