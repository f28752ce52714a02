"""Files made to harm whoever opens them, small and written in code."""

import io
import struct
import zipfile
import zlib

from tests.builders.office import document_xml, packed, para, word
from tests.builders.pages import pdf_file

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def main_part(content: str | bytes, **others: str | bytes) -> bytes:
    """A .docx whose main part is written by hand."""
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": content, **others})


def with_prologue(prologue: str, reference: str) -> bytes:
    """A .docx with a document type and a reference to one of its entities."""
    whole = document_xml(para(f"前{reference}后"))
    return main_part(whole.replace("?>", f"?>{prologue}", 1))


def billion_laughs() -> bytes:
    """Entities that double ten times over."""
    entities = "".join(f'<!ENTITY a{n} "' + f"&a{n - 1};" * 10 + '">' for n in range(1, 10))
    return with_prologue(f'<!DOCTYPE w [<!ENTITY a0 "ha">{entities}]>', "&a9;")


def quadratic_entity() -> bytes:
    """One long entity, named very often."""
    return with_prologue('<!DOCTYPE w [<!ENTITY a "' + "x" * 100_000 + '">]>', "&a;" * 60_000)


def external_entity(address: str) -> bytes:
    """An entity that lies outside."""
    return with_prologue(f'<!DOCTYPE w [<!ENTITY a SYSTEM "{address}">]>', "&a;")


def wide_document_type() -> bytes:
    """A document type hidden in UTF-16."""
    content = document_xml(para("文")).replace("UTF-8", "UTF-16")
    content = content.replace("?>", '?><!DOCTYPE w [<!ENTITY a "b">]>', 1)
    return main_part(content.encode("utf-16"))


def odd_encoding() -> bytes:
    """A document type that only a reader of UTF-7 sees."""
    return main_part(b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w>')


def flood_of_paragraphs(megabytes: int) -> bytes:
    """Nothing but empty paragraphs."""
    return main_part(document_xml("<w:p/>" * (megabytes * 1024 * 1024 // 6)))


def long_text_node(megabytes: int) -> bytes:
    """One paragraph with one endless word."""
    return main_part(document_xml(para("x" * (megabytes * 1024 * 1024))))


def deep(levels: int) -> bytes:
    """Content controls inside content controls."""
    return word("<w:sdt><w:sdtContent>" * levels + para("底") + "</w:sdtContent></w:sdt>" * levels)


def many_attributes(count: int) -> bytes:
    """One element with as many attributes as it takes."""
    attributes = " ".join(f'a{index}="1"' for index in range(count))
    return main_part(f"<a {attributes}/>")


def picture_of_zeros(megabytes: int) -> bytes:
    """A picture that is nothing but zeros."""
    return main_part(
        document_xml(para("文")), **{"word/media/a.png": bytes(megabytes * 1024 * 1024)}
    )


def many_members(count: int) -> bytes:
    """More members than any office program writes."""
    parts = {f"word/m{index}.bin": b"" for index in range(count)}
    return packed({"word/document.xml": document_xml(para("文")), **parts}, zipfile.ZIP_STORED)


def lying_size() -> bytes:
    """A member that declares a twentieth of what it holds, checksum of that part included."""
    whole = document_xml(para("文" * 300_000)).encode()
    honest = main_part(whole)
    shown = whole[: len(whole) // 20]
    old = struct.pack("<L", zlib.crc32(whole)), struct.pack("<L", len(whole))
    new = struct.pack("<L", zlib.crc32(shown)), struct.pack("<L", len(shown))
    return honest.replace(old[0], new[0]).replace(old[1], new[1])


def doubled_member() -> bytes:
    """Two main parts: which one counts depends on who looks."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", document_xml(para("甲")))
        archive.writestr("WORD/document.xml", document_xml(para("乙")))
    return target.getvalue()


def named_member(name: str) -> bytes:
    """A member with a name of one's own choice."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", document_xml(para("文")))
        member = zipfile.ZipInfo("placeholder")
        member.filename = name
        archive.writestr(member, "x")
    return target.getvalue()


def link_member() -> bytes:
    """A member that is a symbolic link."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/document.xml", document_xml(para("文")))
        member = zipfile.ZipInfo("word/link.xml")
        member.external_attr = 0o120777 << 16
        archive.writestr(member, "/etc/passwd")
    return target.getvalue()


def encrypted_member() -> bytes:
    """A package whose members say that they are encrypted."""
    honest = bytearray(word(para("文")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = honest.find(signature)
        while at >= 0:
            honest[at + offset] |= 1
            at = honest.find(signature, at + 4)
    return bytes(honest)


def overlapping_members() -> bytes:
    """Many directory entries that all point to one member."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document_xml(para("文")))
        archive.writestr("word/big0.bin", bytes(1024 * 1024))
        big = archive.infolist()[1]
        for index in range(1, 100):
            copy = zipfile.ZipInfo(f"word/big{index}.bin")
            for name in (
                "compress_type",
                "CRC",
                "compress_size",
                "file_size",
                "header_offset",
                "external_attr",
            ):
                setattr(copy, name, getattr(big, name))
            archive.filelist.append(copy)
            archive.NameToInfo[copy.filename] = copy
    return target.getvalue()


def with_relation(kind: str, target: str) -> bytes:
    """A .docx whose main part refers to something outside."""
    relation = (
        f'<Relationship Id="a" Type="{_KINDS}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    relations = f'<Relationships xmlns="{_RELATIONS}">{relation}</Relationships>'
    return main_part(document_xml(para("文")), **{"word/_rels/document.xml.rels": relations})


def with_macros() -> bytes:
    """A .docx with a macro project."""
    return main_part(document_xml(para("文")), **{"word/vbaProject.bin": b"x"})


def slow_pdf() -> bytes:
    """Forms that draw forms, ten to the twelfth."""
    resources = "/Resources<</XObject<</X {} 0 R>>>>"
    drawing = "/X Do " * 10
    forms = [
        f"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]{resources.format(index + 6)}/Length {len(drawing)}>>stream\n{drawing}\nendstream"
        for index in range(12)
    ]
    return pdf_file(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]{resources.format(5)}/Contents 4 0 R>>",
            "<</Length 5>>stream\n/X Do\nendstream",
            *forms,
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 1>>stream\n \nendstream",
        ]
    )


def swelling_pdf(megabytes: int) -> bytes:
    """A page whose content is packed twice and swells to blanks without end."""
    once = zlib.compress(b" " * (megabytes * 1024 * 1024), 9)
    twice = zlib.compress(once, 9)
    head = b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(twice)
    return pdf_file(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
            head + twice + b"\nendstream",
        ]
    )


def many_pages(count: int) -> bytes:
    """A PDF of empty pages."""
    kids = " ".join(f"{index + 3} 0 R" for index in range(count))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>"
    return pdf_file(
        [
            "<</Type/Catalog/Pages 2 0 R>>",
            f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            *[page] * count,
        ]
    )
