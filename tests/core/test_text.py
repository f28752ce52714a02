"""Cleaning what comes in: names of files that every system can unpack."""

import pytest

from tracker.core.text import clean_file_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("CON", "_CON"),
        ("nul.xlsx", "_nul.xlsx"),
        ("Com1 .pdf", "_Com1 .pdf"),
        ("LPT9.tar.gz", "_LPT9.tar.gz"),
        ("console.pdf", "console.pdf"),
        ("签到表.pdf", "签到表.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("甲\u202efdp.exe", "甲fdp.exe"),
        ("\x00..", "未命名"),
        ("长" * 300 + ".docx", "长" * 145 + ".docx"),
    ],
)
def test_a_name_is_safe_on_every_system(typed: str, kept: str) -> None:
    assert clean_file_name(typed) == kept
