"""一题一档 as one paged PDF: every piece on paper in its order, and page numbers that the catalogue tells right."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tracker.core.errors import InvalidError, NotFoundError
from tracker.core.files import DamagedFileError
from tracker.documents.reader.gate import admit
from tracker.documents.reader.workshop import bind, page_counts, to_pdf, upright
from tracker.documents.render.word import write_word
from tracker.documents.rules.failures import FileReadingError
from tracker.documents.rules.layout import FORM
from tracker.documents.rules.paper import Paper
from tracker.ledgers.rules.dossier.papers import (
    approvals_paper,
    catalogue_paper,
    chronicle_paper,
    cover_paper,
    picture_paper,
    slip_paper,
)
from tracker.ledgers.rules.dossier.parts import (
    Dossier,
    Entry,
    Filed,
    Shape,
    note_of,
    why_slip,
)

_MOST_BYTES, _MOST_PIECES = 200 * 1024 * 1024, 150
_FRONT = 2  # cover and catalogue, which carry no page number
_OUTSIDE = re.compile(rb'<[^>]*TargetMode\s*=\s*"External"[^>]*>')
Contents = Callable[[str], bytes]


@dataclass(slots=True)
class _Sheets:
    """Pages in the making: Word files of our own, and PDFs; ``order`` names a part by its list and place."""

    words: list[bytes] = field(default_factory=list)

    def add(self, paper: Paper) -> int:
        self.words.append(write_word(paper, FORM))
        return len(self.words) - 1


def bound_dossier(dossier: Dossier, contents: Contents) -> bytes:
    """Answer the whole file of a task as one PDF.

    Raises:
        InvalidError: there is too much evidence for one PDF, or LibreOffice is missing or failed.
    """
    size = sum(one.size for one in dossier.filed)
    if size > _MOST_BYTES or len(dossier.filed) > _MOST_PIECES:
        raise InvalidError("佐证材料太多，合订成一个PDF放不下，请下载压缩包。")
    parts = _parts(dossier, contents)
    counts = page_counts(parts)
    if not all(counts):
        raise InvalidError("这台服务器现在不能生成PDF，请下载压缩包。")
    front = to_pdf(
        [
            write_word(cover_paper(dossier), FORM),
            write_word(catalogue_paper(dossier, _entries(dossier, counts)), FORM),
        ]
    )
    bound = bind([*filter(None, front), *parts], _FRONT) if all(front) else None
    if bound is None:
        raise InvalidError("这台服务器现在不能生成PDF，请下载压缩包。")
    return bound.content


def _parts(dossier: Dossier, contents: Contents) -> list[bytes]:
    """Answer every part behind the catalogue as a PDF: approvals, chronicle, each piece or its slip."""
    sheets = _Sheets()
    for paper in (approvals_paper(dossier), chronicle_paper(dossier)):
        sheets.add(paper)
    read = [_content(one, contents) for one in dossier.filed]
    pictures = _pictures(dossier.filed, read)
    for filed, picture in zip(dossier.filed, pictures, strict=True):
        # Every piece gets a sheet of ours; it gives way when the piece itself can be printed.
        sheet = picture_paper(dossier, filed, picture) if picture else None
        sheets.add(sheet or slip_paper(dossier, filed, why_slip(filed)))
    ours = to_pdf(sheets.words)
    theirs = _printed(dossier.filed, read)
    pages = page_counts([one or b"" for one in theirs])
    parts = [*ours[:_FRONT]]
    for own, other, count in zip(ours[_FRONT:], theirs, pages, strict=True):
        parts.append(other if count else own)
    return [one or b"" for one in parts]


def _content(filed: Filed, contents: Contents) -> bytes | None:
    if filed.shape is Shape.SLIP:
        return None
    try:
        return contents(filed.sha256)
    except (NotFoundError, DamagedFileError):
        return None


def _pictures(filed: Sequence[Filed], read: Sequence[bytes | None]) -> list[bytes | None]:
    places = [
        n
        for n, (one, content) in enumerate(zip(filed, read, strict=True))
        if one.shape is Shape.PICTURE and content
    ]
    turned = upright([read[n] or b"" for n in places])
    found: list[bytes | None] = [None] * len(filed)
    for place, picture in zip(places, turned, strict=True):
        found[place] = picture
    return found


def _printed(filed: Sequence[Filed], read: Sequence[bytes | None]) -> list[bytes | None]:
    """Answer PDFs as they are, and office files printed, where they can be trusted to LibreOffice."""
    found = [
        content if one.shape is Shape.PDF else None
        for one, content in zip(filed, read, strict=True)
    ]
    for ending in ("docx", "xlsx"):
        places = [
            n
            for n, (one, content) in enumerate(zip(filed, read, strict=True))
            if one.shape is Shape.OFFICE and one.ending == ending and _is_safe(one, content)
        ]
        printed = to_pdf([read[n] or b"" for n in places], ending)
        for place, pdf in zip(places, printed, strict=True):
            found[place] = pdf
    return found


def _is_safe(filed: Filed, content: bytes | None) -> bool:
    """Answer whether an office file may be printed: whole, of sane size, and fetching nothing from elsewhere."""
    if content is None:
        return False
    try:
        admit(content, filed.file_name)
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = [name for name in package.namelist() if name.endswith(".rels")]
            outside = [link for name in names for link in _OUTSIDE.findall(package.read(name))]
    except (FileReadingError, zipfile.BadZipFile):
        return False
    return all(b"/hyperlink" in link for link in outside)


def _entries(dossier: Dossier, counts: Sequence[int]) -> list[Entry]:
    entries = listed(dossier)
    page, paged = 1, []
    for entry, count in zip(entries, counts, strict=True):
        last = page + count - 1
        pages = str(page) if count == 1 else f"{page}-{last}"
        paged.append(Entry(entry.place, entry.title, entry.on, entry.note, pages))
        page = last + 1
    return paged


def listed(dossier: Dossier) -> list[Entry]:
    """Answer the lines of the catalogue, still without pages."""
    return [
        Entry("", "问题整改销号审批表", None, ""),
        Entry("", "整改大事记", None, ""),
        *(
            Entry(one.place, one.piece.title, one.piece.made_on, note_of(one))
            for one in dossier.filed
        ),
    ]
