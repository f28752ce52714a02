"""Cleaning text at every entrance, so that no later step trips over a character."""

import re
import unicodedata

# C0 except tab and line feed, C1, surrogates, U+FFFE/U+FFFF of every plane, and bidi overrides that can
# make a file name or sentence read differently from what it is.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_NAME_FORBIDDEN = re.compile(r'[\\/:*?"<>|\n\t]')
_NAME_LIMIT = 150
# Windows takes these for devices, whatever the ending is, and unpacks no file that is called so.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
_KIB = 1024


def clean_text(value: str) -> str:
    """Answer text fit for database, Word and Excel: NFC, LF line ends, no control characters.

    Line ends become LF; every other control character, lone surrogate or non-character is dropped.
    """
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", lines))


def clean_line(value: str) -> str:
    """Answer cleaned text on one line, white space at both ends removed."""
    return " ".join(clean_text(value).split())


def clean_file_name(value: str) -> str:
    """Answer a display name for a file: cleaned, without separators, no device of Windows, at most 150 characters.

    The ending is kept when a long name is cut; an empty name becomes ``未命名``.
    """
    name = _NAME_FORBIDDEN.sub("_", clean_line(value)).strip(". ")
    if not name:
        return "未命名"
    if _DEVICES.match(name):
        name = f"_{name}"
    if len(name) <= _NAME_LIMIT:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:  # noqa: PLR2004  a longer "ending" is part of the name
        return name[:_NAME_LIMIT]
    return stem[: _NAME_LIMIT - len(ending) - 1] + "." + ending


def size_in_words(size: int) -> str:
    """Write a number of bytes as people say it: KB, MB or GB."""
    if size >= _KIB**3:
        return f"{size / _KIB**3:.1f} GB"
    if size >= _KIB**2:
        return f"{size / _KIB**2:.1f} MB"
    return f"{max(1, round(size / _KIB))} KB"
