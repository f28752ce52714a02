"""What goes into the process apart: a deed with what it is told, and the Word file."""

import json
import struct
from collections.abc import Mapping
from typing import Any

_LENGTH = struct.Struct(">I")


def pack(deed: str, content: bytes, told: Mapping[str, Any]) -> bytes:
    """Write what is to be done with a file."""
    words = json.dumps({"deed": deed, **told}, ensure_ascii=False).encode()
    return _LENGTH.pack(len(words)) + words + content


def unpack(packed: bytes) -> tuple[dict[str, Any], bytes]:
    """Read what ``pack`` wrote."""
    (length,) = _LENGTH.unpack(packed[: _LENGTH.size])
    start = _LENGTH.size + length
    told: dict[str, Any] = json.loads(packed[_LENGTH.size : start])
    return told, packed[start:]
