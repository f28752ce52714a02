"""The same written report as a file of any form: Word with automatic numbers, tables and notes, PDF, old Word, sheet, text."""

import re
from collections.abc import Callable, Iterator
from itertools import count

from tests.builders.office import (
    cell,
    level,
    numbered,
    numbering,
    para,
    row,
    run,
    table,
    word,
    workbook,
)
from tests.builders.pages import PdfPage, pdf
from tests.builders.word97 import word97
from tracker.documents.reader import doc, docx, sheet
from tracker.documents.reader import pdf as pdf_reader
from tracker.documents.reader.text import read as read_text
from tracker.documents.rules.plain import PlainDocument

_AUTOMATIC = re.compile(r"（[一二三四五六七八九十]）")
_SPAN = re.compile(r">>(\d) ")
_NOTE = "@"
_COLUMNS = "ABCDEFGHIJ"
_PDF_SIGNS, _PDF_LINES = 30, 18
_RESTART = '<w:num w:numId="{0}"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'


def open_as(form: str, text: str) -> PlainDocument:
    r"""Write ``text`` as a file of this form and read the file as the product does.

    Forms: txt, gbk, docx, docx-auto (（一） comes from numbering.xml), docx-soft (``\`` is a soft line break),
    docx-notes (``@`` is a footnote), docx-boxes (``@…@`` is a text box hung there), wps, doc, pdf, xlsx. A line that begins with ``|`` is a row of a table;
    in a cell ``^`` goes on with the cell above and ``>>2 `` spans two columns.
    """
    return _FORMS[form](text)


def _word(text: str, paragraph: Callable[[str], str] = para, **parts: str) -> PlainDocument:
    body: list[str] = []
    rows: list[str] = []
    for line in text.split("\n"):
        if line.startswith("|"):
            rows.append(row(*map(_cell, line[1:].split("|"))))
            continue
        if rows:
            body.append(table(*rows))
            rows = []
        body.append(paragraph(line))
    if rows:
        body.append(table(*rows))
    return docx.read(word("".join(body), **parts))


def _cell(content: str) -> str:
    span = _SPAN.match(content)
    if span:
        return cell(content[span.end() :], f'<w:gridSpan w:val="{span[1]}"/>')
    if content == "^":
        return cell("", "<w:vMerge/>")
    return cell(content, '<w:vMerge w:val="restart"/>')


def _numbered_word(text: str) -> PlainDocument:
    lists = count(1)
    number = next(lists)

    def paragraph(line: str) -> str:
        nonlocal number
        mark = _AUTOMATIC.match(line)
        if mark is None:
            return para(line)
        if mark.group() == "（一）":
            number = next(lists)
        return numbered(line[mark.end() :], num_id=number)

    nums = "".join(_RESTART.format(one) for one in range(1, 9))
    return _word(text, paragraph, numbering=numbering(level(0, "chineseCounting", "（%1）"), nums))


def _soft_word(text: str) -> PlainDocument:
    def paragraph(line: str) -> str:
        return f"<w:p>{'<w:r><w:br/></w:r>'.join(map(run, line.split(chr(92))))}</w:p>"

    return _word(text, paragraph)


def _word_with_notes(text: str) -> PlainDocument:
    numbers = count(1)

    def reference(part: str, *, first: bool) -> str:
        if first:
            return run(part)
        return f'<w:r><w:footnoteReference w:id="{next(numbers)}"/></w:r>{run(part)}'

    def paragraph(line: str) -> str:
        parts = enumerate(line.split(_NOTE))
        return f"<w:p>{''.join(reference(part, first=not at) for at, part in parts)}</w:p>"

    notes = "".join(
        f'<w:footnote w:id="{one}">{para("数据截至调研之日，来源于业务系统。")}</w:footnote>'
        for one in range(1, 5)
    )
    return _word(text, paragraph, footnotes=notes)


def _word_with_boxes(text: str) -> PlainDocument:
    def hung(part: str, *, boxed: bool) -> str:
        box = f"<w:pict><v:textbox><w:txbxContent>{para(part)}</w:txbxContent></v:textbox></w:pict>"
        return f"<w:r>{box}</w:r>" if boxed else run(part)

    def paragraph(line: str) -> str:
        parts = enumerate(line.split(_NOTE))
        return f"<w:p>{''.join(hung(part, boxed=at % 2 == 1) for at, part in parts)}</w:p>"

    return _word(text, paragraph)


def _pdf(text: str) -> PlainDocument:
    title, *paragraphs = text.split("\n")
    lines = [*_wrapped(title), *(line for one in paragraphs for line in _wrapped("　　" + one))]
    starts = range(0, len(lines), _PDF_LINES)
    pages = [_page(lines[start : start + _PDF_LINES], at + 1) for at, start in enumerate(starts)]
    return pdf_reader.read(pdf(pages))


def _wrapped(paragraph: str) -> Iterator[str]:
    for start in range(0, len(paragraph), _PDF_SIGNS):
        yield paragraph[start : start + _PDF_SIGNS]


def _page(lines: list[str], number: int) -> PdfPage:
    placed = [
        (60.0 + 16 * (len(line) - len(line.lstrip("　"))), 740.0 - 34 * at, line.lstrip("　"))
        for at, line in enumerate(lines)
    ]
    return PdfPage([(180.0, 800.0, "年度工作材料汇编"), *placed, (280.0, 40.0, f"— {number} —")])


def _sheet(text: str) -> PlainDocument:
    rows = [line.removeprefix("|").split("|") for line in text.split("\n")]
    cells = {
        f"{_COLUMNS[across]}{down}": content
        for down, line in enumerate(rows, start=1)
        for across, content in enumerate(line)
    }
    return sheet.read(workbook(cells, f"A1:{_COLUMNS[max(map(len, rows)) - 1]}{len(rows)}"))


_FORMS: dict[str, Callable[[str], PlainDocument]] = {
    "txt": lambda text: read_text(text.encode()),
    "gbk": lambda text: read_text(text.replace("\n", "\r\n").encode("gb18030")),
    "docx": _word,
    "docx-auto": _numbered_word,
    "docx-soft": _soft_word,
    "docx-notes": _word_with_notes,
    "docx-boxes": _word_with_boxes,
    "wps": _word,
    "doc": lambda text: doc.read(word97(text.replace("\n", "\r") + "\r"), isolated=False),
    "pdf": _pdf,
    "xlsx": _sheet,
}
