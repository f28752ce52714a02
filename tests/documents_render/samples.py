"""Papers and workbooks for tests, and how they are read back."""

import os
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from tracker.documents.render.excel import write_excel
from tracker.documents.render.word import write_word
from tracker.documents.rules.paper import (
    Addressee,
    Attachment,
    AttachmentNote,
    Block,
    Column,
    Heading,
    Paper,
    Paragraph,
    Signature,
    Table,
    Title,
)
from tracker.documents.rules.sheet import Sheet, Workbook

_FONTS = Path(__file__).with_name("fonts.conf")
SENTENCE = "月初列出清单逐条对账到人"  # 12 characters
TITLE = "中共青禾镇委员会关于2026年度落实全面从严治党主体责任情况的报告"

needs_libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


def paper(*blocks: Block) -> Paper:
    """Answer a paper of some blocks."""
    return Paper(blocks, subject="报告", author="青禾镇", made_on=date(2026, 12, 15))


def word(*blocks: Block) -> Any:
    """Write some blocks and open them again with python-docx."""
    return docx.Document(BytesIO(write_word(paper(*blocks))))


def excel(*sheets: Sheet) -> Any:
    """Write some sheets and open them again with openpyxl."""
    content = write_excel(Workbook(sheets, "台账", "青禾镇", date(2026, 12, 15)))
    return openpyxl.load_workbook(BytesIO(content))


def whole_paper() -> Paper:
    """Answer a paper with every kind of block, of several pages, one of them on its side."""
    ledger = Table(
        (Column("序号", 1, centred=True), Column("反馈问题", 5), Column("整改措施", 6)),
        tuple((str(number), "账目不全" * 8, "逐村复核" * 12) for number in range(1, 31)),
        note="注：长期坚持不计入完成数。",
    )
    return paper(
        Title(TITLE),
        Addressee("云岭县委"),
        Paragraph("【此处按本年度最新提法填写】现将有关情况报告如下："),
        Heading(1, "一、工作成效"),
        Heading(2, "（一）压实责任"),
        Paragraph(SENTENCE * 120),
        Paragraph("参训【待补：人次】人次。", lead="（二）支部书记实训。"),
        AttachmentNote(("整改台账", "统计表")),
        Signature("中共青禾镇委员会", date(2027, 1, 5)),
        Attachment("附件1", "青禾镇2026年度整改台账", (ledger,), landscape=True),
        Attachment("附件2", "统计表", (Paragraph("共30项。"),)),
    )


def as_pdf(content: bytes, name: str, folder: Path) -> Path:
    """Render a file with LibreOffice, in a profile of its own, each typeface as one that the machine has."""
    source = folder / name
    source.write_bytes(content)
    subprocess.run(
        [
            "soffice",
            "--headless",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
        env=os.environ | {"FONTCONFIG_FILE": str(_FONTS)},
    )
    return source.with_suffix(".pdf")
