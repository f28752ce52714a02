"""A picture from anywhere, drawn anew in a process apart: small, upright, without remarks."""

import json
import struct
from dataclasses import dataclass
from datetime import date
from typing import IO

from tracker.core.errors import TrackerError
from tracker.documents.reader.process import answer_of
from tracker.documents.rules.failures import FileReadingError

# The lengths of what follows: a note in JSON, the picture, two previews.
PARTS = struct.Struct(">4I")
_SECONDS = 20
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    " from tracker.documents.reader.{} import main; main(sys.argv[3])"
)
_PICTURE, _PAGE = _START.format("drawing"), _START.format("page_drawing")


class PictureError(TrackerError):
    """A picture that is damaged, cut off, too large to draw, or none."""


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture drawn anew: without place, device or any other remark; ``ending`` is jpg or png.

    ``content`` is None for a PDF and for a scan of several pages, which stay as they are. ``large`` and ``small`` are JPEG
    previews. ``taken_on`` is the day of the photograph when the camera noted one.
    """

    content: bytes | None
    ending: str
    large: bytes
    small: bytes
    taken_on: date | None


def clean_picture(source: IO[bytes]) -> CleanPicture:
    """Draw a picture anew in a process apart: turned upright, its longer side 2,560 pixels at most.

    Raises:
        PictureError: it cannot be drawn within the limits of memory, time and size.
    """
    return _drawn(_PICTURE, source, "picture")


def first_page(source: IO[bytes]) -> CleanPicture:
    """Draw the first page of a PDF in a process apart; ``content`` is None, the file stays as it is.

    Raises:
        PictureError: it cannot be opened, or not be drawn within the limits of memory and time.
    """
    return _drawn(_PAGE, source, "pdf")


def _drawn(program: str, source: IO[bytes], way: str) -> CleanPicture:
    source.seek(0)
    try:
        answer = answer_of(program, source.read(), way, _SECONDS)
    except FileReadingError as error:
        raise PictureError from error
    if not answer:
        raise PictureError
    return _unpack(answer)


def _unpack(answer: bytes) -> CleanPicture:
    sizes = PARTS.unpack_from(answer)
    parts, at = [], PARTS.size
    for size in sizes:
        parts.append(answer[at : at + size])
        at += size
    told = json.loads(parts[0])
    taken = told["taken_on"]
    return CleanPicture(
        content=parts[1] if told["ending"] else None,
        ending=told["ending"],
        large=parts[2],
        small=parts[3],
        taken_on=date.fromisoformat(taken) if taken else None,
    )
