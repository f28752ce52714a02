"""Word 97 files and the compound files around them, written in code."""

import struct
from collections.abc import Mapping, Sequence

_SECTOR = 512
_FAT_ENTRIES = 128
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST_STREAM = 4096


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """Write an OLE compound file ([MS-CFB]); every stream is padded beyond the size of mini streams."""
    padded = {
        name: data.ljust(max(_SMALLEST_STREAM, -(-len(data) // _SECTOR) * _SECTOR), b"\0")
        for name, data in streams.items()
    }
    directory_sectors = -(-(len(padded) + 1) * 128 // _SECTOR)
    sectors = directory_sectors + sum(len(data) // _SECTOR for data in padded.values())
    fats = -(-sectors // (_FAT_ENTRIES - 1))
    chain: list[int] = [_FAT_SECTOR] * fats
    starts: dict[str, int] = {}
    _add_chain(chain, directory_sectors)
    for name, data in padded.items():
        starts[name] = len(chain)
        _add_chain(chain, len(data) // _SECTOR)
    numbers = (fats, fats, 0, _SMALLEST_STREAM, _END, 0, _END, 0)
    header = struct.pack("<8s16s5H6xI8I", _OLE, b"", 0x3E, 3, 0xFFFE, 9, 6, 0, *numbers)
    header += struct.pack("<109I", *range(fats), *([_FREE] * (109 - fats)))
    chain += [_FREE] * (_FAT_ENTRIES * fats - len(chain))
    fat = struct.pack(f"<{len(chain)}I", *chain)
    entries = [_entry("Root Entry", 5, 0xFFFFFFFF, 1 if padded else 0xFFFFFFFF, _END, 0)]
    names = sorted(padded, key=lambda name: (len(name), name.upper()))
    for index, name in enumerate(names):
        right = index + 2 if index + 1 < len(names) else 0xFFFFFFFF
        entries.append(_entry(name, 2, right, 0xFFFFFFFF, starts[name], len(padded[name])))
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    return header + fat + directory + b"".join(padded.values())


def _add_chain(chain: list[int], sectors: int) -> None:
    first = len(chain)
    chain.extend([*range(first + 1, first + sectors), _END])


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII36xIQ", encoded, len(encoded), kind, 1, 0xFFFFFFFF, right, child, start, size
    )


def word97(
    text: str, flags: int = 0, rows: Sequence[int] = (), in_table: Sequence[int] = ()
) -> bytes:
    """Write a Word 97 file of one piece ([MS-DOC] 2.4).

    ``rows`` and ``in_table`` are the places in ``text`` of the signs that end a table row, and of those
    that end another paragraph of a table.
    """
    start = 1024
    encoded = text.encode("utf-16-le")
    page = -(-(start + len(encoded)) // 512)
    clx = b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(text), 0, start, 0)
    # One page of paragraph properties holds some thirty paragraphs: enough for tests of tables.
    ends = [place for place, sign in enumerate(text) if sign in "\r\x07"] if in_table else []
    bins = struct.pack("<III", start, start + len(encoded), page)
    header = bytearray(start)
    struct.pack_into("<H", header, 0, 0xA5EC)
    struct.pack_into("<H", header, 0x0A, flags)
    struct.pack_into("<i", header, 0x4C, len(text))
    struct.pack_into("<II", header, 0x1A2, 0, len(clx))
    struct.pack_into("<II", header, 0x102, len(clx), len(bins))
    main = bytes(header) + encoded
    main = main.ljust(page * 512, b"\0") + _paragraph_page(ends, rows, in_table, start)
    return compound_file({"WordDocument": main, "0Table": clx + bins})


def _paragraph_page(
    ends: Sequence[int], rows: Sequence[int], in_table: Sequence[int], start: int
) -> bytes:
    page = bytearray(512)
    page[-1] = len(ends)
    struct.pack_into(f"<{len(ends) + 1}I", page, 0, start, *(start + 2 * (end + 1) for end in ends))
    kinds = {"cell": b"\x16\x24\x01", "row": b"\x16\x24\x01\x17\x24\x01"}
    places = {}
    at = 500
    for kind, properties in kinds.items():
        content = b"\0\0" + properties
        at -= len(content) + 2 + (len(content) + 2) % 2
        at -= at % 2
        struct.pack_into(f"<BB{len(content)}s", page, at, 0, (len(content) + 1) // 2, content)
        places[kind] = at // 2
    for index, end in enumerate(ends):
        kind = "row" if end in rows else "cell" if end in in_table else ""
        page[4 * (len(ends) + 1) + 13 * index] = places.get(kind, 0)
    return bytes(page)
