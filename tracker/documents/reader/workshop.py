"""Paper made of other people's files: to PDF by LibreOffice, pictures upright, PDFs bound — each in a process apart."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_ROOT = str(Path(__file__).resolve().parents[3])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from tracker.documents.reader.workshop_child import main; main(*sys.argv[2:])"
)
_PROGRAMS = ("soffice", "libreoffice")
# Named by hand: a file must be what its ending says, or LibreOffice would look for itself what it is.
_FILTERS = {"docx": "MS Word 2007 XML", "xlsx": "Calc MS Excel 2007 XML"}
_SECONDS = 90
# LibreOffice takes a quarter of a gigabyte each time; whoever comes third waits for a place.
_PLACES = 2
_BENCH = threading.BoundedSemaphore(_PLACES)
_WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Bound:
    """Several PDFs as one."""

    content: bytes
    pages: int


def office_program() -> str | None:
    """Answer where LibreOffice is, or None where it is not installed."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def to_pdf(files: Sequence[bytes], ending: str = "docx") -> tuple[bytes | None, ...]:
    """Print files of one kind to PDF, in one run of LibreOffice.

    Args:
        files: the bytes of the files.
        ending: ``docx`` or ``xlsx``.

    Returns:
        For each file its PDF, or None where LibreOffice is absent, fails or takes too long.
    """
    program = office_program()
    if program is None or not files:
        return (None,) * len(files)
    with _folder() as folder:
        names = _write(folder, files, ending)
        _run(folder, "print", program, _FILTERS[ending], *names)
        return tuple(_read(folder, Path(name).with_suffix(".pdf").name) for name in names)


def upright(pictures: Sequence[bytes]) -> tuple[bytes | None, ...]:
    """Turn photographs the way they were taken, and make them no larger than paper needs.

    Returns:
        For each picture a JPEG, or None where it cannot be read as one.
    """
    if not pictures:
        return ()
    with _folder() as folder:
        names = _write(folder, pictures, "picture")
        _run(folder, "upright", *names)
        return tuple(_read(folder, f"{name}.jpg") for name in names)


def page_counts(pdfs: Sequence[bytes]) -> tuple[int, ...]:
    """Answer how many pages each PDF has; 0 for one that cannot be opened."""
    if not pdfs:
        return ()
    with _folder() as folder:
        names = _write(folder, pdfs, "pdf")
        _run(folder, "count", *names)
        counted = _read(folder, "counts")
        return tuple(map(int, counted.split())) if counted else (0,) * len(pdfs)


def bind(pdfs: Sequence[bytes], first_numbered: int) -> Bound | None:
    """Bind PDFs into one; pages from the part ``first_numbered`` on carry running numbers from 1.

    Returns:
        The bound pages, or None when binding failed.
    """
    with _folder() as folder:
        names = _write(folder, pdfs, "pdf")
        _run(folder, "bind", str(first_numbered), *names)
        content, counted = _read(folder, "bound.pdf"), _read(folder, "counts")
        return Bound(content, int(counted)) if content and counted else None


def _folder() -> contextlib.AbstractContextManager[str]:
    return tempfile.TemporaryDirectory(prefix="workshop-", ignore_cleanup_errors=True)


def _write(folder: str, files: Sequence[bytes], ending: str) -> list[str]:
    names = [f"{number:03d}.{ending}" for number in range(1, len(files) + 1)]
    for name, content in zip(names, files, strict=True):
        Path(folder, name).write_bytes(content)
    return names


def _read(folder: str, name: str) -> bytes | None:
    path = Path(folder, name)
    return path.read_bytes() if path.is_file() else None


def _run(folder: str, verb: str, *words: str) -> None:
    """Run one verb of the child in its folder, as soon as there is a place; without one nothing comes of it."""
    if not _BENCH.acquire(timeout=_WAIT_SECONDS):
        return
    try:
        _work(folder, verb, *words)
    finally:
        _BENCH.release()


def _work(folder: str, verb: str, *words: str) -> None:
    """Run a child; what it started ends with it, whatever came of it."""
    surroundings = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    child = subprocess.Popen(  # noqa: S603  our own program; the names of files are ours too
        [sys.executable, "-I", "-c", _START, _ROOT, verb, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=surroundings,
        start_new_session=True,
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(_SECONDS)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
