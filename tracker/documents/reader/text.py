"""Plain text files in the encodings that Chinese offices use."""

import codecs

from charset_normalizer import from_bytes

from tracker.documents.rules.failures import Fault, UnreadableFileError
from tracker.documents.rules.plain import PlainDocument
from tracker.documents.rules.wrapping import from_text

MOST_IN_PROCESS = 2 * 1024 * 1024
"""Bytes up to which a text is read in the serving process; it holds nothing that could do harm."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_ODD_SHARE = 0.05
# The high bytes of Chinese signs, their stops and plain figures in UTF-16.
_HIGH_BYTES = frozenset({0x00, 0x30, 0xFF, *range(0x4E, 0xA0)})
_HEADS_SHARE = 0.85
_DAMAGED_SHARE = 0.01


def read(content: bytes) -> PlainDocument:
    """Read a text file.

    Raises:
        UnreadableFileError: the bytes are no text in any known encoding.
    """
    return from_text(decode(content))


def decode(content: bytes) -> str:
    """Answer the text of a file: byte-order mark, strict UTF-8, UTF-16, strict GB18030, then a guess.

    Raises:
        UnreadableFileError: the bytes are no text in any known encoding.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, errors="replace")
    for codec in _likely_encodings(content):
        text = _strictly(content, codec)
        if text is not None and not _is_binary(text):
            return text
    text = _nearly(content) or _guessed(content)
    if text is None or _is_binary(text):
        raise UnreadableFileError(Fault.WRONG_KIND, "txt")
    return text


def _likely_encodings(content: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark shows itself by its zero bytes or by the byte that Chinese signs begin with."""
    sample = content[:_SAMPLE]
    even, odd = sample[0::2], sample[1::2]
    little, big = _chinese_heads(odd), _chinese_heads(even)
    utf16 = ("utf-16-le", "utf-16-be") if little >= big else ("utf-16-be", "utf-16-le")
    if sample.count(0) * 20 >= len(sample):
        return utf16
    if 2 * max(little, big) > _HEADS_SHARE * len(sample):
        return ("utf-8", *utf16, "gb18030")
    return ("utf-8", "gb18030")


def _nearly(content: bytes) -> str | None:
    """Answer a text in which few bytes are damaged, as old copies are; the damaged ones are shown."""
    for codec in ("utf-8", "gb18030"):
        text = content.decode(codec, errors="replace")
        if text.count("\ufffd") <= _DAMAGED_SHARE * len(text):
            return text
    return None


def _guessed(content: bytes) -> str | None:
    guess = from_bytes(content[:_SAMPLE]).best()
    return None if guess is None else _strictly(content, guess.encoding)


def _chinese_heads(half: bytes) -> int:
    return sum(byte in _HIGH_BYTES for byte in half)


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _is_binary(text: str) -> bool:
    """Tell whether a decoded text is full of signs that nobody writes: controls and private ones."""
    sample = text[:_SAMPLE]
    odd = sum(
        (sign < " " and sign not in "\t\n\r\f\v")
        or "\x7f" <= sign <= "\x9f"
        or "\ue000" <= sign <= "\uf8ff"
        for sign in sample
    )
    return odd > _ODD_SHARE * len(sample)
