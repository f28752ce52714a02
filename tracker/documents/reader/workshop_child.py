"""The inside of the workshop: no network, bounded memory, one verb on the files of the folder it stands in."""

import os
import resource
from collections.abc import Callable
from ctypes import c_ushort
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageOps

from tracker.documents.reader.isolation import leave_network

_MEMORY = 2 * 1024 * 1024 * 1024
_SECONDS = 80
_LARGEST = 512 * 1024 * 1024
# Enough for 300 dots to the inch over the text width of A4.
_MOST_DOTS = 2000
_QUALITY = 85
_MOST_PIXELS = 80_000_000
_INSET, _POINTS = 42.0, 11.0
_QUARTER = 90


def main(verb: str, *words: str) -> None:
    """Do what is asked with files of this folder; results are files beside them."""
    leave_network()
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_FSIZE, _LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    _VERBS[verb](*words)


def _print(program: str, kind: str, *names: str) -> None:
    profile = Path("profile").absolute().as_uri()
    arguments = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    arguments += [f"-env:UserInstallation={profile}", f"--infilter={kind}"]
    os.execv(program, [program, *arguments, "--convert-to", "pdf", *names])  # noqa: S606  found on PATH by our own code


def _upright(*names: str) -> None:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    for name in names:
        try:
            with Image.open(name) as opened:
                turned = ImageOps.exif_transpose(opened)
                turned.thumbnail((_MOST_DOTS, _MOST_DOTS))
                turned.convert("RGB").save(f"{name}.jpg", "JPEG", quality=_QUALITY)
        except Exception:  # noqa: BLE001, S112  a decoder may fail in any way; the picture is to blame
            continue


def _count(*names: str) -> None:
    Path("counts").write_text(" ".join(str(_pages(name)) for name in names), encoding="ascii")


def _pages(name: str) -> int:
    try:
        with pypdfium2.PdfDocument(name) as pdf:
            return len(pdf)
    except pypdfium2.PdfiumError:
        return 0


def _bind(first_numbered: str, *names: str) -> None:
    whole = pypdfium2.PdfDocument.new()
    plain = 0
    for place, name in enumerate(names):
        if place == int(first_numbered):
            plain = len(whole)
        with pypdfium2.PdfDocument(name) as part:
            whole.import_pages(part)
    for place in range(plain, len(whole)):
        _number(whole, place, place - plain + 1)
    whole.save("bound.pdf")
    Path("counts").write_text(str(len(whole)), encoding="ascii")


def _number(whole: pypdfium2.PdfDocument, place: int, number: int) -> None:
    """Write a page number into the upper right corner, as the page is looked at."""
    page = whole[place]
    left, bottom, right, top = page.get_mediabox()
    turns = page.get_rotation() // _QUARTER
    # The corner, and the way in which a line of text runs there (a, b, c, d of its matrix), by quarter turns.
    x, y, way = (
        (right - _INSET, top - _INSET, (1, 0, 0, 1)),
        (left + _INSET, top - _INSET, (0, 1, -1, 0)),
        (left + _INSET, bottom + _INSET, (-1, 0, 0, -1)),
        (right - _INSET, bottom + _INSET, (0, -1, 1, 0)),
    )[turns]
    text = pdfium.FPDFPageObj_NewTextObj(whole.raw, b"Helvetica", _POINTS)
    signs = (c_ushort * (len(str(number)) + 1))(*map(ord, str(number)), 0)
    pdfium.FPDFText_SetText(text, signs)
    pdfium.FPDFPageObj_Transform(text, *way, x, y)
    pdfium.FPDFPage_InsertObject(page.raw, text)
    page.gen_content()


_VERBS: dict[str, Callable[..., None]] = {
    "print": _print,
    "upright": _upright,
    "count": _count,
    "bind": _bind,
}
