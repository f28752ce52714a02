"""The inside of a process that draws the first page of a PDF to look at; only what was drawn leaves it."""

import sys
from contextlib import suppress

import pypdfium2

from tracker.documents.reader.drawing import LARGE_SIDE, flat, packed
from tracker.documents.reader.isolation import leave_network, limit_resources


def main(path: str) -> None:
    """Draw the first page of the PDF at ``path`` and write its previews to standard output; nothing when it cannot be.

    Runs inside the process apart.
    """
    limit_resources()
    leave_network()
    with suppress(Exception):  # whatever is wrong with it, the file is to blame
        sys.stdout.buffer.write(_draw(path))


def _draw(path: str) -> bytes:
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[0]
        scale = LARGE_SIDE / max(*page.get_size(), 1.0)
        image = flat(page.render(scale=scale).to_pil())
    return packed({"ending": "", "taken_on": None}, b"", image)
