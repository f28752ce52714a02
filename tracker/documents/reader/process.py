"""One short-lived process for each file, so that no file can harm the one that serves people."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tracker.documents.reader.isolation import LARGEST_OUTPUT, SECONDS
from tracker.documents.reader.wire import unpack
from tracker.documents.rules.failures import Fault, Refusal, RefusedFileError, UnreadableFileError
from tracker.documents.rules.plain import PlainDocument

_ROOT = str(Path(__file__).resolve().parents[3])
# -I shuts out the caller's environment and folder, so the project's own folder is named by hand.
_START = "import sys; sys.path.insert(0, sys.argv[1]); from tracker.documents.reader.child import main; main(*sys.argv[2:])"


def read_apart(content: bytes, way: str, ending: str) -> PlainDocument:
    """Read a file that passed the gate in a process of its own.

    Args:
        content: the bytes of the file.
        way: how to read it, as the gate said.
        ending: the ending of its name, for the sentence when it fails.

    Raises:
        RefusedFileError: reading took too long or too much memory, or the reader refused.
        UnreadableFileError: the reader gave up or died.
    """
    return unpack(answer_of(_START, content, way, SECONDS), ending)


def answer_of(program: str, content: bytes, way: str, seconds: float) -> bytes:
    """Run a Python program on a file, alone in a folder of its own, and return what it printed.

    Args:
        program: the source; its arguments are the folder of the project, ``way`` and the file's place.
        content: the bytes of the file.
        way: the second argument, and the ending of the file.
        seconds: how long it may take; everything that it started ends with it.

    Raises:
        RefusedFileError: its time was up, or it printed without end.
        UnreadableFileError: it died.
    """
    with tempfile.TemporaryDirectory(prefix="reading-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, f"file.{way}")
        path.write_bytes(content)
        printed = Path(folder, "printed")
        command = [sys.executable, "-I", "-c", program, _ROOT, way, str(path)]
        _check_end(_run(command, folder, printed, seconds))
        if printed.stat().st_size >= LARGEST_OUTPUT:
            raise RefusedFileError(Refusal.TOO_LONG)
        return printed.read_bytes()


def _run(command: list[str], folder: str, printed: Path, seconds: float) -> int | None:
    """Start the process and wait; return its return code, or None when its time was up."""
    surroundings = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    with printed.open("wb") as output:
        # What a broken file makes a library say is of no use to anyone, so standard error goes nowhere.
        child = subprocess.Popen(  # noqa: S603  our own program; the file name is ours too
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=surroundings,
            start_new_session=True,
        )
        try:
            return child.wait(seconds)
        except subprocess.TimeoutExpired:
            return None
        finally:
            _end_all(child)


def _end_all(child: subprocess.Popen[bytes]) -> None:
    """End the process and everything that it started; they share a process group of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _check_end(code: int | None) -> None:
    if code is None or code in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise RefusedFileError(Refusal.TOO_SLOW)
    if code == -signal.SIGXFSZ:
        raise RefusedFileError(Refusal.TOO_LONG)
    if code != 0:
        raise UnreadableFileError(Fault.CRASHED)
