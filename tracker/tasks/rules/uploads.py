"""What may be handed in as evidence: judged by the content of a file, not only by its name."""

from tracker.core.errors import InvalidError

LARGEST_MB = 50
_LARGEST = LARGEST_MB * 1024 * 1024
_LOOKED_AT = 1024
# Programs start with these bytes, whatever they are called: Windows, Linux, macOS (four kinds), Java, scripts.
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
)
_PAGES = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<iframe", b"<body", b"<head")
_PROGRAM_ENDINGS = frozenset(
    [
        "exe",
        "dll",
        "com",
        "scr",
        "msi",
        "msp",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "vbe",
        "js",
        "jse",
        "wsf",
        "wsh",
        "hta",
        "lnk",
        "reg",
        "jar",
        "apk",
        "sh",
        "py",
        "cpl",
        "pif",
        "chm",
        "url",
        "scf",
        "desktop",
        "msc",
        "xll",
    ]
)
_PAGE_ENDINGS = frozenset(["html", "htm", "xhtml", "mht", "mhtml", "svg", "svgz", "xml", "swf"])


def check_upload(name: str, content: bytes, field: str = "file") -> None:
    """Check a file that somebody hands in.

    Raises:
        InvalidError: it is empty, too large, a program, or a page that could run in a browser.
    """
    if not content:
        raise InvalidError(f"“{name}”是空文件，请重新选择。", field)
    if len(content) > _LARGEST:
        raise InvalidError(f"“{name}”超过 {LARGEST_MB} MB，请压缩或分开上传。", field)
    ending = name.rpartition(".")[2].lower()
    start = content[:_LOOKED_AT]
    if ending in _PROGRAM_ENDINGS or start.startswith(_PROGRAMS):
        raise InvalidError(f"“{name}”是程序文件，不能作为佐证材料。", field)
    if ending in _PAGE_ENDINGS or _is_page(start):
        raise InvalidError(
            f"“{name}”是网页文件，不能作为佐证材料，请另存为 PDF 或图片后上传。", field
        )


def _is_page(start: bytes) -> bool:
    text = start.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(_PAGES):
        return True
    return text.startswith((b"<?xml", b"<!--", b"<!doctype")) and any(
        page in text for page in _PAGES
    )
