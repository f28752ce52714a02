"""一题一档 as a ZIP, written as it is sent: names that unpack whole, short paths, one file in memory."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from tracker.core.errors import NotFoundError
from tracker.core.files import DamagedFileError
from tracker.documents.render.archive import member
from tracker.documents.render.word import write_word
from tracker.documents.rules.layout import FORM
from tracker.ledgers.render.dossier.bound import Contents, listed
from tracker.ledgers.rules.dossier.papers import (
    approvals_paper,
    catalogue_paper,
    chronicle_paper,
    cover_paper,
)
from tracker.ledgers.rules.dossier.parts import Dossier

_QUICK = 1


class _Sink:
    """A file that only goes forward and gives away what was written."""

    def __init__(self) -> None:
        self.waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Keep to the protocol of files; nothing is held back."""

    def take(self) -> bytes:
        taken = b"".join(self.waiting)
        self.waiting.clear()
        return taken


def archive(dossiers: Iterable[Dossier], contents: Contents) -> Iterator[bytes]:
    """Yield a ZIP piece by piece: a folder for each task, papers first, evidence by its place.

    A file that the disk has lost is told of by a short text in its place, so that nobody takes it for forgotten.
    """
    sink = _Sink()
    # An unseekable file makes zipfile write sizes behind the data, which every unpacker reads with deflate.
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as package:  # type: ignore[call-overload]  # a sink is enough
        for dossier in dossiers:
            for name, content in _members(dossier, contents):
                path = f"{dossier.folder}/{name}"
                package.writestr(member(path, _morning(dossier.run.on)), content)
                yield sink.take()
    yield sink.take()


def _members(dossier: Dossier, contents: Contents) -> Iterator[tuple[str, bytes]]:
    papers = (
        ("0-1 封面.docx", cover_paper(dossier)),
        ("0-2 卷内目录.docx", catalogue_paper(dossier, listed(dossier))),
        ("0-3 销号审批表.docx", approvals_paper(dossier)),
        ("0-4 大事记.docx", chronicle_paper(dossier)),
    )
    for name, paper in papers:
        yield name, write_word(paper, FORM)
    for filed in dossier.filed:
        if not filed.sha256:
            continue
        try:
            yield filed.archived_as, contents(filed.sha256)
        except (NotFoundError, DamagedFileError):
            words = "磁盘上的文件已损坏或不在，请联系系统管理员从备份恢复。"
            yield f"{filed.place}（文件缺失）.txt", words.encode("utf-8-sig")


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9)  # noqa: DTZ001  a ZIP keeps the time of the clock on the wall
