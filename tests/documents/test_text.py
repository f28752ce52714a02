"""Text files in every encoding that an office may send."""

import codecs

import pytest

from tracker.documents.reader.document import read_document
from tracker.documents.reader.text import decode
from tracker.documents.rules.failures import Fault, UnreadableFileError

SAMPLE = "一、存在问题\n（一）理论学习不够深入，联系实际不够紧密。𠮷\n（二）压力传导逐级递减，责任书签完就锁进抽屉。"


@pytest.mark.parametrize(
    "content",
    [
        SAMPLE.encode(),
        codecs.BOM_UTF8 + SAMPLE.encode(),
        SAMPLE.encode("gb18030"),
        SAMPLE.encode("utf-16"),
        SAMPLE.encode("utf-16-le"),
        SAMPLE.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + SAMPLE.encode("utf-16-be"),
        SAMPLE.encode("utf-32"),
        SAMPLE.replace("\n", "\r\n").encode(),
        SAMPLE.replace("\n", "\r").encode("gb18030"),
        SAMPLE.replace("\n", "\n\n　　").encode(),
        SAMPLE.replace("问", "\x00问\x07").encode(),
    ],
)
def test_a_text_is_read_whatever_its_encoding_and_line_ends(content: bytes) -> None:
    assert read_document(content, "报告.txt").text == SAMPLE


@pytest.mark.parametrize("codec", ["utf-8", "gbk", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("length", [4, 8, 20, 60])
def test_short_texts_are_read_too(codec: str, length: int) -> None:
    text = SAMPLE.replace("𠮷", "").replace("\n", "")[:length]

    assert decode(text.encode(codec)) == text


def test_a_few_damaged_bytes_do_not_hide_the_rest() -> None:
    content = (SAMPLE * 20).encode()
    damaged = content[:600] + b"\xff" + content[601:]

    assert "（二）压力传导逐级递减" in decode(damaged)


@pytest.mark.parametrize(
    "content", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(range(1, 200)) * 9]
)
def test_what_is_no_text_is_named(content: bytes) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        decode(content)

    assert failure.value.code is Fault.WRONG_KIND


def test_a_long_text_is_read_in_a_process_of_its_own() -> None:
    paragraph = "有的支部学习停留在读文件上，联系实际不够紧密。" * 20
    text = "\n".join([paragraph] * 2_000)

    assert read_document(text.encode(), "报告.txt").text == text
