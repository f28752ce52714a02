"""The reading process: bounded in time, memory and reach, and never more than a typed error to its parent."""

import os
import select
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import hostile
from tests.builders.office import para, word, workbook
from tracker.documents.reader.document import read_document
from tracker.documents.reader.isolation import MEMORY, leave_network, limit_resources
from tracker.documents.reader.process import answer_of
from tracker.documents.reader.wire import pack, pack_failure, unpack
from tracker.documents.rules.failures import (
    Fault,
    FileReadingError,
    Refusal,
    RefusedFileError,
    UnreadableFileError,
)
from tracker.documents.rules.plain import Block, PlainDocument


def run_in_child(body: str, seconds: float = 10) -> PlainDocument:
    """Let a process with all limits run ``body`` instead of a reader."""
    start = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tracker.documents.reader.isolation import limit_resources, leave_network\n"
        "limit_resources(); isolated = leave_network()\n"
        f"{body}"
    )
    return unpack(answer_of(start, b"x", "txt", seconds), "docx")


ANSWER = "import json\ndef say(text): print(json.dumps({'text': text, 'blocks': [[0, len(text), 'paragraph', None, 0, None, [], []]], 'remarks': [], 'marks': []}))\n"


def test_a_child_that_eats_memory_is_stopped() -> None:
    body = f"{ANSWER}\ntry:\n    bytearray({MEMORY})\nexcept MemoryError:\n    say('stopped')"

    assert run_in_child(body).text == "stopped"


def test_a_child_that_sleeps_is_ended() -> None:
    with pytest.raises(RefusedFileError) as refusal:
        run_in_child("import time; time.sleep(600)", seconds=0.5)

    assert refusal.value.code is Refusal.TOO_SLOW


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    note = tmp_path / "grandchild"
    body = f"import subprocess; p = subprocess.Popen(['sleep', '3600']); open({str(note)!r}, 'w').write(str(p.pid))"

    with pytest.raises(UnreadableFileError):
        run_in_child(body)

    assert _ends(int(note.read_text()))


def _ends(process_id: int) -> bool:
    """Tell whether a process ends long before it would by itself; a killed one may take a moment to go."""
    try:
        process = os.pidfd_open(process_id)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([process], [], [], 300)[0])
    finally:
        os.close(process)


@pytest.mark.parametrize("signal", ["SIGABRT", "SIGSEGV", "SIGTERM"])
def test_a_child_that_dies_leaves_a_typed_error(signal: str) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        run_in_child(f"import os, signal; os.kill(os.getpid(), signal.{signal})")

    assert failure.value.code is Fault.CRASHED


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"text": 1, "blocks": []}',
        '{"refused": "unheard"}',
        '{"text": "ab", "blocks": [[0, 1, "paragraph", null, 0, null, [], []]], "remarks": [], "marks": []}',
    ],
)
def test_a_child_that_talks_nonsense_is_not_believed(printed: str) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        run_in_child(f"print({printed!r})")

    assert failure.value.code is Fault.CRASHED


def test_a_child_cannot_fill_the_disk() -> None:
    body = "import os\nwhile True: os.write(1, bytes(1 << 20))"

    with pytest.raises(FileReadingError):
        run_in_child(body)


def test_a_child_that_floods_standard_error_does_no_harm() -> None:
    body = (
        f"{ANSWER}\nimport sys\nfor _ in range(200): sys.stderr.write('x' * 1000000)\nsay('done')"
    )

    assert run_in_child(body).text == "done"


def test_a_child_reaches_no_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        body = (
            f"{ANSWER}\nimport socket\ntry:\n    socket.create_connection({address!r}, 1); say('connected')\n"
            "except OSError:\n    say('shut in' if isolated else 'failed')"
        )
        answer = run_in_child(body).text

    if not _may_leave_network():
        pytest.skip("this host permits no network namespaces")
    assert answer == "shut in"


def _may_leave_network() -> bool:
    child = os.fork()
    if child == 0:
        os._exit(0 if leave_network() else 1)
    return os.waitpid(child, 0)[1] == 0


def test_a_child_sees_nothing_of_the_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for files")

    assert (
        "not for files" not in run_in_child(f"{ANSWER}\nimport os\nsay(str(dict(os.environ)))").text
    )


def test_an_endless_word_is_refused() -> None:
    with pytest.raises(RefusedFileError) as refusal:
        read_document(hostile.long_text_node(11), "报告.docx")

    assert refusal.value.code is Refusal.TOO_LONG


def test_the_folder_of_a_child_is_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    read_document(word(para("文")), "报告.docx")

    assert list(tmp_path.iterdir()) == []


def test_limits_only_ever_shrink() -> None:
    child = os.fork()
    if child == 0:
        limit_resources()
        limit_resources()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0


def test_what_is_packed_comes_out_the_same() -> None:
    document = read_document(workbook({"A1": "甲", "B2": "乙"}), "台账.xlsx")

    assert unpack(pack(document), "xlsx") == document


@pytest.mark.parametrize(
    "failure", [RefusedFileError(Refusal.TOO_LONG), UnreadableFileError(Fault.PASSWORD)]
)
def test_a_failure_comes_out_with_its_code(failure: RefusedFileError | UnreadableFileError) -> None:
    with pytest.raises(type(failure)) as found:
        unpack(pack_failure(failure), "docx")

    assert found.value.sentence == failure.sentence


@pytest.mark.parametrize(
    "blocks",
    [
        (Block(0, 1, mark_end=0), Block(1, 2, mark_end=1)),
        (Block(0, 2, mark_end=3),),
        (Block(1, 2, mark_end=1),),
        (),
    ],
)
def test_blocks_that_do_not_tile_the_text_are_not_believed(blocks: tuple[Block, ...]) -> None:
    with pytest.raises(UnreadableFileError):
        unpack(pack(PlainDocument("甲乙", blocks)), "docx")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as failure:
        read_document(tmp_path / "没有.docx", "没有.docx")

    assert failure.value.code is Fault.MISSING


def test_a_file_is_read_from_its_place(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(word(para("一、存在问题")))

    assert read_document(path, path.name).text == "一、存在问题"


@pytest.mark.parametrize(
    "make",
    [hostile.slow_pdf, lambda: hostile.swelling_pdf(800), lambda: hostile.many_pages(100_000)],
)
def test_a_hostile_pdf_ends_with_a_typed_error(make: Callable[[], bytes]) -> None:
    with pytest.raises((RefusedFileError, UnreadableFileError)):
        read_document(make(), "报告.pdf")
