"""Word packages and workbooks written in code."""

import io
import zipfile
from collections.abc import Mapping

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
