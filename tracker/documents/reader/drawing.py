"""The inside of a process that draws one picture anew; only what was drawn leaves it."""

import json
import sys
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path

# Formats beyond the most common ones are known to Pillow once their modules are there.
from PIL import Image, ImageOps, TiffImagePlugin, WebPImagePlugin

from tracker.documents.reader.isolation import leave_network, limit_resources
from tracker.documents.reader.picture import PARTS

LONGEST_SIDE = 2560
LARGE_SIDE = 1600
SMALL_SIDE = 360
# A photograph is decoded at a fraction of its size, anything else whole: more pixels need more memory.
_MOST_PHOTO_PIXELS = 220_000_000
_MOST_PIXELS = 40_000_000
_LONGEST_STRIP = 60_000
_PHOTOS = ("JPEG", "MPO")  # what phones take in pairs opens as JPEG and is then called MPO
_SCAN = TiffImagePlugin.TiffImageFile.format
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", WebPImagePlugin.WebPImageFile.format, _SCAN)
_LARGEST_PNG = 1_500_000
_QUALITY, _PREVIEW_QUALITY = 86, 78
_TAKEN, _TAKEN_BLOCK = 0x9003, 0x8769


def main(path: str) -> None:
    """Draw the picture at ``path`` and write it with its previews to standard output; nothing when it cannot be.

    Runs inside the process apart.
    """
    limit_resources()
    leave_network()
    with suppress(Exception):  # a decoder may fail in any way; the picture is to blame
        sys.stdout.buffer.write(_draw(Path(path)))


def _draw(path: Path) -> bytes:
    Image.MAX_IMAGE_PIXELS = None  # bounded below, by kind
    with Image.open(path, formats=_FORMATS) as opened:
        _check_size(opened)
        taken = _taken_on(opened)
        pages = getattr(opened, "n_frames", 1) if opened.format == _SCAN else 1
        photo = opened.format in _PHOTOS
        # A photograph comes out at a fraction at once.
        opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=None)
        image = flat(ImageOps.exif_transpose(opened))
    content, ending = (b"", "") if pages > 1 else _encode(image, photo=photo)
    return packed({"ending": ending, "taken_on": taken}, content, image)


def packed(told: dict[str, str | None], content: bytes, image: Image.Image) -> bytes:
    """Answer what leaves the process: the note, the picture drawn anew (or nothing), and two previews."""
    note = json.dumps(told).encode()
    parts = (note, content, _preview(image, LARGE_SIDE), _preview(image, SMALL_SIDE))
    return PARTS.pack(*map(len, parts)) + b"".join(parts)


def _check_size(opened: Image.Image) -> None:
    width, height = opened.size
    most = _MOST_PHOTO_PIXELS if opened.format in _PHOTOS else _MOST_PIXELS
    if width * height > most or max(width, height) > _LONGEST_STRIP or min(width, height) < 1:
        raise ValueError(opened.size)


def flat(image: Image.Image) -> Image.Image:
    """Answer the picture in plain colours, what was see-through on white."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        return ground
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")


def _encode(image: Image.Image, *, photo: bool) -> tuple[bytes, str]:
    if not photo:
        drawn = BytesIO()
        _bare(image).save(drawn, "PNG")
        if drawn.tell() <= _LARGEST_PNG:
            return drawn.getvalue(), "png"
    return _jpeg(image, _QUALITY), "jpg"


def _preview(image: Image.Image, side: int) -> bytes:
    small = image.copy()
    small.thumbnail((side, side), reducing_gap=2.0)
    return _jpeg(small, _PREVIEW_QUALITY)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    drawn = BytesIO()
    _bare(image).save(drawn, "JPEG", quality=quality)
    return drawn.getvalue()


def _bare(image: Image.Image) -> Image.Image:
    """Answer the picture without any remark that an encoder might write along."""
    image.info = {}
    return image


def _taken_on(opened: Image.Image) -> str | None:
    with suppress(Exception):  # remarks of cameras are broken in many ways, and only a proposal
        noted = opened.getexif().get_ifd(_TAKEN_BLOCK).get(_TAKEN)
        return datetime.strptime(str(noted)[:10], "%Y:%m:%d").date().isoformat()  # noqa: DTZ007  a day without a zone
    return None
