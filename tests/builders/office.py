"""Small office files written in code: Word packages, workbooks, PDF pages and Word 97 files."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{WORD}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_CONTENT}.numbering+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_CONTENT}.styles+xml"/></Types>'
)


def relations(**targets: str) -> str:
    """A relationships part: kinds and what they point to."""
    entries = "".join(
        f'<Relationship Id="r{index}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for index, (kind, target) in enumerate(targets.items())
    )
    return f'{_XML}<Relationships xmlns="{_RELATIONS}">{entries}</Relationships>'


def packed(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Write a zip package."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def document_xml(body: str) -> str:
    """Wrap a body in the root of a main part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_SPACES}><w:body>{body}</w:body></w:document>'


def part_xml(name: str, content: str) -> str:
    """Wrap content in the root of another part: styles, numbering, footnotes."""
    return f"<w:{name} {_SPACES}>{content}</w:{name}>"


def word(body: str, **parts: str) -> bytes:
    """Write a .docx; further parts by their role, as the content of their root element."""
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(**{name: f"{name}.xml" for name in parts}),
        "word/document.xml": document_xml(body),
    }
    files |= {f"word/{name}.xml": part_xml(name, content) for name, content in parts.items()}
    return packed(files)


def para(text: str, properties: str = "") -> str:
    """One paragraph; ``properties`` go into its w:pPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """One run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, num_id: int = 1, level: int = 0) -> str:
    """One automatically numbered paragraph."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>')


def level(index: int, number_format: str, text: str, more: str = "") -> str:
    """One level of an abstract list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(
    levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
) -> str:
    """The content of numbering.xml with one abstract list."""
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{lists}'


def cell(text: str, properties: str = "") -> str:
    """One table cell with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def row(*cells: str) -> str:
    """One table row."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """One table."""
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def workbook(cells: Mapping[str, str], dimension: str = "A1") -> bytes:
    """Write an .xlsx with one sheet of inline texts, by cell reference, with no help of a library."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = "".join(
        f'<row r="{reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}"><c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for reference, text in cells.items()
    )
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{_KINDS}"><sheets>'
            '<sheet name="台账" sheetId="1" r:id="r0"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": relations(worksheet="worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>',
        }
    )


@dataclass
class PdfPage:
    """What stands on one page: lines as (x, y, text) and drawn rules as (x0, y0, x1, y1), in points."""

    lines: list[tuple[float, float, str]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    size: int = 16

    def content(self) -> str:
        """The content stream."""
        texts = "".join(
            f"BT /F {self.size} Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, text in self.lines
        )
        return texts + "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in self.rules)


_FONT = (
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
    "/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 -120 1000 880]"
    "/ItalicAngle 0/Ascent 880/Descent -120/CapHeight 700/StemV 80>>>>"
)


def pdf(pages: Sequence[PdfPage]) -> bytes:
    """Write a PDF whose one font has no glyphs but knows which sign each code means; all signs one em wide."""
    to_unicode = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapName /U def 1 begincodespacerange <0000> <FFFF> "
        "endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    )
    count = len(pages)
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        _FONT,
        _stream(to_unicode),
    ]
    for index, page in enumerate(pages):
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents {7 + 2 * index} 0 R>>"
        )
        objects.append(_stream(page.content()))
    return pdf_file(objects)


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def pdf_file(objects: Sequence[str | bytes]) -> bytes:
    """Number the objects from 1 and write them with their table; the first is the catalogue."""
    written = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        body = content if isinstance(content, bytes) else content.encode("latin-1")
        written += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        written += b"%010d 00000 n \n" % place
    written += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(written)


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
