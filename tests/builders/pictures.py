"""Pictures as phones and scanners make them, and as nobody should send them."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageDraw

_ORIENTATION, _MAKER, _CAMERA, _PLACE = 0x0112, 0x010F, 0x8769, 0x8825
_TAKEN = 0x9003


def photo(
    size: tuple[int, int] = (640, 480), *, mark: str = "一", orientation: int = 1, day: str = ""
) -> bytes:
    """Answer a JPEG with the remarks of a camera: how it was held, the maker, a day, a place."""
    image = _drawn(size, mark)
    remarks = Image.Exif()
    remarks[_ORIENTATION], remarks[_MAKER] = orientation, "Somebody"
    remarks.get_ifd(_PLACE)[1] = "N"
    if day:
        remarks.get_ifd(_CAMERA)[_TAKEN] = f"{day.replace('-', ':')} 09:30:00"
    return _saved(image, "JPEG", exif=remarks)


def screenshot(size: tuple[int, int] = (320, 200), *, mark: str = "截") -> bytes:
    """Answer a small PNG with a see-through corner and a remark in it."""
    image = _drawn(size, mark).convert("RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    return _saved(image, "PNG")


def scan(pages: int = 2) -> bytes:
    """Answer a black and white TIFF of several pages."""
    first, *rest = [Image.new("1", (400, 560), 1) for _ in range(pages)]
    out = BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=rest)
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """Answer a PNG of some kilobytes that claims, and would unpack to, nearly a thousand million pixels."""
    row = bytes(1 + side // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _drawn(size: tuple[int, int], mark: str) -> Image.Image:
    """Answer a picture whose upper left corner is red, and which differs by its mark."""
    image = Image.new("RGB", size, (230, 235, 240))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 3, size[1] // 3), fill=(200, 30, 30))
    for at, sign in enumerate(mark):
        shade = ord(sign) % 200
        left = size[0] // 2 + 20 * at
        draw.rectangle((left, size[1] // 2, left + 15, size[1] // 2 + 15), fill=(shade, 90, shade))
    return image


def _saved(image: Image.Image, kind: str, **wishes: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **wishes)
    return out.getvalue()
