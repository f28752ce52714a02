"""How long reading takes: by format, with and without the child process, and from 2 to 200 pages.

Run with ``python -m tests.benchmarks.bench_reading``; each figure is the best of several runs, in
milliseconds. The documents are written here and look like reports: 700 signs a page, every tenth
paragraph numbered automatically, a table on every page.
"""

import importlib
import io
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl

from tests.builders.office import cell, level, numbered, numbering, para, row, table, word
from tests.builders.pages import PdfPage, pdf
from tests.builders.word97 import word97
from tracker.documents.reader.document import read_document
from tracker.documents.reader.gate import admit

SENTENCE = "有的支部学习停留在读文件记笔记上，联系本镇实际少，研究村级债务和土地流转这类难题更少，学用还是两张皮。"
PAGES = (2, 10, 50, 200)
BATCH = 40
WORKERS = 2


def report_docx(pages: int) -> bytes:
    """A report with headings, numbered items and a small table on every page."""
    page = (
        para("二、存在问题", '<w:outlineLvl w:val="0"/>')
        + "".join(numbered(SENTENCE) for _ in range(6))
        + "".join(para(SENTENCE) for _ in range(6))
        + table(*[row(cell("序号"), cell("问题"), cell("整改措施"))] * 4)
    )
    return word(page * pages, numbering=numbering(level(0, "chineseCountingThousand", "（%1）")))


def report_txt(pages: int) -> bytes:
    """The same amount of text, hard-wrapped at 28 signs."""
    text = "\n".join([SENTENCE * 3] * 4 * pages)
    lines = [line[at : at + 28] for line in text.split("\n") for at in range(0, len(line), 28)]
    return "\n".join(lines).encode("gb18030")


def report_pdf(pages: int) -> bytes:
    """Twenty-two lines of twenty-eight signs a page."""
    line = (SENTENCE * 2)[:28]
    lines = [(80.0, 760.0 - 29 * index, line) for index in range(22)]
    return pdf(
        [PdfPage([*lines, (280.0, 60.0, f"— {number} —")]) for number in range(1, pages + 1)]
    )


def report_doc(pages: int) -> bytes:
    """A Word 97 file; its properties fit one page, so it is one long text without tables."""
    return word97("\r".join([SENTENCE * 13] * pages))


def ledger_xlsx(pages: int) -> bytes:
    """Twelve rows of a ledger a page."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("台账")
    for number in range(12 * pages):
        sheet.append([number, SENTENCE, SENTENCE, "党政办", "2023-06-30"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


MAKERS: dict[str, Callable[[int], bytes]] = {
    "docx": report_docx,
    "txt": report_txt,
    "pdf": report_pdf,
    "doc": report_doc,
    "xlsx": ledger_xlsx,
}


def milliseconds(action: Callable[[], object], runs: int = 5) -> float:
    """The best of several runs."""
    best = float("inf")
    for _ in range(runs):
        started = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - started)
    return best * 1000


def parse(content: bytes, way: str) -> object:
    """Read without gate and child."""
    reader = importlib.import_module(f"tracker.documents.reader.{way}")
    return reader.read(content, isolated=False) if way == "doc" else reader.read(content)


def measure(ending: str, pages: int) -> str:
    """One line of the table."""
    content = MAKERS[ending](pages)
    name = f"报告.{ending}"
    way = admit(content, name)
    alone = milliseconds(lambda: parse(content, way))
    gate = milliseconds(lambda: admit(content, name))
    whole = milliseconds(lambda: read_document(content, name), runs=3)
    return f"{ending:>5} {pages:>4} pages {len(content) / 1024:>8.0f} KB  gate {gate:>7.1f}  parse {alone:>7.1f}  all {whole:>7.1f} ms"


def batch() -> str:
    """Documents a second through gate and child, two at a time."""
    content = report_docx(10)
    started = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(lambda _: read_document(content, "报告.docx"), range(BATCH)))
    return f"batch of {BATCH} ten-page .docx, {WORKERS} at a time: {BATCH / (time.perf_counter() - started):.1f} a second"


def write_with_libreoffice(content: bytes, ending: str) -> bytes:
    """Let LibreOffice turn a .docx into another format, for files as office programs write them."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "file.docx").write_bytes(content)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [
            "soffice",
            "--headless",
            profile,
            "--convert-to",
            ending,
            "--outdir",
            folder,
            f"{folder}/file.docx",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return Path(folder, f"file.{ending}").read_bytes()


def main() -> None:
    """Print every figure."""
    lines = [measure(ending, pages) for ending in MAKERS for pages in PAGES]
    lines.append(batch())
    if shutil.which("soffice"):
        for ending in ("doc", "pdf"):
            content = write_with_libreoffice(report_docx(10), ending)
            took = milliseconds(lambda c=content, e=ending: read_document(c, f"报告.{e}"), runs=3)  # type: ignore[misc]  # mypy does not infer a lambda with defaults
            lines.append(
                f"{ending:>5} by LibreOffice from ten pages of .docx with tables: all {took:.0f} ms"
            )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
